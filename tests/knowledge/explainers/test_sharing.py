"""Places where one object is shared: which are suspected, and what is written instead."""

from collections.abc import Callable

import pytest

from knowledge.facts import Facts
from knowledge.sharing.suspects import shared

FAILS = "\nassert 0"

SUSPECTED = {
    "a list as a default": (
        "def f(x, seen=[]):\n    seen.append(x)\n    return seen\nf(1)",
        "mutable-default",
        (
            "def f(x, seen=None):\n    if seen is None:\n        seen = []\n    seen.append(x)\n"
            "    return seen\nf(1)"
        ),
    ),
    "a list in a class": (
        (
            "class A:\n    xs = []\n    def __init__(self):\n        self.n = 0\n    def add(self, x):\n"
            "        self.xs.append(x)\nA().add(1)"
        ),
        "shared-class-attribute",
        (
            "class A:\n    xs = []\n    def __init__(self):\n        self.xs = []\n        self.n = 0\n"
            "    def add(self, x):\n        self.xs.append(x)\nA().add(1)"
        ),
    ),
    "rows that are one list": (
        "n = 2\ngrid = [[0] * n] * n",
        "shared-rows",
        "n = 2\ngrid = [[0] * n for _ in range(n)]",
    ),
    "values that are one list": (
        "names = 'ab'\nfound = dict.fromkeys(names, [])",
        "shared-values",
        "names = 'ab'\nfound = {key: [] for key in names}",
    ),
    "a function that reads the loop's variable": (
        "made = []\nfor n in range(3):\n    made.append(lambda x: x + n)",
        "late-binding-closure",
        "made = []\nfor n in range(3):\n    made.append(lambda x, n=n: x + n)",
    ),
}
FINE = {
    "a default that cannot change": "def f(x, seen=()):\n    return seen\nf(1)",
    "a function that is never called": "def f(x, seen=[]):\n    return seen",
    "a list in a class that nobody changes": "class A:\n    xs = [1]\n    def __init__(self):\n        pass",
    "a list that each object gets": (
        "class A:\n    xs = []\n    def __init__(self):\n        self.xs = []\n        self.xs.append(1)\nA()"
    ),
    "a row of numbers": "row = [0] * 3",
    "a key of a sort in a loop": "for n in range(3):\n    xs = sorted([2, 1], key=lambda x: x + n)",
    "keys without a value": "found = dict.fromkeys('ab')",
}


@pytest.mark.parametrize(("code", "cause", "mended"), SUSPECTED.values(), ids=SUSPECTED)
def test_suspects(code: str, cause: str, mended: str, facts_of: Callable[..., Facts]) -> None:
    """What is shared is suspected, with the change that gives each its own."""
    facts = facts_of(code + FAILS)
    found = shared(facts)
    assert [(fix.code, facts.source.edited(fix.edits)) for fix in found] == [(cause, mended + FAILS)]


@pytest.mark.parametrize("code", FINE.values(), ids=FINE)
def test_suspects_nothing_else(code: str, facts_of: Callable[..., Facts]) -> None:
    """What cannot change, or is each one's own, is let be."""
    assert not shared(facts_of(code + FAILS))
