"""A line for the screen: pieces of text with their styles, and how a terminal is told of them."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
WIDTH = 100
"""Where there is no terminal that has one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line in pieces, each with a style such as `bold red`, or none."""

    pieces: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return the text alone."""
        return "".join(text for text, _ in self.pieces)

    def __add__(self, other: "Row") -> "Row":
        """Put one behind the other."""
        return Row((*self.pieces, *other.pieces))

    def coloured(self) -> str:
        """Return the text with the terminal's signs for the styles, without blanks at its end."""
        last = len(self.pieces) - 1
        texts = [text.rstrip() if place == last else text for place, (text, _) in enumerate(self.pieces)]
        return "".join(
            in_style(text, style) for text, (_, style) in zip(texts, self.pieces, strict=True)
        ).rstrip()


def in_style(text: str, style: str) -> str:
    """Set some text off."""
    codes = ";".join(CODES[word] for word in style.split())
    return f"\x1b[{codes}m{text}\x1b[0m" if codes and text else text


def row(text: str, style: str = "") -> Row:
    """A line of one piece."""
    return Row(((text, style),))


def show(rows: Iterable[Row], stream: TextIO | None = None) -> None:
    """Write lines, with colour where the stream wants it."""
    stream = stream or sys.stdout
    coloured = wants_colour(stream)
    for one in rows:
        stream.write((one.coloured() if coloured else str(one).rstrip()) + "\n")
    stream.flush()


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours, and nobody has asked to leave them out."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def screen_width() -> int:
    """How many cells a line has: the terminal's, or what `COLUMNS` says; fewer than 40 show nothing."""
    return max(columns_named() or columns_there() or WIDTH, 40)


def columns_named() -> int:
    """What the environment says of the screen's width; 0 where it says nothing."""
    named = os.environ.get("COLUMNS", "")
    return int(named) if named.isdecimal() and len(named) < 10 else 0


def columns_there() -> int:
    """The width of the terminal behind standard output; 0 where there is none.

    As `shutil.get_terminal_size`, whose module brings every compression there is and costs 4 ms.
    """
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1).columns
    except (OSError, ValueError):
        return 0
