"""The explainers that there are: one file per family of failure."""
