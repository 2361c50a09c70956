"""stray-character: one character too many, or one that Python has no use for."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, removed
from knowledge.syntax.family import Guess, family

SEPARATORS = frozenset({",", ";", ":", ".", "=", "!"})
"""Deleting an operator that computes would change the result."""


@family(
    mends={
        "if x:;\n    pass": "if x:\n    pass",
        "x = 5 + $y": "x = 5 + y",
        "x = 5 ?": "x = 5 ",
        "x = = 5": "x =  5",
        "x = 1;;": "x = 1;",
        "def f(a,, b):\n    pass": "def f(a, b):\n    pass",
        "x = 1 \\ \ny = 2": "x = 1  \ny = 2",
        "x = ['a\0']\ny = '\0'": "x = ['a']\ny = ''",
        "x = $a + $b": "x = a + b",
    },
    passes=("if x\n    pass", "x = (1"),
    rank=2,
)
def stray_character(broken: Broken) -> Iterator[Guess]:
    """A character stands where nothing can be made of it."""
    bad = [token for token in broken.here if token.kind == "bad"]
    for text in dict.fromkeys(token.text for token in bad):
        because = f"Python has no use for `{text}` here"
        yield Guess(because, f"Delete `{text}`", tuple(removed(token) for token in bad if token.text == text))
    marks = [
        (row, at) for row, line in enumerate(broken.lines) for at, sign in enumerate(line) if sign == "\0"
    ]
    if marks:
        because = (
            "there is a NUL character (a null byte, `\\0`) in the text, which is not seen and means nothing"
        )
        yield Guess(
            because, "Delete the NUL characters", tuple(Change(row, at, row, at + 1, "") for row, at in marks)
        )
    for token in (broken.at, broken.before):
        if token and token.text in SEPARATORS:
            because = f"`{token.text}` cannot stand here"
            yield Guess(because, f"Delete `{token.text}` in line {token.row + 1}", (removed(token),))
