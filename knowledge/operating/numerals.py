"""Text that spells a number, and why text does not."""

import re

INT = re.compile(r"[+-]?\d+(?:_\d+)*")
FLOAT = re.compile(
    r"[+-]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:inf(?:inity)?|nan)", re.IGNORECASE
)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
LONGEST = 400


def numeral(text: str) -> str | None:
    """Name the builtin that reads this text as a number, `int` or `float`; None where neither does."""
    bare = text.strip()
    if len(bare) > LONGEST:
        return None
    if INT.fullmatch(bare):
        return "int"
    return "float" if FLOAT.fullmatch(bare) else None


def strangers(text: str, allowed: str) -> str:
    """The characters of a text that are not allowed, each once, in order."""
    return "".join(dict.fromkeys(letter for letter in text.strip() if letter.lower() not in allowed))


def has_thousands(text: str) -> bool:
    """Whether commas group the digits by three."""
    return THOUSANDS.fullmatch(text.strip()) is not None


def counts(text: str) -> bool:
    """Whether a text begins as a number does: `1/2`, `12 kg`, `3,5`."""
    return text.strip().lstrip("+-.")[:1].isdigit()
