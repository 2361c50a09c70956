"""Iterators that have no more items, and files that are not there."""

CASES: dict[str, tuple[str, str, int, str | None]] = {
    "next on what is used up": ("it = iter([])\nprint(next(it))", "iterator-exhausted", 2, "None"),
    "next on a test that nothing passes": (
        "print(next(n for n in [1] if n > 5))",
        "iterator-exhausted",
        1,
        "None",
    ),
    "next inside a generator": (
        "def first(items):\n    yield next(iter(items))\n\nprint(list(first([])))",
        "iterator-exhausted",
        2,
        "[None]",
    ),
    "a file that is not there": ("open('data.csv')", "file-not-there", 1, None),
    "an escape in the path": ("open('C:\\table.csv')", "escape-in-path", 1, "FileNotFoundError"),
}
