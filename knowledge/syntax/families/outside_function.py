"""outside-function: `return`, `yield`, `await`, `break` or `continue` with nothing around it."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, inserted, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token

NEEDS = {
    "return": "a function",
    "yield": "a function",
    "await": "an `async` function",
    "break": "a loop",
    "continue": "a loop",
}


@family(
    mends={
        "def f(x):\n    y = x\nreturn y": "def f(x):\n    y = x\n    return y",
        "x = 1\nreturn x": "x = 1\nprint(x)",
        "for i in x:\n    yield i * 2": "for i in x:\n    print(i * 2)",
        "for i in x:\n    print(i)\nbreak": "for i in x:\n    print(i)\n    break",
        "x = 1\nbreak": "x = 1\n",
        "def f():\n    await g()": "async def f():\n    await g()",
        "import asyncio\nawait g()": "import asyncio\nasyncio.run(g())",
        "def f():\n    return [x for x in await g()]": "async def f():\n    return [x for x in await g()]",
        "def f():\n    async with g():\n        pass": "async def f():\n    async with g():\n        pass",
    },
    passes=("def f():\n    return (1", "return = 5"),
)
def outside_function(broken: Broken) -> Iterator[Guess]:
    """A statement needs a function or a loop around it, and there is none."""
    words = [token for token in broken.here if token.text in {*NEEDS, "async"}]
    token = broken.at if broken.at in words else next(iter(words), None)
    if token is None or broken.depth_at(broken.row) or broken.trouble.type != "SyntaxError":
        return
    word = token.text
    if word in {"await", "async"}:
        yield from not_async(broken, token)
        return
    because = f"`{word}` stands outside {NEEDS[word]}"
    yield from indented(broken, because)
    if token is broken.here[0]:
        yield from without(broken, token, because)


def indented(broken: Broken, because: str) -> Iterator[Guess]:
    """Give the line the indentation of the block above."""
    above = broken.code_above(broken.row)
    if above is None or len(broken.margin(above)) <= len(broken.margin(broken.row)):
        return
    margins = {broken.margin(row) for row in range(above + 1) if not broken.is_blank(row)}
    here = len(broken.margin(broken.row))
    inner = sorted((margin for margin in margins if here < len(margin) <= len(broken.margin(above))), key=len)
    for margin in inner:
        words = f"Indent line {broken.row + 1} by {len(margin)}, into the block above"
        yield Guess(because, words, (Change(broken.row, 0, broken.row, here, margin),))


def without(broken: Broken, token: Token, because: str) -> Iterator[Guess]:
    """Print what was to be returned; take a jump away."""
    last = broken.here[-1]
    if token.text in {"return", "yield"} and last is not token:
        gap = Change(token.row, token.start, token.row, broken.here[1].start, "print(")
        yield Guess(because, "Print the value", (gap, inserted(last.end_row, last.end, ")")))
    else:
        yield Guess(because, f"Delete `{token.text}`", (replaced(token, ""),))
        yield Guess(because, f"Write `pass` for `{token.text}`", (replaced(token, "pass"),))


def not_async(broken: Broken, token: Token) -> Iterator[Guess]:
    """Make the function around it `async`; at module level have `asyncio` run it."""
    because = f"`{token.text}` stands outside an `async` function"
    margin = len(broken.margin(token.row))
    for row in range(token.row - 1, -1, -1):
        tokens = broken.on(row)
        if tokens and tokens[0].text == "def" and len(broken.margin(row)) < margin:
            words = f"Make the function in line {row + 1} `async`"
            yield Guess(because, words, (inserted(row, tokens[0].start, "async "),))
            return
    if token.text == "await" and token is not broken.here[-1]:
        following = broken.here[broken.here.index(token) + 1]
        last = broken.here[-1]
        start = Change(token.row, token.start, token.row, following.start, "asyncio.run(")
        imported = () if "asyncio" in broken.names() else (inserted(0, 0, "import asyncio\n"),)
        words = "Run it with `asyncio.run(…)`"
        yield Guess(because, words, (*imported, start, inserted(last.end_row, last.end, ")")))
