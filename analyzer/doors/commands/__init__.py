"""The commands of `raydx`: one file each, and each file defines the command of its name.

They are imported when they are called or listed, so at the top of a file stands only what is cheap.
"""
