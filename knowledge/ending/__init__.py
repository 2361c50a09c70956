"""Runs that were ended: loops that stand still, memory that grew, recursion without an end."""
