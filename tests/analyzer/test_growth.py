"""What looking at a program costs grows as the program does."""

import sys
from collections.abc import Callable
from itertools import count

import pytest

from analyzer.catalog import rule_of
from analyzer.inspection import inspect
from executor.policy import STRICT
from knowledge.program import program_of
from knowledge.source import source_of

SHORT, LONG = 300, 1200

SHAPES: dict[str, Callable[[int], str]] = {
    "assignments": lambda lines: "".join(f"v{n} = {n}\n" for n in range(lines)),
    "one name, again and again": lambda lines: "x = 0\n" + "x = x + 1\nprint(x)\n" * (lines // 2),
    "branches": lambda lines: "y = 0\n" + "if y:\n    y = 1\nelse:\n    y = 2\nprint(y)\n" * (lines // 5),
    "loops": lambda lines: "".join(f"for i{n} in (1, 2):\n    print(i{n})\n" for n in range(lines // 2)),
    "functions": lambda lines: "".join(f"def f{n}(a):\n    return a\nf{n}(1)\n" for n in range(lines // 3)),
    "one long function": lambda lines: "def f(a):\n" + "".join(f"    v{n} = a + {n}\n" for n in range(lines)),
    "one large class": lambda lines: (
        "class C:\n" + "".join(f"    def f{n}(self):\n        return self.f{n}\n" for n in range(lines // 2))
    ),
    "unknown names": lambda lines: "".join(f"print(q{n})\n" for n in range(lines)),
    "handlers": lambda lines: "try:\n    z = 1\nexcept OSError as e:\n    print(e)\n" * (lines // 4),
    "imports": lambda lines: "import json\njson.loads('1')\n" * (lines // 2),
    "dictionaries": lambda lines: "d = {'a': 1}\nprint(d['a'])\n" * (lines // 2),
}


def calls_for(text: str) -> int:
    """How many calls a look at a program takes, of functions and of what is built in."""
    source, calls = source_of(text), count()
    sys.setprofile(lambda *_: next(calls))
    try:
        inspect(source, program_of(source), STRICT)
    finally:
        sys.setprofile(None)
    return next(calls)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_cost_grows_as_the_program_does(shape: Callable[[int], str]) -> None:
    """Four times the lines take at most five times the calls, no rule looks at all for each part."""
    calls_for(shape(SHORT))  # what is learned once about modules is not counted
    assert calls_for(shape(LONG)) < 5 * calls_for(shape(SHORT))


def test_long_programs_are_looked_at() -> None:
    """Twenty thousand lines are within the bounds: every rule is asked."""
    source = source_of(SHAPES["dictionaries"](20_000))
    not_run = inspect(source, program_of(source), STRICT, rules=(rule_of("undefined-name"),)).rules_not_run
    assert not_run == ()
