"""keyword-as-name: one of Python's own words is used as a name."""

import keyword
from collections.abc import Iterator

from knowledge.syntax.broken import Broken, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import OPENERS, Token

RENAMED = {"lambda": "lambda_", "class": "class_", "yield": "yield_value", "from": "start", "is": "is_"}
NAMING = frozenset({"def", "class", "import", "as", ".", "for", "global", "nonlocal", "del"})
"""Behind these stands a name."""

BETWEEN = frozenset({"and", "or", "in", "is", "if", "else", "for", "as", "from", "not", "import"})
ALONE = frozenset({"return", "yield", "break", "continue", "pass", "raise", "await", "lambda"})
BLOCKS = frozenset({"else", "try", "finally", "except", "lambda"})
CONSTANTS = frozenset({"True", "False", "None"})


@family(
    mends={
        "class = 1": "class_ = 1",
        "lambda = 0.5\nprint(lambda * 2)": "lambda_ = 0.5\nprint(lambda_ * 2)",
        "def f(from, to):\n    return to": "def f(start, to):\n    return to",
        "import = 3": "import_ = 3",
        "x.class = 1": "x.class_ = 1",
        "a, in = 1, 2": "a, in_ = 1, 2",
    },
    passes=(
        "x = [a, b * 2 for a, b in y]",
        "def f():\n    return [x for x in await g()]",
        "def f():\n    x = 1\n    global x",
        "if x\n    pass",
        "x = 1 2",
    ),
    rank=1,
)
def keyword_as_name(broken: Broken) -> Iterator[Guess]:
    """One of Python's own words is used as a name."""
    row = [None, *broken.here[:30], None]
    for before, token, after in zip(row, row[1:], row[2:], strict=False):
        if token is None or not keyword.iskeyword(token.text) or token.text in CONSTANTS:
            continue
        if not is_named(before, token, after):
            continue
        name = RENAMED.get(token.text, f"{token.text}_")
        because = f"`{token.text}` is a word of Python and cannot be a name"
        alike = [other for other in broken.tokens if other.text == token.text and other.row >= token.row]
        words = f"Rename `{token.text}` to `{name}`"
        yield Guess(because, words, tuple(replaced(other, name) for other in alike))
        if len(alike) > 1:
            on_line = [other for other in alike if other.row == token.row]
            yield Guess(because, words, tuple(replaced(other, name) for other in on_line))
            yield Guess(because, words, (replaced(token, name),))


def is_named(before: Token | None, token: Token, after: Token | None) -> bool:
    """Whether a word of Python stands where a name would, and not where the word itself may stand."""
    if before is not None and before.text in NAMING:
        return token.text not in NAMING | ALONE or before.text != "import"
    if after is None:
        return before is not None and token.text not in ALONE
    if after.is_operand and not (keyword.iskeyword(after.text) and after.text not in CONSTANTS | {"lambda"}):
        return False
    if after.text in {"(", "[", "{", "*", "-", "~", ":"} and (before is None or token.text in ALONE | BLOCKS):
        return False
    operand = before is not None and (before.is_operand or before.text in OPENERS)
    return not (operand and token.text in BETWEEN and after.text in {"(", "[", "{", "*", "-"})
