"""The families of syntax errors: one file each. A new file is found by itself."""
