"""How far a program came, told from what really happened in the sandbox."""

from collections.abc import Callable

import pytest

from analyzer.report.path import path_of
from analyzer.report.progress import Progress
from knowledge.limits import Limits

type ProgressOf = Callable[..., Progress]

STRAIGHT = """\
x = 1
y = 2
print(undefined)
z = 3
"""
LOOP = """\
total = 0
for n in [1, 2, "3"]:
    m = n
    total += m
    print(total)
print("end")
"""
CALLS = '''\
def average(rows):
    """The mean."""
    total = sum(rows)
    count = len(rows)
    return total / count

print(average([1, 3]))
average([])
'''
CAUGHT = """\
def number(text):
    try:
        return int(text)
    except ValueError:
        return 0

def never(x):
    y = x
    return 1 / y

number("x")
try:
    never(0)
    print("not here")
except ZeroDivisionError:
    pass
oops
"""
LONG = """\
rows = [
    1,
    2,
]
for n in rows:
    print(
        n,
        1 / (n - 2),
    )
"""
NESTED = """\
for i in range(3):
    for j in range(2):
        k = i * 10 + j
        if k == 20:
            raise ValueError(k)
        print(k)
"""
ENDLESS = """\
n = 0
while True:
    n += 1
    if n == 1000:
        oops()
"""
SEMICOLONS = """\
a = 1; b = 2; c = 1 / 0
d = 4
"""
SILENT = '''\
"""A docstring."""
x: int
def f():
    """Never called."""
    global x
    x = 1
oops
'''
DECORATED = """\
def twice(f):
    return lambda x: f(f(x))

@twice
def half(x):
    return 1 / x

half(0)
"""
CLASS = """\
class Account:
    kind = "x"
    def take(self, n):
        if n > 1:
            raise ValueError(n)
        return n

Account().take(1)
Account().take(2)
"""
RECURSION = """\
def down(n):
    if n == 0:
        return 1 / n
    return down(n - 1)

down(3)
"""
WITH = """\
import contextlib
with contextlib.suppress(ValueError):
    int("x")
    print("not here")
print("here")
oops
"""
LAST_IN_ELSE = """\
for n in range(3):
    pass
else:
    x = 1
if x == 2:
    y = 1
elif x == 1:
    y = 1 / 0
"""
MAPPED = """\
def f(x):
    y = x
    return 1 / y
list(map(f, [3, 2, 1, 0]))
"""


