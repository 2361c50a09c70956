"""Iterators that have no more items, and files that are not there."""

from collections.abc import Callable

import pytest

from knowledge.cause import Cause

type Caused = Callable[[str], Cause]
type Mended = Callable[[str], str | None]

CASES = {
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


ROWS = [(code, (cause, line), prints) for code, cause, line, prints in CASES.values()]


@pytest.mark.parametrize(("code", "expected", "prints"), ROWS, ids=CASES.keys())
def test_names_the_reason(
    caused: Caused, mended: Mended, code: str, expected: tuple[str, int], prints: str | None
) -> None:
    """The reason, the line to change, and what the program prints after the first change."""
    found = caused(code)
    assert (found.code, found.span.line) == expected
    assert mended(code) == prints
