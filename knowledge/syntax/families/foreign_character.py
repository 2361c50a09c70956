"""foreign-character: quotes, dashes, blanks and signs that a word processor writes."""

# ruff: noqa: RUF001  # foreign characters are what this is about

import unicodedata
from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token
from knowledge.tables.lookalikes import PLAIN

SPACES = frozenset({"Zs"})
UNSEEN = frozenset({"Cf", "Cc", "Co", "Cn", "Zl", "Zp"})


@family(
    mends={
        "print(“a”)": 'print("a")',
        "x = ‘a’": "x = 'a'",
        "x = 3 – 1": "x = 3 - 1",
        "x = 2 × 3": "x = 2 * 3",
        "x\u00a0=\u00a01": "x = 1",
        "x = 1\u200b": "x = 1",
        "\u200bx = 1": "x = 1",
        "print(1）": "print(1)",
        "if x ≤ 1:\n    pass": "if x <= 1:\n    pass",
        "x = “it’s”": 'x = "it\'s"',
        "y = “a”\nz = “b”": 'y = "a"\nz = "b"',
    },
    passes=("x = 'ü' é é", "x = (1"),
    certain=True,
)
def foreign_character(broken: Broken) -> Iterator[Guess]:
    """A character is not the one of a keyboard that looks like it."""
    found = [token for token in broken.tokens if token.kind == "bad" and not token.text.isascii()]
    if not any(token.row == broken.row for token in found):
        return
    known = [token for token in found if plain(token.text) is not None]
    if not known:
        return
    names = ", ".join(dict.fromkeys(named(token.text) for token in known[:20]))
    because = f"there are characters that Python does not read: {names}"
    quotes = all(plain(token.text) in {"'", '"'} for token in known)
    words = "Write plain quotes" if quotes else "Write the plain characters"
    yield Guess(because, words, tuple(changed(token) for token in known))
    row = [token for token in known if token.row == broken.row]
    yield Guess(because, words, tuple(changed(token) for token in row))


def plain(character: str) -> str | None:
    """What Python reads instead; empty for what is not seen at all."""
    if character in PLAIN:
        return PLAIN[character]
    kind = unicodedata.category(character)
    return " " if kind in SPACES else "" if kind in UNSEEN else None


def named(character: str) -> str:
    """How the character is called, and shown where it can be seen."""
    name = unicodedata.name(character, "no name").lower()
    return f"`{character}` ({name})" if character in PLAIN else f"U+{ord(character):04X} ({name})"


def changed(token: Token) -> Change:
    """Write the plain character."""
    return Change(token.row, token.start, token.row, token.end, plain(token.text) or "")
