"""Calls: which function, which argument became which parameter, and where the two part."""
