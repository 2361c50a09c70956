r"""markdown-escape: backslashes before `*`, `_` and the like, as Markdown writes them."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, removed
from knowledge.syntax.family import Guess, family

ESCAPED = frozenset("*_#[](){}<>!+-=.|~`^&%$/\\")


@family(
    mends={
        r"x = a \* b \* 2": "x = a * b * 2",
        "def a\\_b(c\\_d):\n    return c\\_d": "def a_b(c_d):\n    return c_d",
        "x = 'a\\*' \\* 2": "x = 'a\\*' * 2",
    },
    passes=("x = 1 +\\ \n    2",),
    certain=True,
)
def markdown_escape(broken: Broken) -> Iterator[Guess]:
    """Markdown's backslashes stand before characters of the program."""
    escapes = [
        token
        for token in broken.tokens
        if token.text == "\\"
        and broken.lines[token.row][token.end : token.end + 1] in ESCAPED
        and token.end < len(broken.lines[token.row])
    ]
    if escapes:
        because = "a backslash stands before a character that needs none, as Markdown writes it"
        yield Guess(because, "Delete the backslashes", tuple(removed(token) for token in escapes))
