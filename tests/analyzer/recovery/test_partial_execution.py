"""The part that worked is cut out and run again."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from analyzer.recovery.cutting import HEADING
from analyzer.recovery.options import options_for
from analyzer.recovery.partial_execution import LONGEST
from analyzer.recovery.trials import Attempt, Budget
from knowledge.diagnosis import Diagnosis, Option, Verdict

type Diagnosed = Callable[..., Diagnosis]

KINDS = frozenset({"partial_execution"})


def partial(diagnosis: Diagnosis, attempt: Attempt) -> Option:
    """The one option of this kind."""
    (option,) = options_for(diagnosis, attempt, kinds=KINDS)
    return option


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("x = 1\nprint(x)\nprint(y)\nz = 2\n", "x = 1\nprint(x)\n"),
        (
            "import json  # why\n\n# numbers\nx = [1]\n\n# fails\nx[1]\n",
            "import json  # why\n\n# numbers\nx = [1]\n",
        ),
        ("a = 1; print(a); b = a / 0; print(b)\nc = 3\n", "a = 1; print(a)\n"),
        ("a = 1\nif a: print(a); b = a / 0; print(b)\n", "a = 1\nif a: print(a)\n"),
        (
            "x = 1\nif x:\n    print(x)\n    y = x / 0\n    print(y)\nelse:\n    pass\nz = 1\n",
            "x = 1\nif x:\n    print(x)\nelse:\n    pass\n",
        ),
        (
            "x = 1\nif x > 2:\n    pass\nelse:\n    print(x)\n    x / 0\n",
            "x = 1\nif x > 2:\n    pass\nelse:\n    print(x)\n",
        ),
        ("x = 1\nif x:\n    x / 0\n", "x = 1\n"),
        (
            "try:\n    print(1)\n    1 / 0\n    print(2)\nfinally:\n    print(3)\n",
            "try:\n    print(1)\nfinally:\n    print(3)\n",
        ),
        (
            "def f(n):\n    print(n)\n    return n / 0\n\nprint('a')\nprint(f(1))\n",
            "def f(n):\n    print(n)\n\nprint('a')\nf(1)\n",
        ),
        (
            "def f(n):\n    return n / 0\n\nprint('a')\nprint(f(1))\n",
            "def f(n):\n    return n / 0\n\nprint('a')\n",
        ),
        (
            "def go():\n    print(1)\n    x = 1 / 0\n    print(x)\n\nif __name__ == '__main__':\n    go()\n",
            "def go():\n    print(1)\n\nif __name__ == '__main__':\n    go()\n",
        ),
        (
            "for n in [1, 0, 2]:\n    print(1 / n)\nprint('end')\n",
            "from itertools import islice\nfor n in islice([1, 0, 2], 1):\n    print(1 / n)\n",
        ),
        (
            "for n in 1, 2, 0:\n    print(1 / n)\n",
            "from itertools import islice\nfor n in islice((1, 2, 0), 2):\n    print(1 / n)\n",
        ),
        ("for n in [0]:\n    print(1 / n)\n", None),
        (
            "print(0)\nfor a, b in [(1, 2), (3,)]:\n    print(a)\n",
            "from itertools import islice\nprint(0)\nfor a, b in islice([(1, 2), (3,)], 1):\n    print(a)\n",
        ),
        ("x = 3\nwhile x >= 0:\n    print(6 / x)\n    x -= 1\n", "x = 3\n"),
        (
            "x = 3\nfor y in [1, 0]: print(6 / y)\n",
            "from itertools import islice\nx = 3\nfor y in islice([1, 0], 1):\n    print(6 / y)\n",
        ),
        (
            "class A:\n    @property\n    def y(self):\n        print(1)\n        self.z\n\na = A()\na.y\n",
            "class A:\n    @property\n    def y(self):\n        print(1)\n        self.z\n\na = A()\n",
        ),
        (
            "import asyncio\nasync def f():\n    print(1)\n    1 / 0\n\nasyncio.run(f())\n",
            "import asyncio\nasync def f():\n    print(1)\n\nasyncio.run(f())\n",
        ),
        (
            "def f(n):\n    print(n)\n    return f(n - 1) if n else 1 / 0\n\nx = 1\nf(2)\n",
            "def f(n):\n    print(n)\n    return f(n - 1) if n else 1 / 0\n\nx = 1\n",
        ),
        ("é = '日本'; print(é); é.x\n", "é = '日本'; print(é)\n"),
        ("Hello:\n```python\n  x = 1\n  x / 0\n```\n", "x = 1\n"),
        ("x = 1\r\nprint(x)\r\nx / 0\r\n", "x = 1\nprint(x)\n"),
        ("x = 1\nif x:\n\tprint(x)\n\tx / 0\n", "x = 1\nif x:\n\tprint(x)\n"),
        ('x = """\n# not a comment\n"""\ny\n', 'x = """\n# not a comment\n"""\n'),
        ("print(y)\n", None),
        ("# only this\nprint(y)\n", None),
        ("x = 1\nraise SystemExit(3)\n", "x = 1\n"),
        ("x = 1\nprint(x)\nif x = 2:\n    pass\n", "x = 1\nprint(x)\n"),
        ("x = 1\ny = [1,\n\nprint(x)\n", "x = 1\n"),
        ("if x = 2:\n    pass\n", None),
        ("x = 1\nif x:\n    print(x)\nelse\n    print(2)\n", "x = 1\n"),
    ],
    ids=[
        "the lines before the failing one",
        "comments and layout stay, the failing line's comment goes",
        "statements on one line",
        "a block on one line",
        "the start of a branch",
        "the start of the other branch",
        "a branch of which nothing ran",
        "a block that is cleaned up after",
        "a function whose value is not used any more",
        "a function of which nothing ran",
        "a program in its main function",
        "the turns of a loop that ran",
        "the turns over a bare tuple",
        "a loop of which no turn ran",
        "a loop that fails in its own line",
        "a loop with a condition is left out",
        "a loop on one line gets a block",
        "a property is not a call",
        "a coroutine",
        "a function that calls itself",
        "foreign letters",
        "a program in a fence",
        "line ends of another system",
        "tabs",
        "a text that looks like a comment",
        "nothing before it",
        "nothing but a comment before it",
        "the program gives up by itself",
        "before a fault of syntax",
        "before a bracket that stays open",
        "nothing before a fault of syntax",
        "an if is not torn from its else",
    ],
)
def test_the_part_that_worked(diagnosed: Diagnosed, attempt: Attempt, code: str, part: str | None) -> None:
    """What is offered ran to its end and printed what the failed run had printed."""
    option = partial(diagnosed(code), attempt)
    assert option.code_snippet == (f"{HEADING}\n{part}" if part else None)
    assert option.verdict is (Verdict.VERIFIED if part else Verdict.UNTESTED)


