"""The single steps of the walk back from a value to what made it."""
