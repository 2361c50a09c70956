"""missing-comma: two values stand side by side in brackets."""

from collections.abc import Iterator
from itertools import pairwise

from knowledge.syntax.broken import Broken, inserted
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token

NOT_BEFORE = frozenset("and or not in is if else for lambda await yield async from import as".split())  # noqa: SIM905


@family(
    mends={
        "x = [1 2, 3]": "x = [1, 2, 3]",
        "x = [[6. 1.]]": "x = [[6., 1.]]",
        "f(a b)": "f(a, b)",
        "x = {'a': 1 'b': 2}": "x = {'a': 1, 'b': 2}",
        "x = {\n    'a': 1\n    'b': 2,\n    'c': 3\n}": "x = {\n    'a': 1,\n    'b': 2,\n    'c': 3\n}",
        "x = {\n    (1, 2): 'a'\n    (3, 4): 'b',\n}": "x = {\n    (1, 2): 'a',\n    (3, 4): 'b',\n}",
        "x = [\n    (1, 2)\n    (3, 4)\n]\nprint(x y)": "x = [\n    (1, 2)\n    (3, 4)\n]\nprint(x, y)",
        "def f(a b):\n    pass": "def f(a, b):\n    pass",
        "from math import (sin cos)": "from math import (sin, cos)",
        "x = [1 2 3]": "x = [1, 2, 3]",
        "assert x == 1 'message'": "assert x == 1, 'message'",
        "x = list(map(str y))": "x = list(map(str, y))",
        "from math import sin cos": "from math import sin, cos",
    },
    passes=("x = 1 2", "x = (1", "print x y"),
    rank=1,
)
def missing_comma(broken: Broken) -> Iterator[Guess]:
    """Two values stand side by side in brackets, with nothing between them."""
    gaps = gaps_near(broken)
    because = "two values stand side by side with nothing between them"
    if len(gaps) > 1:
        yield Guess(
            because, "Add the missing commas", tuple(inserted(gap.end_row, gap.end, ",") for gap in gaps)
        )
    for gap in gaps[:8]:
        words = f"Add a comma behind `{gap.text[:20]}` in line {gap.end_row + 1}"
        yield Guess(because, words, (inserted(gap.end_row, gap.end, ","),))


def gaps_near(broken: Broken) -> list[Token]:
    """The tokens on the row, or right before it, that end a value and are followed by another in brackets."""
    rows = {broken.row, broken.row - 1, broken.trouble.span.end_line - 1}
    is_import = bool(broken.here) and broken.here[0].text in {"from", "import", "assert"}
    depth = 0
    found: list[Token] = []
    for token, following in pairwise(broken.tokens):
        depth += (token.text in CLOSERS) - (token.text in OPENERS)
        inside = depth > 0 or (is_import and token.row == broken.row)
        starts = starts_value(following) or is_new_row(token, following)
        if token.end_row in rows and inside and ends_value(token) and starts:
            found.append(token)
    return found


def is_new_row(token: Token, following: Token) -> bool:
    """Whether a bracket starts the next row of a table: a text or a number cannot be called."""
    return following.text in CLOSERS and following.row > token.end_row and token.kind in ("string", "number")


def ends_value(token: Token) -> bool:
    """Whether a value may end with this token."""
    return (token.is_operand and token.text not in NOT_BEFORE) or token.text in OPENERS


def starts_value(token: Token) -> bool:
    """Whether the next value starts with this token; a bracket would be a call."""
    return (token.is_operand and token.text not in NOT_BEFORE) or token.text == "{"