def test_an_endless_program_is_cut_before_its_loop(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """What a killed program had not yet handed over is no reason to doubt the part."""
    option = partial(diagnosed("print('go')\nn = 1\nwhile n:\n    n += 1\n"), attempt)
    assert (option.code_snippet, option.verdict) == (f"{HEADING}\nprint('go')\nn = 1\n", Verdict.VERIFIED)


def test_a_program_that_prints_something_else_each_time(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """A part that runs but prints something else is offered, and not called verified."""
    option = partial(diagnosed("import random\nprint(random.random())\nprint(y)\n"), attempt)
    assert option.verdict is Verdict.UNTESTED
    assert option.code_snippet is not None
    assert "prints something else" in option.description


def test_without_budget_the_part_is_untested(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """What was not run is not called verified."""
    diagnosis = diagnosed("x = 1\nprint(y)\n")
    (option,) = options_for(diagnosis, attempt, kinds=KINDS, budget=Budget(others=0))
    assert (option.verdict, option.code_snippet) == (Verdict.UNTESTED, f"{HEADING}\nx = 1\n")


def test_a_run_that_left_no_trace_at_all(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """Without frames and steps nothing can be cut, and nothing breaks."""
    diagnosis = diagnosed("x = 1\nimport os\nprint(y)\n")
    assert diagnosis.run is not None
    blank = replace(diagnosis.run, fault=None, trace=replace(diagnosis.run.trace, steps=(), hits={}))
    assert partial(replace(diagnosis, run=blank), attempt).code_snippet is None


def test_long_programs_are_left_alone(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """Beyond the bound no time is spent on cutting."""
    option = partial(diagnosed(f"x = 1\n{'# filler' * (LONGEST // 8)}\nprint(y)\n"), attempt)
    assert (option.code_snippet, option.verdict) == (None, Verdict.UNTESTED)
