"""argument-order: arguments and parameters stand in an order that Python does not allow."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token


@family(
    mends={
        "f(a=1, b)": "f(b, a=1)",
        "print(sep='', 'x', 'y')": "print('x', 'y', sep='')",
        "def f(a=1, b):\n    pass": "def f(b, a=1):\n    pass",
        "f(**k, 1)": "f(1, **k)",
    },
    passes=("f(a=1, b", "f(a=1 b)"),
)
def argument_order(broken: Broken) -> Iterator[Guess]:
    """An argument without a name follows one with a name, or a parameter without a default one with."""
    tokens = broken.statement
    for opener in [token for token in tokens if token.text == "("][:10]:
        found = pieces(tokens, opener)
        if len(found) < 2 or any(piece[0].row != piece[-1].end_row for piece in found):
            continue
        plain = [piece for piece in found if not is_named(piece)]
        named = [piece for piece in found if is_named(piece)]
        if [*plain, *named] != found and all(piece[0].row == opener.row for piece in found):
            line = broken.lines[opener.row]
            text = ", ".join(line[piece[0].start : piece[-1].end] for piece in [*plain, *named])
            change = Change(opener.row, found[0][0].start, opener.row, found[-1][-1].end, text)
            words = f"Write `{text}`" if len(text) < 60 else "Put the ones without a name first"
            yield Guess("what has a name or a default stands behind what has none", words, (change,))


def is_named(piece: list[Token]) -> bool:
    """Whether this is `name=value`, `name: type = value` or `**names`."""
    depth = 0
    for token in piece:
        depth += (token.text in CLOSERS) - (token.text in OPENERS)
        if token.text == "=" and depth == 0:
            return True
    return piece[0].text == "**"


def pieces(tokens: list[Token], opener: Token) -> list[list[Token]]:
    """What stands between the commas of a bracket; nothing if it is not closed."""
    found: list[list[Token]] = [[]]
    depth = 0
    for token in tokens[tokens.index(opener) + 1 :]:
        if depth == 0 and token.text in OPENERS:
            return [piece for piece in found if piece]
        if depth == 0 and token.text == ",":
            found.append([])
            continue
        depth += (token.text in CLOSERS) - (token.text in OPENERS)
        found[-1].append(token)
    return []
