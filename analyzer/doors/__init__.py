"""The ways in, beside the functions of the package itself."""
