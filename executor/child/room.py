"""How much may still be written of a value, and how far down."""

from collections.abc import Callable
from typing import Any

from executor.child.masking import is_secret_name

WIDEST = (20, 10, 6, 3)
"""How many members are told at each depth; below the last, none."""
ELLIPSIS = "..."

type Writer = Callable[[Any, "Room"], str]


class Room:
    """The letters that are left, the objects that are being written, and whether anything was left out.

    `choose` finds who writes values of a type. `secret` says that all that is written now lies under a
    secret's name.
    """

    __slots__ = ("choose", "cut", "inside", "left", "name", "secret")

    def __init__(self, letters: int, choose: Callable[[type], Writer]) -> None:
        self.left = letters
        self.choose = choose
        self.cut = False
        self.inside: list[int] = []
        self.secret = False
        self.name = ""

    def text(self, value: object, name: str = "") -> str:
        """Write a value; `name` is what it is kept under, and may make it a secret."""
        if self.left <= 0 or id(value) in self.inside:
            self.cut = self.cut or self.left <= 0
            return ELLIPSIS
        was_secret, was_name = self.secret, self.name
        self.secret = was_secret or is_secret_name(name)
        self.name = name
        self.inside.append(id(value))
        try:
            return self.choose(type(value))(value, self)
        finally:
            self.inside.pop()
            self.secret, self.name = was_secret, was_name

    def width(self) -> int:
        """How many members of the object that is being written may be told."""
        depth = len(self.inside) - 1
        return WIDEST[depth] if depth < len(WIDEST) and self.left > 0 else 0

    def spend(self, text: str) -> str:
        """Take the room that a text needs."""
        self.left -= len(text)
        return text

    def shorten(self, text: str, longest: int) -> str:
        """Cut a text, and remember that."""
        if len(text) <= longest:
            return text
        self.cut = True
        return text[:longest] + ELLIPSIS


def sound(text: str) -> str:
    """Return the text with lone surrogates written out, so that every encoding can carry it."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
