# ruff: noqa: E501  # a program on one line is easier to read than one that is broken into three
"""A program that swallows its MemoryErrors is ended by the clock, and called by what it wanted."""

from collections.abc import Callable

import pytest

from knowledge.run import Ending, Run
from tests.executor.hanging import hung

FILLED = "kept = [bytes(1_000) for _ in range(55_000)]\n"
"""Most of sixty megabytes."""
STARVING = {
    "one statement, swallowed": (
        "rows = []\nwhile True:\n    try: rows.append(bytes(1 << 20))\n    except MemoryError: pass",
        {3},
    ),
    "on lines of their own": (
        "rows = []\nwhile True:\n    try:\n        rows.append(bytes(1 << 20))\n    except MemoryError:\n        pass",
        {4},
    ),
    "a text that doubles": (
        "text = 'é' * 1000\nwhile True:\n    try:\n        text += text\n    except MemoryError:\n        continue",
        {4},
    ),
    "by any exception, with a word and a counter": (
        (
            "rows, n = [], 0\nwhile True:\n    try:\n        rows.append('x' * 50_000)\n    except Exception:\n"
            "        n += 1\n        print('again')"
        ),
        {4},
    ),
    "by contextlib.suppress": (
        (
            "from contextlib import suppress\nrows = []\nwhile True:\n    with suppress(MemoryError):\n"
            "        rows.append(bytearray(50_000))"
        ),
        {5},
    ),
    "in a function that is called there": (
        (
            "def fill(rows):\n    rows.append(bytes(1 << 20))\n\n\n\n\nrows = []\nwhile True:\n    try: fill(rows)\n"
            "    except MemoryError: pass"
        ),
        {2, 8, 9, 10},
    ),
    "around a loop": (
        (
            "rows = []\nwhile True:\n    try:\n        for n in range(9): rows.append(bytes(1 << 20))\n"
            "    except MemoryError: pass"
        ),
        {4},
    ),
    "in a loop of a function": (
        (
            "def fill(rows):\n    for n in iter(int, 1):\n        try: rows.append(bytes(1 << 20))\n"
            "        except (MemoryError, ValueError): pass\nfill([])"
        ),
        {3},
    ),
    "two statements": (
        (
            "rows = []\nwhile True:\n    try:\n        row = bytes(1 << 20)\n        rows.append(row)\n"
            "    except MemoryError:\n        pass"
        ),
        {2, 3, 4, 5, 6, 7},
    ),
}
TURNING = {
    "a full memory and an endless loop": FILLED + "while True: pass",
    "a full memory, and other exceptions swallowed": FILLED
    + "while True:\n    try: kept[-1][5000]\n    except IndexError: pass",
    "an empty memory, and exceptions swallowed": (
        "while True:\n    try: [][1]\n    except Exception: pass\n    except MemoryError: pass"
    ),
    "memory that is given back": (
        "rows = []\nwhile True:\n    try: rows.append(bytes(1 << 20))\n    except MemoryError: rows.clear()"
    ),
    "a loop that comes after": (
        "rows = []\nfor n in range(100):\n    try: rows.append(bytes(1 << 20))\n    except MemoryError: pass\n"
        "while True: pass"
    ),
    "a loop within that one": (
        "rows = []\nwhile True:\n    for n in range(100):\n        try: rows.append(bytes(1 << 20))\n"
        "        except MemoryError: pass\n    while True: pass"
    ),
    "a function that is called in that loop": (
        "def hang():\n    while True: pass\nrows = []\nn = 0\nwhile True:\n    try: rows.append(bytes(1 << 20))\n"
        "    except MemoryError: n += 1\n    if n > 5: hang()"
    ),
    "a handler that was never reached": (
        FILLED + "while True:\n    try:\n        pass\n    except MemoryError:\n        pass"
    ),
}


def is_starved(done: Run) -> bool:
    """Whether the end was called by the memory."""
    return done.ending is Ending.MEMORY


@pytest.mark.parametrize(("text", "lines"), STARVING.values(), ids=STARVING)
def test_who_starves_is_told_so(run: Callable[..., Run], text: str, lines: set[int]) -> None:
    """The memory was full, and the handler was reached: the line that wanted more is named."""
    done = hung(run, text, is_starved, memory_mb=60, output_mb=50)
    assert is_starved(done)
    assert done.stuck[-1].line in lines
    assert done.peak_bytes < 80_000_000


@pytest.mark.parametrize("text", TURNING.values(), ids=TURNING)
def test_who_merely_turns_is_told_that(run: Callable[..., Run], text: str) -> None:
    """A full memory alone is no proof, and neither is a handler."""
    assert run(text, seconds=0.4, memory_mb=60).ending is Ending.TIMEOUT
