"""invalid-number: digits that make no number as Python writes them."""

import re
from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token

BASES = {"b": ("binary", "01", 2), "o": ("octal", "01234567", 8), "x": ("hexadecimal", "0-9 and a-f", 16)}
UNDERSCORES = re.compile(r"_{2,}|_+$|_+(?=[.eEjJ])|(?<=\.)_+")
GROUP = re.compile(r"\d{3}")


@family(
    mends={
        "x = 007": "x = 7",
        "d = f(2024, 09, 15)": "d = f(2024, 9, 15)",
        "x = 1_000_": "x = 1_000",
        "x = 1__000": "x = 1_000",
        "x = 1 500 000": "x = 1_500_000",
    },
    tells=("x = 0b102", "x = 0o8", "x = 0xfg"),
    passes=("x = 3abc", "x = 5 km", "x = 1 50", "x = (1"),
)
def invalid_number(broken: Broken) -> Iterator[Guess]:
    """A number is written in a way that Python does not read."""
    for token in broken.here[:60]:
        if token.kind == "number":
            yield from mended(token)
            yield from based(token)
    yield from grouped(broken)


def mended(token: Token) -> Iterator[Guess]:
    """Zeros in front, and underscores that do not stand between two digits."""
    text = token.text
    better = text.lstrip("0_")
    no_octal = "8" in text or "9" in text
    if re.fullmatch(r"0[0-9]+", text) and (no_octal or len(better) == 1):
        because = f"`{text}` starts with a zero; a number has no leading zeros"
        yield Guess(
            because,
            f"Write `{better}` for `{text}`",
            (replaced(token, better),),
            certain=no_octal,
        )
    better = UNDERSCORES.sub(
        lambda found: "_" if found[0].count("_") > 1 and found.end() < len(text) else "", text
    )
    if better != text and re.fullmatch(r"[0-9][0-9_.]*", text):
        because = f"the underscore in `{text}` does not stand between two digits"
        yield Guess(because, f"Write `{better}` for `{text}`", (replaced(token, better),))


def based(token: Token) -> Iterator[Guess]:
    """A digit that the base does not have."""
    kind, digits, base = BASES.get(token.text[1:2].lower(), ("", "", 0))
    if not kind or token.text[0] != "0":
        return
    wrong = [digit for digit in token.text[2:] if digit != "_" and value_of(digit) >= base]
    if wrong:
        start = f"`{token.text[:2]}`"
        because = f"`{wrong[0]}` is no {kind} digit: a number that starts with {start} has only {digits}"
        yield Guess(because, f"Correct the digits, or take {start} away", (), replaced(token, ""))


def value_of(digit: str) -> int:
    """What a digit is worth."""
    return int(digit, 36) if digit.isascii() and digit.isalnum() else 36


def grouped(broken: Broken) -> Iterator[Guess]:
    """Thousands parted by blanks."""
    tokens = broken.here
    for at, token in enumerate(tokens):
        last = at
        while last + 1 < len(tokens) and GROUP.fullmatch(tokens[last + 1].text):
            last += 1
        if last > at and re.fullmatch(r"[1-9]\d{0,2}", token.text):
            text = "_".join(part.text for part in tokens[at : last + 1])
            change = Change(token.row, token.start, token.row, tokens[last].end, text)
            yield Guess(
                "a number has no blanks inside; `_` may part its thousands", f"Write `{text}`", (change,)
            )
            return
