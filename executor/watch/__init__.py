"""Watching a run from outside, and judging how it ended by what was seen."""
