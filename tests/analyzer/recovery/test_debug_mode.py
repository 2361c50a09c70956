"""A copy of the program that prints what matters, and what to look at next."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from analyzer.recovery.options import options_for
from analyzer.recovery.trials import Attempt, Budget
from knowledge.diagnosis import Diagnosis, Option, Verdict
from knowledge.finding import Span

type Diagnosed = Callable[..., Diagnosis]

KINDS = frozenset({"debug_mode"})


def debug(diagnosis: Diagnosis, attempt: Attempt) -> Option:
    """The one option of this kind."""
    (option,) = options_for(diagnosis, attempt, kinds=KINDS)
    return option


@pytest.mark.parametrize(
    ("code", "line", "said"),
    [
        ("n = 0\nprint(1 / n)\n", 'print("line 2:", f"{n=!r:.80}")', "line 2: n=0"),
        ("r = {'q': None}\nr['q'] + 1\n", 'print("line 2:", f"{r[\'q\']=!r:.80}")', "line 2: r['q']=None"),
        (
            "a = 1; b = 0; a / b\n",
            '; print("line 1:", f"{a=!r:.80}", f"{b=!r:.80}"); a / b',
            "line 1: a=1 b=0",
        ),
        ("n = 0\nif n == 0: 1 / n\n", 'if n == 0: print("line 2:", f"{n=!r:.80}"); 1 / n', "line 2: n=0"),
        ("for n in [2, 0]:\n    1 / n\n", '    print("line 2:", f"{n=!r:.80}")\n    1 / n', "line 2: n=0"),
        ("for n in [2, 0]:\n\t1 / n\n", '\tprint("line 2:", f"{n=!r:.80}")\n\t1 / n', "line 2: n=0"),
        (
            "n = 0\nif n == 1:\n    pass\nelif 1 / n:\n    pass\n",
            'print("line 4:", f"{n=!r:.80}")\nif n',
            "line 4: n=0",
        ),
        ("x = [1 / n for n in [1, 0]]\n", '[(print("line 1:", f"{n=!r:.80}"), 1 / n)[1] for', "line 1: n=0"),
        (
            "f = lambda n: 1 / n\nf(0)\n",
            'lambda n: (print("line 1:", f"{n=!r:.80}"), 1 / n)[1]\n',
            "line 1: n=0",
        ),
        ("def f(n):\n    return 1 / n\n\nf(0)\n", '    print("line 2:", f"{n=!r:.80}")\n', "line 2: n=0"),
        ("é = 'ä'\nprint(é); é + 1\n", 'print(é); print("line 2:", f"{é=!r:.80}"); é + 1', "line 2: é='ä'"),
        ("x = list(range(999))\nx[1000]\n", 'print("line 2:", f"{len(x)=}")', "line 2: len(x)=999"),
        ("s = 'a' * 9999\ns[10000]\n", 'print("line 2:", f"{len(s)=}")', "line 2: len(s)=9999"),
        ("n = 5\nn += 'a'\n", 'print("line 2:", f"{n=!r:.80}")', "line 2: n=5"),
        ("n = 0\nm = 1\nprint(k)\n", 'print("line 3:", f"{m=!r:.80}", f"{n=!r:.80}")', "line 3: m=1 n=0"),
        ("n = 0\nassert n, 'no'\n", 'print("line 2:", f"{n=!r:.80}")\nassert', "line 2: n=0"),
        ("n = 0\n@(1 / n)\ndef g(): pass\n", 'print("line 2:", f"{n=!r:.80}")\n@', "line 2: n=0"),
        ("Look:\n```\nn = 0\n1 / n\n```\n", 'n = 0\nprint("line 4:", f"{n=!r:.80}")\n1 / n\n', "line 4: n=0"),
        (">>> n = 0\n>>> 1 / n\n", 'n = 0\nprint("line 2:", f"{n=!r:.80}"); 1 / n\n', "line 2: n=0"),
        (
            "import asyncio\nasync def f(n):\n    return 1 / n\nasyncio.run(f(0))\n",
            '    print("line 3:"',
            "line 3: n=0",
        ),
    ],
    ids=[
        "an operand",
        "an item",
        "statements on one line",
        "a block on one line",
        "a loop",
        "tabs",
        "a condition after the first",
        "a comprehension",
        "a lambda",
        "a function",
        "foreign letters",
        "a long list",
        "a long text",
        "a variable that is changed in place",
        "an unknown name, with what there is instead",
        "an assertion",
        "a decorator",
        "a program in a fence",
        "a session with prompts",
        "a coroutine",
    ],
)
def test_the_copy_prints_what_matters(
    diagnosed: Diagnosed, attempt: Attempt, code: str, line: str, said: str
) -> None:
    """The copy was run: it fails in the same way and shows the values before."""
    option = debug(diagnosed(code), attempt)
    assert option.verdict is Verdict.VERIFIED
    assert line in (option.code_snippet or "")
    assert option.next_steps[0].startswith(f"The snippet prints `{said}")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("n = 0\nwhile n < 3:\n    m = n\n", "turn 5: n=0"),
        ("def f():\n    n, turn = 0, 1\n    while n != 3:\n        n += 2\n\nf()\n", "turn 5: n=8"),
        ("n = 0\nwhile True:\n    n += 1\n    for k in range(3):\n        pass\n", "turn 5: n=4"),
        ("from itertools import count\nt = 0\nfor k in count():\n    t += k\n", "turn 5: k=4 t=6"),
    ],
    ids=[
        "a condition that stands still",
        "in a function that uses the counter's name",
        "nested loops",
        "endless items",
    ],
)
def test_an_endless_loop_is_shown_for_some_turns(
    diagnosed: Diagnosed, attempt: Attempt, code: str, said: str
) -> None:
    """The copy of a stuck program ends by itself after some turns."""
    option = debug(diagnosed(code), attempt)
    assert option.verdict is Verdict.VERIFIED
    assert option.next_steps[0] == f"The snippet prints `{said}` before it stops"


@pytest.mark.parametrize(
    "code",
    [
        "print(y)\n",
        "import nothing_like_this\n",
        "if x = 1:\n    pass\n",
        "print = 3\nprint / 0\n",
        "while True: pass\n",
        "password = 'hunter2'\npassword + 1\n",
        "config = {'api_key': 'hunter2'}\nconfig['api_key'] + 1\n",
        "raise SystemExit(3)\n",
    ],
    ids=[
        "nothing is known yet",
        "an import",
        "no Python",
        "print is something else",
        "a loop on one line",
        "a secret",
        "a secret in a dictionary",
        "the program gives up by itself",
    ],
)
def test_without_anything_to_show_there_are_steps(diagnosed: Diagnosed, attempt: Attempt, code: str) -> None:
    """Steps are always there, and no secret is ever printed."""
    option = debug(diagnosed(code), attempt)
    assert option.next_steps
    assert option.code_snippet is None
    assert not any("hunter2" in step for step in option.next_steps if "it is" in step)


def test_a_copy_that_fails_differently_is_not_offered(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """A program that fails elsewhere each time is no base for a copy."""
    diagnosis = diagnosed("n = 0\n1 / n\n")
    other = attempt("n = 0\nn.x\n")
    (option,) = options_for(diagnosis, lambda _: other, kinds=KINDS)
    assert (option.verdict, option.code_snippet) == (Verdict.UNTESTED, None)


def test_without_budget_there_are_steps_only(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """What was not run is not offered as a copy."""
    (option,) = options_for(diagnosed("n = 0\n1 / n\n"), attempt, kinds=KINDS, budget=Budget(others=0))
    assert (option.verdict, option.code_snippet) == (Verdict.UNTESTED, None)


@pytest.mark.parametrize(
    ("code", "step"),
    [
        ("n = 0\n1 / n\n", "Look at `n` in line 2: it is `0` when the line fails"),
        ("for n in [1, 0]:\n    1 / n\n", "Stop in turn 2 of the loop in line 1: that is the one that fails"),
        (
            "def f(n):\n    return 1 / n\n\nf(0)\n",
            "Call `f` by itself with the arguments that line 4 gives it",
        ),
        ("n = 0\nwhile n < 3:\n    m = n\n", "Find what should end the loop in line 2: `n < 3` stays true"),
        ("1 / 0\n", "Split line 1 into smaller steps, and print each: `1 / 0`"),
    ],
    ids=["a value", "a turn", "a call", "a condition", "nothing but the line"],
)
def test_steps_are_about_this_failure(diagnosed: Diagnosed, attempt: Attempt, code: str, step: str) -> None:
    """Each step names the line, the value, the turn or the call."""
    assert step in debug(diagnosed(code), attempt).next_steps


def test_the_birth_of_a_fault_is_a_step(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """Where the fault was born elsewhere, that line is to be looked at."""
    diagnosis = diagnosed("n = 0\nm = 1\nm / n\n", advice=("Set `n` to something else",))
    assert diagnosis.cause is not None
    born = replace(diagnosis, cause=replace(diagnosis.cause, span=Span(1, 0, 1, 5)))
    steps = debug(born, attempt).next_steps
    assert "Look at line 1, where it comes from: `n = 0`" in steps
    assert "Set `n` to something else" in steps
