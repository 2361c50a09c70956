"""Text of foreign programs, made harmless for a terminal.

Control characters could move the cursor, colour the screen or retitle the window; direction marks could
show another program than the one that ran. Each is shown as an escape, so that it is seen and does nothing.
"""

from functools import lru_cache
from unicodedata import category

TAB = "    "
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@lru_cache(maxsize=2048)
def visible_character(character: str) -> str:
    """Show one character."""
    if character == "\t":
        return TAB
    if category(character) not in HIDDEN:
        return character
    return character.encode("unicode_escape").decode("ascii")


def visible(text: str) -> str:
    """Show a text, line ends kept."""
    if text.isascii() and text.isprintable():
        return text
    return "\n".join("".join(map(visible_character, line)) for line in text.replace("\r\n", "\n").split("\n"))


def width_of(text: str) -> int:
    """How many cells a text takes that was made visible."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - 8 ms, and most programs are plain

    return sum(map(cell_len, text))
