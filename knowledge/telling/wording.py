"""How code, values, counts and places are said in a sentence."""

from collections.abc import Iterable, Sequence

from knowledge.value import Value

WIDEST = 80


def shortened(text: str, width: int = WIDEST) -> str:
    """Cut a text to one line of at most `width` characters."""
    line = " ".join(text[: width * 8].split())
    return line if len(line) <= width else line[: width - 1] + "…"


def quoted(text: str, width: int = WIDEST) -> str:
    """Put a piece of code into backticks, shortened."""
    return f"`{shortened(text, width)}`"


def said(value: Value | None) -> str:
    """A value in backticks; of one that was not seen that it was not."""
    return quoted(value.text) if value else "a value that was not seen"


def short(type_name: str) -> str:
    """A type's name without its module."""
    return type_name.rpartition(".")[2]


def at_lines(first: int, last: int | None = None) -> str:
    """`line 4`, or `lines 4-6`."""
    return f"line {first}" if last in (None, first) else f"lines {first}-{last}"


def counted(count: int, word: str) -> str:
    """`1 item`, `3 items`, `2 entries`, `no items`."""
    plural = word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"
    return f"{count or 'no'} {word if count == 1 else plural}"


def listed(things: Iterable[object], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    texts = [str(thing) for thing in things]
    return f" {word} ".join(filter(None, [", ".join(texts[:-1]), texts[-1]])) if texts else ""


def some_of(names: Sequence[str], most: int = 6) -> str:
    """The first few names in backticks, and how many more there are."""
    shown = [quoted(name) for name in names[:most]]
    more = len(names) - len(shown)
    return listed([*shown, f"{more} more"]) if more > 0 else listed(shown)


def a(noun: str) -> str:
    """`a list`, `an int`; None is one of its kind."""
    if noun == "NoneType":
        return "None"
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def shown(value: Value, width: int = WIDEST) -> str:
    """A value in backticks, shortened."""
    return quoted(value.text, width)
