"""Indices, keys and empty containers: what was asked for, and what there is."""
