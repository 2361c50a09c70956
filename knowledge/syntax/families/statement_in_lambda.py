"""statement-in-lambda: a `lambda` holds a statement, where it can hold an expression only."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token

ASSIGNS = frozenset({"=", "+=", "-=", "*=", "/="})


@family(
    mends={
        "add = lambda k, n: d[k] = n": "def add(k, n):\n    d[k] = n",
        "f = lambda: return 1": "f = lambda: 1",
        "f(key=lambda a: return a[0])": "f(key=lambda a: a[0])",
    },
    tells=("f(1, lambda a: n = a)",),
    passes=("f = lambda a: (1", "x = 1 = 2", "f(lambda a: a, n = )"),
)
def statement_in_lambda(broken: Broken) -> Iterator[Guess]:
    """A `lambda` gives the value of one expression; an assignment or `return` needs a function with `def`."""
    tokens = broken.here
    found = [at for at, token in enumerate(tokens) if token.text == "lambda"]
    colon = colon_of(tokens, found[0]) if found else None
    if colon is None or colon + 1 >= len(tokens):
        return
    body = tokens[colon + 1]
    if body.text == "return" and colon + 2 < len(tokens):
        gap = Change(body.row, body.start, body.row, tokens[colon + 2].start, "")
        yield Guess("a `lambda` gives its value without `return`", "Leave `return` out", (gap,))
    elif sign := assignment(tokens, colon):
        because = f"`{sign.text}` assigns, and a `lambda` holds no statements"
        yield from defined(broken, tokens, found[0], colon, because)
        yield Guess(because, "Write a function with `def` instead", (), replaced(tokens[found[0]], ""))


def colon_of(tokens: list[Token], start: int) -> int | None:
    """The colon behind the parameters of a `lambda`."""
    depth = 0
    for at in range(start + 1, len(tokens)):
        depth += (tokens[at].text in CLOSERS) - (tokens[at].text in OPENERS)
        if tokens[at].text == ":" and not depth:
            return at
    return None


def assignment(tokens: list[Token], colon: int) -> Token | None:
    """The sign that assigns in the body, before anything that ends it."""
    depth = 0
    for token in tokens[colon + 1 :]:
        depth += (token.text in CLOSERS) - (token.text in OPENERS)
        if depth < 0 or (not depth and token.text == ","):
            return None
        if not depth and token.text in ASSIGNS:
            return token
    return None


def defined(broken: Broken, tokens: list[Token], start: int, colon: int, because: str) -> Iterator[Guess]:
    """`name = lambda …: statement` as a function of that name."""
    if start != 2 or tokens[1].text != "=" or tokens[0].kind != "name":
        return
    line, row, margin = broken.lines[broken.row], broken.row, broken.margin(broken.row)
    parameters = line[tokens[start].end : tokens[colon].start].strip()
    text = f"def {tokens[0].text}({parameters}):\n{margin}    {line[tokens[colon + 1].start :].rstrip()}"
    words = f"Define `{tokens[0].text}` with `def`"
    yield Guess(because, words, (Change(row, tokens[0].start, row, len(line.rstrip()), text),))
