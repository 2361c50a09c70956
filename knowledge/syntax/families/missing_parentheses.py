"""missing-parentheses: the head of a function has no parentheses."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, inserted
from knowledge.syntax.family import Guess, family


@family(
    mends={
        "def f:\n    return 1": "def f():\n    return 1",
        "def f\n    return 1": "def f():\n    return 1",
        "def f a, b:\n    return a": "def f(a, b):\n    return a",
        "async def f:\n    return 1": "async def f():\n    return 1",
    },
    passes=("def f()\n    pass", "class A\n    pass", "def f(a:\n    pass"),
    certain=True,
)
def missing_parentheses(broken: Broken) -> Iterator[Guess]:
    """A function's parameters stand in parentheses, also where there are none."""
    tokens = [token for token in broken.here if token.text != "async"]
    if len(tokens) < 2 or tokens[0].text != "def" or tokens[1].kind != "name":
        return
    name, rest = tokens[1], tokens[2:]
    colon = rest[-1] if rest and rest[-1].text == ":" else None
    inner = rest[:-1] if colon else rest
    because = f"the parameters of `{name.text}` have no parentheses around them"
    if not inner:
        text = "()" if colon else "():"
        yield Guess(because, f"Write `{text}` behind `{name.text}`", (inserted(name.row, name.end, text),))
    elif all(token.kind == "name" or token.text == "," for token in inner) and colon:
        opening = Change(name.row, name.end, name.row, inner[0].start, "(")
        changes = (opening, inserted(name.row, inner[-1].end, ")"))
        yield Guess(because, "Put the parameters in parentheses", changes)
