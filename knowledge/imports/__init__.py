"""Modules: which there are, what they hold, and how an import is written."""
