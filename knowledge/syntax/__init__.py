"""Texts that are no Python: what the interpreter says, what was meant, and what would make it Python."""
