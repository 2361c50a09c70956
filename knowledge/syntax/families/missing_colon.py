"""missing-colon: a line that opens a block does not end with a colon."""

from collections.abc import Iterator

from knowledge.syntax.broken import COMPOUND, Broken, Change, inserted
from knowledge.syntax.family import Guess, family

INSTEAD = frozenset({";", ",", ".", "{", "then", "do", "=", ":;"})
"""What is written for the colon by mistake, or in other languages."""


@family(
    mends={
        "if x\n    pass": "if x:\n    pass",
        "def f(a, b)  # comment\n    return a": "def f(a, b):  # comment\n    return a",
        "class A\n    pass": "class A:\n    pass",
        "for i in range(3);\n    pass": "for i in range(3):\n    pass",
        "while x then\n    pass": "while x:\n    pass",
        "try\n    pass\nfinally:\n    pass": "try:\n    pass\nfinally:\n    pass",
        "if x print(1)": "if x: print(1)",
        "if (a and\n        b)\n    pass": "if (a and\n        b):\n    pass",
        "x = 1\nif x:\n    pass\nelse\n    pass": "x = 1\nif x:\n    pass\nelse:\n    pass",
        "match x\n    case 1\n        pass": "match x:\n    case 1:\n        pass",
    },
    passes=("if x = 1:\n    pass", "x = (1", "if x: pass pass"),
    certain=True,
)
def missing_colon(broken: Broken) -> Iterator[Guess]:
    """A line that opens a block does not end with a colon."""
    for row in dict.fromkeys((broken.row, broken.code_above(broken.row))):
        if row is None:
            continue
        tokens = broken.on(row)
        start = broken.on(broken.logical.start) if row == broken.row else tokens
        if not tokens or not start or start[0].text not in COMPOUND:
            continue
        word, last = start[0].text, tokens[-1]
        because = f"the line that starts with `{word}` does not end with a colon"
        if last.text in INSTEAD:
            gap = len(broken.lines[row][: last.start].rstrip())
            change = Change(row, gap, row, last.end, ":")
            yield Guess(because, f"Write `:` for `{last.text}`", (change,))
        if last.text != ":":
            yield Guess(because, "Add `:` at the end of the line", (inserted(row, last.end, ":"),))
            yield from before_the_body(broken, because)


def before_the_body(broken: Broken, because: str) -> Iterator[Guess]:
    """A body on the same line: the colon belongs before it."""
    if broken.at and broken.before and broken.at.row == broken.before.row:
        yield Guess(
            because, f"Add `:` before `{broken.at.text}`", (inserted(broken.row, broken.before.end, ":"),)
        )
