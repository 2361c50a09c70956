"""One file for each kind of slip."""
