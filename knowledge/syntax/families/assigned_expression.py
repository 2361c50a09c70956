"""assigned-expression: what stands left of `=` can take no value."""

from collections.abc import Iterator
from itertools import pairwise

from knowledge.syntax.broken import COMPOUND, Broken, Change, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token

ASSIGNS = frozenset({"=", "+=", "-=", "*=", "/="})


@family(
    mends={
        "x = 6 * 4 = 24": "x = 6 * 4",
        "5 = x": "x = 5",
        "a + b * 2 = 15": "a + b * 2 == 15",
        "f(x) = 3": "f(x) == 3",
        "sub-total = 0\nsub-total += 1\nprint(sub-total)": (
            "sub_total = 0\nsub_total += 1\nprint(sub_total)"
        ),
    },
    passes=("if x = 5:\n    pass", "x = (1"),
    rank=1,
)
def assigned_expression(broken: Broken) -> Iterator[Guess]:
    """What stands left of `=` is an expression, a call or a literal, which can take no value."""
    tokens = broken.here
    if not tokens or tokens[0].text in COMPOUND or broken.depth_at(broken.row):
        return
    yield from hyphened(broken, tokens)
    signs = [token for token in tokens if token.text == "=" and not nested(tokens, token)]
    because = "what stands left of `=` is no name that could take a value"
    if len(signs) > 1:
        last = signs[-1]
        end = Change(broken.row, before(tokens, last).end, broken.row, tokens[-1].end, "")
        yield Guess(because, f"Delete everything from the second `=` on in line {broken.row + 1}", (end,))
    if len(signs) == 1:
        yield from swapped(broken, tokens, signs[0], because)
    for sign in signs[-1:]:
        yield Guess(because, "Write `==` to compare", (replaced(sign, "=="),))


def hyphened(broken: Broken, tokens: list[Token]) -> Iterator[Guess]:
    """A hyphen in a name reads as a minus: the name is written with an underscore wherever it stands."""
    end = next((at for at, token in enumerate(tokens) if token.text in ASSIGNS), 0)
    left = tokens[:end]
    parts = [token.text for token in left]
    joined = all(one.end == other.start for one, other in pairwise(left))
    if end < 3 or end % 2 == 0 or not joined or set(parts[1::2]) != {"-"}:
        return
    if any(token.kind != "name" for token in left[::2]):
        return
    name, better = "".join(parts), "_".join(parts[::2])
    because = f"`{name}` reads as a subtraction: a name has no hyphen (`-`) in it"
    alike = tuple(
        Change(token.row, token.start, token.row, token.start + len(name), better)
        for token in broken.tokens
        if token.text == parts[0] and stands_there(broken.lines[token.row], token, name)
    )
    yield Guess(because, f"Write the name with an underscore: `{better}`", alike, certain=True)


def stands_there(line: str, token: Token, name: str) -> bool:
    """Whether the whole name stands where its first part does."""
    end = token.start + len(name)
    return line.startswith(name, token.start) and not (
        line[end : end + 1].isalnum() or line[end : end + 1] == "_"
    )


def nested(tokens: list[Token], token: Token) -> bool:
    """Whether a token stands inside of brackets."""
    inside = tokens[: tokens.index(token)]
    return sum((one.text in CLOSERS) - (one.text in OPENERS) for one in inside) > 0


def before(tokens: list[Token], token: Token) -> Token:
    """The token before another one on its row."""
    return tokens[max(tokens.index(token) - 1, 0)]


def swapped(broken: Broken, tokens: list[Token], sign: Token, because: str) -> Iterator[Guess]:
    """`5 = x` was meant the other way round."""
    left, right = tokens[: tokens.index(sign)], tokens[tokens.index(sign) + 1 :]
    if [token.kind for token in right] == ["name"] and left and all(token.kind != "name" for token in left):
        line = broken.lines[broken.row]
        value = line[left[0].start : left[-1].end]
        change = Change(broken.row, left[0].start, broken.row, right[0].end, f"{right[0].text} = {value}")
        yield Guess(because, "Swap the two sides: the name stands left of `=`", (change,))
