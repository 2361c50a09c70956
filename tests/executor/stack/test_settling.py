"""Where a program hangs is told alike, however often it is asked."""

from collections.abc import Callable

import pytest

from executor.stack.settling import settled
from knowledge.run import PROGRAM, Ending, Frame, Run
from knowledge.source import source_of
from tests.executor.hanging import hung, turned

TEXT = """\
def step(n):
    n += 1
    n -= 1
    for k in range(9):
        n += k
        n -= k
    return n

def deep(n):
    return deep(n - 1) + deep(n - 2) if n > 1 else n

while True:
    step(1)
    step(2)
"""


def look(*places: tuple[str, int]) -> tuple[Frame, ...]:
    """A stack, outermost first, by functions and lines."""
    return tuple(Frame(PROGRAM, function, line, "") for function, line in places)


MODULE = "<module>"
LOOKS = {
    "always the same": ([look((MODULE, 13), ("step", 2))] * 3, [(MODULE, 13), ("step", 2)]),
    "a loop of its own": ([look((MODULE, 12)), look((MODULE, 13)), look((MODULE, 14))], [(MODULE, 12)]),
    "a loop, sometimes inside a call": (
        [look((MODULE, 13), ("step", 2)), look((MODULE, 14)), look((MODULE, 13), ("step", 5))],
        [(MODULE, 12)],
    ),
    "a loop inside a call": (
        [look((MODULE, 13), ("step", 5)), look((MODULE, 13), ("step", 6))],
        [(MODULE, 13), ("step", 4)],
    ),
    "on its way through a call, without a loop around": (
        [look((MODULE, 13), ("step", 2)), look((MODULE, 13), ("step", 7))],
        [(MODULE, 13)],
    ),
    "one line that calls other things": (
        [look((MODULE, 13), ("step", 2)), look((MODULE, 13)), look((MODULE, 13), ("deep", 10))],
        [(MODULE, 13)],
    ),
    "recursion": (
        [look((MODULE, 1), *[("deep", 10)] * 4), look((MODULE, 1), *[("deep", 10)] * 9)],
        [(MODULE, 1), *[("deep", 10)] * 4],
    ),
    "a look that failed": ([look((MODULE, 13)), (), look((MODULE, 14))], [(MODULE, 12)]),
    "no look at all": ([(), ()], []),
    "nothing alike": ([look((MODULE, 1)), look(("other", 1))], [("other", 1)]),
}


@pytest.mark.parametrize(("looks", "told"), LOOKS.values(), ids=LOOKS)
def test_what_all_looks_have_in_common_is_told(
    looks: list[tuple[Frame, ...]], told: list[tuple[str, int]]
) -> None:
    """Down to the first frame that moved; in that one the loop that holds its lines."""
    assert [(frame.function, frame.line) for frame in settled(looks, source_of(TEXT))] == told


@pytest.mark.parametrize("text", ["x = = 1", "(" * 5_000 + ")" * 5_000, "\n" * 300_000, "x = '\0'"])
def test_a_text_without_a_tree_has_no_loops(text: str) -> None:
    """Then only the common frames are told."""
    assert settled([look((MODULE, 1)), look((MODULE, 2))], source_of(text)) == look((MODULE, 2))


HANGS = {
    "a busy loop": ("n = 0\nwhile True:\n    n += 1\n    n -= 1\n    n *= 1", 2),
    "a loop with calls": ("def f(n):\n    return n + 1\nn = 0\nwhile True:\n    n = f(n)\n    n = f(-n)", 4),
    "a loop in a function": ("def f(n):\n    while n != 2:\n        n += 3\n        n -= 3\nf(0)", 2),
    "a for": ("import itertools\nfor n in itertools.count():\n    m = n\n    m += 1", 2),
}


@pytest.mark.parametrize(("text", "line"), HANGS.values(), ids=HANGS)
def test_the_answer_does_not_depend_on_the_moment(run: Callable[..., Run], text: str, line: int) -> None:
    """Several runs, one line; a loop of two lines may now and then be seen on one of them only."""
    runs = [hung(run, text, turned) for _ in range(6)]
    assert {done.ending for done in runs} == {Ending.TIMEOUT}
    lines = [done.stuck[-1].line for done in runs]
    assert lines.count(line) >= 4, lines
