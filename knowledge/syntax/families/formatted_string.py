"""formatted-string: the braces of an f-string do not fit."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, inserted
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token


@family(
    mends={
        'x = f"{a"': 'x = f"{a}"',
        'x = f"a}"': 'x = f"a}}"',
        'x = f"{}"': 'x = f"{{}}"',
        "x = f'{a:>5 b'": "x = f'{a:>5} b'",
        "print(f'{x} and {y')": "print(f'{x} and {y}')",
    },
    passes=("x = 'a", "x = (1"),
)
def formatted_string(broken: Broken) -> Iterator[Guess]:
    """A brace in an f-string has no partner, or nothing stands between two."""
    for token in broken.on(broken.row):
        if token.kind in {"string", "open"} and "f" in token.text[:2].lower() and token.row == token.end_row:
            yield from braces(token)


def braces(token: Token) -> Iterator[Guess]:
    """Try to close what is open, and to double what stands alone."""
    text = token.text
    opening, closing, empty = lonely(text)
    because = "the braces of the f-string do not fit"
    end = token.start + len(text) - (len(text) > 1 and text[-1] in "\"'")
    for at in opening[-1:]:
        for column in [*ends_in(text, at), end - token.start]:
            words = f"Add `}}` to the f-string in line {token.row + 1}"
            yield Guess(because, words, (inserted(token.row, token.start + column, "}"),))
        yield Guess(because, "Write `{{` for a brace", (inserted(token.row, token.start + at, "{"),))
    for at in closing[:1]:
        yield Guess(because, "Write `}}` for a brace", (inserted(token.row, token.start + at, "}"),))
    for at in empty[:1]:
        change = Change(token.row, token.start + at, token.row, token.start + at + 2, "{{}}")
        yield Guess(
            "an f-string cannot fill empty braces", "Write `{{}}`, or a value between them", (change,)
        )


def lonely(text: str) -> tuple[list[int], list[int], list[int]]:
    """Where braces are opened and not closed, closed and not opened, and empty."""
    opening: list[int] = []
    closing: list[int] = []
    empty: list[int] = []
    at = 0
    while at < len(text):
        if text[at : at + 2] in {"{{", "}}"} and not (opening and text[at] == "}"):
            at += 2
            continue
        if text[at] == "{":
            opening.append(at)
        elif text[at] == "}":
            if opening and opening[-1] == at - 1:
                empty.append(at - 1)
            if opening:
                opening.pop()
            else:
                closing.append(at)
        at += 1
    return opening, closing, empty


def ends_in(text: str, start: int) -> Iterator[int]:
    """Behind the first word after the brace, with its format."""
    at = start + 1
    while at < len(text) and (text[at].isalnum() or text[at] in "_.[]:<>^+"):
        at += 1
    if start + 1 < at < len(text) - 1:
        yield at
