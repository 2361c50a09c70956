"""Joins what was found before the run with what the run showed."""
