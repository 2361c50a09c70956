"""digit-before-name: a name starts with a digit, or a factor stands before its name without `*`."""

import re
from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token

MIXED = re.compile(r"(\d+(?:\.\d*)?)(_*)([^\W\d]\w*)")


@family(
    mends={
        "8_factorial = 1\nprint(8_factorial)": "factorial_8 = 1\nprint(factorial_8)",
        "x = 1\ny = 2x": "x = 1\ny = 2*x",
        "rec = [1]\ny = len(0rec)": "rec = [1]\ny = len(rec)",
        "x = 1\ny = 3(x + 1) + 2x": "x = 1\ny = 3*(x + 1) + 2*x",
        "1st = 5": "st_1 = 5",
        "def 2nd(x):\n    return x": "def nd_2(x):\n    return x",
    },
    passes=("x = 10L", "x = 1e"),
    rank=1,
)
def digit_before_name(broken: Broken) -> Iterator[Guess]:
    """A name starts with a digit, or a factor stands before its name without `*`."""
    found = [(token, mixed) for token in broken.tokens if (mixed := mixed_in(token))]
    on_row = [(token, mixed) for token, mixed in found if token.row == broken.row]
    known = {token.text for token in broken.tokens if token.kind == "name"}
    factors = [(token, mixed) for token, mixed in on_row if mixed[3] in known and not mixed[2]]
    if factors:
        because = f"`{factors[0][0].text}` is neither a number nor a name"
        if not any(mixed[1].strip("0") == "" for _, mixed in factors):
            changes = tuple(replaced(token, f"{mixed[1]}*{mixed[3]}") for token, mixed in factors)
            yield Guess(
                because, "Write `*` between the number and the name", (*changes, *before_brackets(broken))
            )
            yield Guess(because, "Write `*` between the number and the name", changes)
        yield Guess(
            because, "Delete the digits", tuple(replaced(token, mixed[3]) for token, mixed in factors)
        )
    for token, mixed in on_row:
        name = f"{mixed[3]}_{mixed[1]}".replace(".", "_")
        if name not in known:
            alike = tuple(replaced(other, name) for other, _ in found if other.text == token.text)
            yield Guess("a name does not start with a digit", f"Rename `{token.text}` to `{name}`", alike)


def mixed_in(token: Token) -> re.Match[str] | None:
    """The digits, the underscores and the name in a token that is not a number."""
    if token.kind != "number" or re.fullmatch(r"0[xXoObB]\w*|\d+[eEjJlL]?\d*", token.text):
        return None
    return MIXED.fullmatch(token.text)


def before_brackets(broken: Broken) -> Iterator[Change]:
    """`3(x + 1)` lacks its `*` too."""
    for number, bracket in zip(broken.here, broken.here[1:], strict=False):
        if number.kind == "number" and bracket.text == "(" and number.end == bracket.start:
            yield Change(number.row, number.end, number.row, number.end, "*")
