"""keyword-as-name: one of Python's own words is used as a name."""

import keyword
from collections.abc import Iterator

from knowledge.syntax.broken import Broken, replaced
from knowledge.syntax.family import Guess, family

RENAMED = {"lambda": "lambda_", "class": "class_", "yield": "yield_value", "from": "start", "is": "is_"}
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
    passes=("if x\n    pass", "x = 1 2"),
    rank=1,
)
def keyword_as_name(broken: Broken) -> Iterator[Guess]:
    """One of Python's own words is used as a name."""
    for token in broken.here[:30]:
        if not keyword.iskeyword(token.text) or token.text in CONSTANTS:
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
