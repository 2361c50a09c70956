"""unwrapped-comprehension: `… for … in …` stands without the brackets that make it a value."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, inserted
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token


@family(
    mends={
        "y = x * 2 for x in range(3)": "y = [x * 2 for x in range(3)]",
        "def f(z):\n    return [x] for x in range(z)": "def f(z):\n    return [[x] for x in range(z)]",
        "y = next(x for x in z, None)": "y = next((x for x in z), None)",
        "if x > 1 for x in y:\n    pass": "if any(x > 1 for x in y):\n    pass",
        "y = [a, b * 2 for a, b in x]": "y = [(a, b * 2) for a, b in x]",
        "y = {a, b for a, b in x.items()}": "y = {(a, b) for a, b in x.items()}",
        "y = [f(1, x for x in z)]": "y = [f(1, (x for x in z))]",
    },
    passes=("for x in y\n    pass", "x = (1"),
)
def unwrapped_comprehension(broken: Broken) -> Iterator[Guess]:
    """A comprehension stands without the brackets that make it a value."""
    tokens = broken.here
    loops = [token for token in tokens[1:] if token.text == "for"]
    if not loops:
        return
    because = "`… for … in …` is a value only in brackets"
    depth = depth_before(tokens, loops[0])
    if depth > 0:
        yield from targets(tokens, loops[0])
        start, end = argument(tokens, loops[0])
        changes = (inserted(start.row, start.start, "("), inserted(end.end_row, end.end, ")"))
        yield Guess(because, "Put the comprehension in brackets of its own", changes)
        return
    start, end = whole(tokens)
    opening, words = ("any(", "Wrap it in `any(…)`") if tokens[-1].text == ":" else ("[", "Put it in `[…]`")
    closing = ")" if opening == "any(" else "]"
    changes = (inserted(start.row, start.start, opening), inserted(end.end_row, end.end, closing))
    yield Guess(because, words, changes)


def targets(tokens: list[Token], loop: Token) -> Iterator[Guess]:
    """Several values for each item of a list or set: they are one only in brackets."""
    depth, first, commas = 0, tokens.index(loop), 0
    for at in range(first - 1, -1, -1):
        depth += (tokens[at].text in OPENERS) - (tokens[at].text in CLOSERS)
        commas += depth == 0 and tokens[at].text == ","
        if depth < 0:
            if commas and tokens[at].text in {"[", "{"}:
                start, end = tokens[at + 1], tokens[first - 1]
                because = "several values for each item of a comprehension need parentheses `(…)` around them"
                changes = (inserted(start.row, start.start, "("), inserted(end.end_row, end.end, ")"))
                yield Guess(because, "Put the values before `for` in parentheses", changes)
            return


def depth_before(tokens: list[Token], token: Token) -> int:
    """How many brackets of the row are open before a token."""
    before = tokens[: tokens.index(token)]
    return sum((one.text in CLOSERS) - (one.text in OPENERS) for one in before)


def whole(tokens: list[Token]) -> tuple[Token, Token]:
    """From behind the first `=`, or the first word of the statement, to its end."""
    signs = [token for token in tokens if token.text in {"=", "+="} and not depth_before(tokens, token)]
    opens = tokens[0].text in {"return", "if", "while", "elif", "yield"}
    first = tokens.index(signs[0]) + 1 if signs else int(opens)
    last = tokens[-2] if tokens[-1].text in {":", ";"} else tokens[-1]
    return tokens[min(first, len(tokens) - 1)], last


def argument(tokens: list[Token], loop: Token) -> tuple[Token, Token]:
    """The argument of a call that the loop belongs to: from one comma or bracket to the next."""
    at = tokens.index(loop)
    depth, first = 0, at
    while first > 0:
        before = tokens[first - 1]
        depth += (before.text in OPENERS) - (before.text in CLOSERS)
        if depth < 0 or (depth == 0 and before.text == ","):
            break
        first -= 1
    depth, last = 0, at
    while last + 1 < len(tokens):
        after = tokens[last + 1]
        depth += (after.text in CLOSERS) - (after.text in OPENERS)
        if depth < 0 or (depth == 0 and after.text == ","):
            break
        last += 1
    return tokens[first], tokens[last]
