"""The respondents that there are, one a file."""
