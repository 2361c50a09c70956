"""The static rules: one file each, named like its rule. A new file is found by itself."""
