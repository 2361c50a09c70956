"""python2-syntax: `except E, e`, `raise E, "…"`, `<>`, backquotes, `0777` and `10L`."""

import re
from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token


@family(
    mends={
        "try:\n    f()\nexcept OSError, e:\n    pass": "try:\n    f()\nexcept OSError as e:\n    pass",
        "raise ValueError, 'no'": "raise ValueError('no')",
        "x = a <> b": "x = a != b",
        "x = `a`": "x = repr(a)",
        "x = 0777": "x = 0o777",
        "x = 10L": "x = 10",
        "x = ur'a'": "x = r'a'",
    },
    passes=("try:\n    pass\nexcept (A, B:\n    pass", "x = 1e"),
)
def python2_syntax(broken: Broken) -> Iterator[Guess]:
    """Something is written as in Python 2."""
    tokens = broken.here
    for token in tokens:
        if token.text == "<>":
            yield Guess("`<>` was Python 2", "Write `!=`", (replaced(token, "!="),), certain=True)
        if token.kind == "number" and re.fullmatch(r"0[0-7]+", token.text):
            words = f"Write `0o{token.text[1:]}` for an octal number"
            number = token.text.lstrip("0") or "0"
            yield Guess("a number does not start with 0", words, (replaced(token, f"0o{token.text[1:]}"),))
            yield Guess("a number does not start with 0", f"Write `{number}`", (replaced(token, number),))
        if token.kind == "number" and re.fullmatch(r"\d+[lL]", token.text):
            plain = (replaced(token, token.text[:-1]),)
            yield Guess("Python 3 has no `L` behind a number", "Delete the `L`", plain, certain=True)
        if token.kind == "name" and token.text.lower() == "ur":
            yield Guess("Python 3 has no `ur` strings", "Write `r`", (replaced(token, "r"),), certain=True)
    yield from with_comma(broken, tokens)
    yield from backquotes([token for token in tokens if token.text == "`"])


def with_comma(broken: Broken, tokens: list[Token]) -> Iterator[Guess]:
    """`except E, e` and `raise E, text`."""
    words = [token.text for token in tokens]
    if "," not in words or words[0] not in {"except", "raise"}:
        return
    comma = tokens[words.index(",")]
    if words[0] == "except" and words[-1] == ":" and len(words) - words.index(",") == 3:
        because = "since Python 3 the name of an exception follows `as`"
        named = not tokens[words.index(",") + 1].text[:1].isupper()  # a class: two were to be caught
        yield Guess(because, "Write `as` for the comma", (replaced(comma, " as"),), certain=named)
    if words[0] == "raise":
        gap = Change(comma.row, comma.start, comma.row, tokens[words.index(",") + 1].start, "(")
        end = Change(broken.row, tokens[-1].end, broken.row, tokens[-1].end, ")")
        because = "since Python 3 `raise` takes the exception as a call, with its text in `(…)`"
        yield Guess(because, "Write the text in brackets", (gap, end), certain=True)


def backquotes(quotes: list[Token]) -> Iterator[Guess]:
    """Backquotes were `repr`, and in Markdown they are nothing at all."""
    if len(quotes) >= 2 and len(quotes) % 2 == 0:
        changes = [replaced(quote, ")" if row % 2 else "repr(") for row, quote in enumerate(quotes)]
        yield Guess("Python 3 has no backquotes", "Write `repr(…)`", tuple(changes))
    if quotes:
        yield Guess(
            "Python has no backquotes",
            "Delete the backquotes",
            tuple(replaced(quote, "") for quote in quotes),
        )