@pytest.mark.parametrize(
    ("code", "completed", "last"),
    [
        pytest.param(STRAIGHT, {1, 2}, 2, id="straight on"),
        pytest.param(
            LOOP, {1, 3, 4, 5}, 3, id="a loop's lines completed in earlier rounds, the loop did not"
        ),
        pytest.param(CALLS, {1, 2, 3, 4, 5, 7}, 4, id="a function's return completed in an earlier call"),
        pytest.param(
            CAUGHT, {1, 2, 5, 7, 8, 11, 12, 16}, 16, id="what raised and was caught did not complete"
        ),
        pytest.param(LONG, {1, 6}, 1, id="a statement over several lines completed in an earlier round"),
        pytest.param(NESTED, {3, 4, 6}, 3, id="nested loops"),
        pytest.param(ENDLESS, {1, 3, 4}, 3, id="more rounds than the trace counts"),
        pytest.param(SEMICOLONS, set(), None, id="a line counts only when all of it ran"),
        pytest.param(SILENT, {1, 2, 3}, 3, id="what leaves no instruction counts with its block"),
        pytest.param(DECORATED, {1, 2, 4}, 4, id="a decorated function starts at its decorator"),
        pytest.param(CLASS, {1, 2, 3, 4, 6, 8}, 8, id="methods"),
        pytest.param(RECURSION, {1, 2}, 1, id="calls that never came back"),
        pytest.param(WITH, {1, 2, 5}, 5, id="what a with block swallowed"),
        pytest.param(LAST_IN_ELSE, {1, 2, 4}, 4, id="else and elif"),
        pytest.param("oops\n", set(), None, id="nothing"),
    ],
)
def test_completed_lines(code: str, completed: set[int], last: int | None, progress_of: ProgressOf) -> None:
    """A line completed if it ran to its end at least once; the last one is told for the failing function."""
    progress = progress_of(code)
    assert set(progress.completed) == completed
    assert progress.last == last


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(LOOP.replace('"3"', "3"), id="a loop"),
        pytest.param(CALLS.replace("average([])", "average([1])"), id="a function"),
        pytest.param(CAUGHT.replace("oops", "len([])"), id="exceptions that were caught"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_success_completes_what_it_reached(code: str, progress_of: ProgressOf) -> None:
    """Only lines that raised, and lines that were never reached, are left."""
    progress = progress_of(code)
    left = set(progress.lines.program.statement_lines) - progress.completed
    assert left <= {3, 9, 13, 14}
    assert not progress.stack


@pytest.mark.parametrize(
    ("code", "path"),
    [
        pytest.param(STRAIGHT, ["line 1", "line 2", "line 3 (failed)"], id="straight on"),
        pytest.param(
            LOOP,
            ["line 1", "lines 2-5 (2 times)", "line 2", "line 3", "line 4 (failed)"],
            id="a loop, then the round that failed",
        ),
        pytest.param(
            CALLS,
            [
                "line 1",
                "line 7",
                "line 3 in average",
                "line 4 in average",
                "line 5 in average",
                "line 8",
                "line 3 in average",
                "line 4 in average",
                "line 5 in average (failed)",
            ],
            id="into a function and back",
        ),
        pytest.param(
            NESTED,
            ["lines 1-6 (2 times)", "line 1", "line 2", "line 3", "line 4", "line 5 (failed)"],
            id="a loop in a loop",
        ),
        pytest.param(ENDLESS, ["line 1", "lines 2-4 (50+ times)", "line 5 (failed)"], id="counting stopped"),
        pytest.param(
            LONG,
            ["line 1", "lines 5-6", "line 5", "line 8 (failed)"],
            id="a statement over several lines is one step",
        ),
        pytest.param(
            MAPPED,
            ["line 1", "line 4", "lines 2-3 in f (3 times)", "line 2 in f", "line 3 in f (failed)"],
            id="a function called over and over",
        ),
    ],
)
def test_path(code: str, path: list[str], progress_of: ProgressOf) -> None:
    """The way reads like a person would tell it."""
    assert list(path_of(progress_of(code))) == path


def test_a_long_way_is_told_in_few_steps(progress_of: ProgressOf) -> None:
    """Neighbours are joined, the middle is left out, and the failure stays."""
    straight = "\n".join(f"x{row} = {row}" for row in range(300))
    assert path_of(progress_of(f"{straight}\noops\n")) == ("lines 1-300", "line 301 (failed)")
    jumps = "\n".join(f"def f{row}(x):\n    return x\nf{row}(1)" for row in range(40))
    path = path_of(progress_of(f"{jumps}\noops\n"))
    assert len(path) <= 20
    assert path[-1] == "line 121 (failed)"
    assert any("more steps" in step for step in path)


def test_a_deep_recursion_is_one_step(progress_of: ProgressOf) -> None:
    """What calls itself a thousand times is told once, with a number."""
    path = path_of(progress_of("def f(n):\n    m = n + 1\n    return f(m)\nf(0)\n"))
    assert len(path) < 8
    assert path[-1].endswith("in f (failed)")
    assert any("times" in step for step in path)


def test_a_stopped_program_stands_somewhere(progress_of: ProgressOf) -> None:
    """Whether or not its stack could be read, the path ends inside the loop that was running."""
    code = "n = 0\nwhile True:\n    n += 1\n"
    progress = progress_of(code, Limits(seconds=1.0))
    assert path_of(progress)[-1] in ("line 2 (stopped)", "line 3 (stopped)")
    assert 2 not in progress.completed
