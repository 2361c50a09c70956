"""A traceback that lost its inner end for want of memory gets it back, and no other does."""

from collections.abc import Callable

import pytest

from executor.watch.lost_frames import lost_its_end
from knowledge.finding import Span
from knowledge.run import PROGRAM, Frame, Run
from knowledge.source import source_of

TEXT = "a = make(3)\nb = make(3) + [1]\nc = Shop(3)\nd = shop.make(3)\ne = (lambda: 0)()\nf = make"


def at(line: int, function: str = "<module>", begin: int = 4, end: int = 11) -> Frame:
    """A frame of the program that stands at an expression."""
    return Frame(PROGRAM, function, line, "", Span(line, begin, line, end))


LIBRARY = Frame("<stdlib>/json/decoder.py", "decode", 9, "")
INSIDE = at(20, "make")
CASES = {
    "the call that was under way": ([at(1)], [at(1), INSIDE], True),
    "two levels deep, at no call": ([at(1), INSIDE], [at(1), INSIDE, at(30, "make")], False),
    "what a library was called for": ([at(1)], [at(1), LIBRARY, INSIDE], True),
    "another operation on that line": ([at(2, end=17)], [at(2, end=17), INSIDE], False),
    "a class whose method was seen": ([at(3)], [at(3), at(40, "Shop.__init__")], True),
    "a method": ([at(4, end=16)], [at(4, end=16), at(40, "Shop.make")], True),
    "another function": ([at(1)], [at(1), at(50, "other")], False),
    "another line": ([at(1)], [at(3), INSIDE], False),
    "a call of no name": ([at(5, end=17)], [at(5, end=17), at(5, "<lambda>")], False),
    "no call": ([at(6, end=8)], [at(6, end=8), INSIDE], False),
    "no place": ([Frame(PROGRAM, "<module>", 1, "")], [at(1), INSIDE], False),
    "nothing was seen": ([at(1)], [], False),
    "no less than was seen": ([at(1), INSIDE], [at(1), INSIDE], False),
    "an end in a library": ([at(1), LIBRARY], [at(1), INSIDE, at(30, "make")], False),
}


@pytest.mark.parametrize(("told", "seen", "lost"), CASES.values(), ids=CASES)
def test_a_traceback_lost_its_end(told: list[Frame], seen: list[Frame], lost: bool) -> None:
    """Only where it stands at the very call in which the program was seen."""
    assert lost_its_end(told, seen, source_of(TEXT)) is lost


SQUARES = "def squares(n):\n    return sum([i * i for i in range(n)])\nprint(squares(10))\nsquares(10 ** 8)"
SIZED = "def few(n):\n    return [0] * n\nfew(4_000_000) * 100"


@pytest.mark.parametrize(("text", "line"), [(SQUARES, 2), (SIZED, 3)], ids=["its own", "of the caller"])
def test_the_line_of_a_memory_error(run: Callable[..., Run], text: str, line: int) -> None:
    """The line that took the memory, though no entry could be made for it; what comes later is its own."""
    done = run(text, seconds=10, memory_mb=50)
    assert done.fault is not None and done.fault.name == "MemoryError"
    assert done.fault.crash is not None and done.fault.crash.line == line
