"""prose: a sentence stands among the code, and is no comment."""

from collections.abc import Iterator
from itertools import pairwise

from knowledge.syntax.broken import Broken, inserted
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token

ENOUGH = 2
"""Pairs of neighbouring words; code has at most one, such as `not x`."""


@family(
    mends={
        "Here is the program:\nprint(1)": "# Here is the program:\nprint(1)",
        "x = 1\nThis prints the value of x\nprint(x)": "x = 1\n# This prints the value of x\nprint(x)",
        "Let's compute it now.\n\nx = 1": "# Let's compute it now.\n\nx = 1",
        "1. First we set x\nx = 1": "# 1. First we set x\nx = 1",
        "x = 1\nNote that this is all.": "x = 1\n# Note that this is all.",
    },
    passes=("for x y in z:\n    pass", "print x", "def f(a b c):\n    pass"),
    rank=1,
)
def prose(broken: Broken) -> Iterator[Guess]:
    """A sentence stands among the code, and is not marked as a comment."""
    rows = [row for row in range(len(broken.lines)) if is_prose(broken, row)]
    if broken.row not in rows:
        return
    because = f"line {broken.row + 1} is a sentence, not code"
    words = "Make it a comment: write `#` before it"
    yield Guess(because, words, tuple(inserted(row, len(broken.margin(row)), "# ") for row in rows))
    yield Guess(because, words, (inserted(broken.row, len(broken.margin(broken.row)), "# "),))


def is_prose(broken: Broken, row: int) -> bool:
    """Whether a row has words side by side, as sentences do, and no sign of an assignment."""
    tokens = broken.on(row)
    if not tokens or any(token.text in {"=", "=="} for token in tokens) or tokens[0].kind == "string":
        return False
    if tokens[0].text in {"from", "import", "def", "class", "print", "for", "while", "return", "@"}:
        return False
    return sum(is_pair(one, two) for one, two in pairwise(tokens)) >= ENOUGH or is_quoted_prose(broken, row)


def is_pair(one: Token, two: Token) -> bool:
    """Whether two words stand side by side."""
    return one.kind == "name" == two.kind and one.end < two.start


def is_quoted_prose(broken: Broken, row: int) -> bool:
    """`Let's …`: an apostrophe hides the rest of the sentence from the tokens."""
    words = broken.lines[row].split()
    opened = any(token.kind == "open" for token in broken.on(row))
    return (
        opened and len(words) > 3 and sum(word.strip(".,!?:;'").isalpha() for word in words) >= len(words) - 1
    )
