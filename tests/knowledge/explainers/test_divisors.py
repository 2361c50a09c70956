"""Divisors that are zero: one program for each reason."""

from collections.abc import Callable

import pytest

from knowledge.cause import Cause

type Caused = Callable[[str], Cause]
type Mended = Callable[[str], str | None]

MEAN = "def mean(numbers):\n    count = len(numbers)\n    return sum(numbers) / count\n\n"
CASES = {
    "an empty list is passed": (MEAN + "print(mean([]))", "zero-length", 5, "0.0"),
    "nothing passed a test": (
        MEAN + "print(mean([number for number in [1] if number > 5]))",
        "zero-length",
        3,
        "0.0",
    ),
    "a test compares with another spelling": (
        MEAN + "rows = [('Paid', 1)]\nprint(mean([n for state, n in rows if state == 'paid']))",
        "zero-length",
        6,
        "0.0",
    ),
    "a count that never grew": (
        "count = 0\nfor word in ['a']:\n    if word == 'b':\n        count += 1\nprint(1 / count)",
        "zero-divisor",
        3,
        "0.0",
    ),
    "a range from zero": ("for i in range(2):\n    print(4 // i)", "range-from-zero", 1, "4"),
    "two equal numbers": ("one, two = 3, 3\nprint(1 / (one - two))", "zero-difference", 2, "0.0"),
    "a share that rounds to zero": (
        "batch = 1 // 2\nprint(4 // batch)",
        "zero-divisor",
        1,
        "4",
    ),
    "0 passed as an argument": (
        "def part(n, d):\n    return n % d\n\nprint(part(1, 0))",
        "zero-divisor",
        4,
        "0",
    ),
    "augmented": ("n, d = 4, 0\nn /= d", "zero-divisor", 1, None),
    "written down": ("print(1 / 0)", "zero-divisor", 1, None),
    "divmod": ("d = 0\nprint(divmod(1, d))", "zero-divisor", 1, None),
    "a negative power": ("d = 0\nprint(d ** -1)", "zero-divisor", 1, "0"),
}


ROWS = [(code, (cause, line), prints) for code, cause, line, prints in CASES.values()]


@pytest.mark.parametrize(("code", "expected", "prints"), ROWS, ids=CASES.keys())
def test_names_the_reason(
    caused: Caused, mended: Mended, code: str, expected: tuple[str, int], prints: str | None
) -> None:
    """The reason, the line to change, and what the program prints after the first change."""
    found = caused(code)
    assert (found.code, found.span.line) == expected
    assert found.immediate and found.because
    assert mended(code) == prints


def test_names_the_divisor_and_its_way(caused: Caused) -> None:
    """What was 0, and each step back to the empty list."""
    found = caused(MEAN + "chosen = []\nprint(mean(chosen))")
    assert found.immediate == "`count` is 0 here, and line 3 divides by it"
    assert [link.span.line for link in found.provenance] == [3, 2, 6, 5]
