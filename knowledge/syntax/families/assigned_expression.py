"""assigned-expression: what stands left of `=` can take no value."""

from collections.abc import Iterator

from knowledge.syntax.broken import COMPOUND, Broken, Change, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token


@family(
    mends={
        "x = 6 * 4 = 24": "x = 6 * 4",
        "5 = x": "x = 5",
        "a + b * 2 = 15": "a + b * 2 == 15",
        "f(x) = 3": "f(x) == 3",
        "x := 5": "x = 5",
    },
    passes=("if x = 5:\n    pass", "x = (1"),
    rank=1,
)
def assigned_expression(broken: Broken) -> Iterator[Guess]:
    """What stands left of `=` is an expression, a call or a literal, which can take no value."""
    tokens = broken.here
    if not tokens or tokens[0].text in COMPOUND or broken.depth_at(broken.row):
        return
    if len(tokens) > 1 and tokens[1].text == ":=":
        words = "`:=` is written inside an expression; a statement assigns with `=`"
        yield Guess(words, "Write `=` for `:=`", (replaced(tokens[1], "="),))
    signs = [token for token in tokens if token.text == "="]
    because = "what stands left of `=` is no name that could take a value"
    if len(signs) > 1:
        last = signs[-1]
        end = Change(broken.row, before(tokens, last).end, broken.row, tokens[-1].end, "")
        yield Guess(because, f"Delete everything from the second `=` on in line {broken.row + 1}", (end,))
    if len(signs) == 1:
        yield from swapped(broken, tokens, signs[0], because)
    for sign in signs[-1:]:
        yield Guess(because, "Write `==` to compare", (replaced(sign, "=="),))


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
