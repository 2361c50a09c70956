"""Names and attributes that are not there: why, and what was meant."""
