"""The stack of a stopped process, read from outside, without its help."""
