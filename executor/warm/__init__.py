"""The warm process: what runs in it, and how the children come to be that run the programs."""
