"""missing-keyword: a word of Python is left out that belongs there."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, inserted
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token


@family(
    mends={
        "async main():\n    pass": "async def main():\n    pass",
        "area(r):\n    return r * r": "def area(r):\n    return r * r",
        "for k, v d.items():\n    pass": "for k, v in d.items():\n    pass",
        "x = [n for n range(3)]": "x = [n for n in range(3)]",
    },
    passes=("if x\n    pass", "f(1", "for x y z:\n    pass", "async = 1"),
)
def missing_keyword(broken: Broken) -> Iterator[Guess]:
    """`def` before a function, or `in` of a loop, is left out."""
    tokens = broken.here
    if len(tokens) > 3 and tokens[-1].text == ":":
        yield from definition(tokens)
    for at, token in enumerate(tokens):
        if token.text == "for":
            yield from membership(tokens, at)


def definition(tokens: list[Token]) -> Iterator[Guess]:
    """`name(parameters):` is the head of a function."""
    at = int(tokens[0].text == "async")
    name, opening, closing = tokens[at], tokens[at + 1], tokens[-2]
    if name.kind == "name" and (opening.text, closing.text) == ("(", ")"):
        because = f"the head of the function `{name.text}` lacks the word `def`"
        yield Guess(because, f"Write `def` before `{name.text}`", (inserted(name.row, name.start, "def "),))


def membership(tokens: list[Token], at: int) -> Iterator[Guess]:
    """`for` names its variables, then says `in` what they go through."""
    last = at
    while last + 1 < len(tokens) and tokens[last + 1].kind == "name" and tokens[last + 1].text != "in":
        last += 1
        if last + 1 < len(tokens) and tokens[last + 1].text == ",":
            last += 1
        else:
            break
    if last == at or last + 1 >= len(tokens):
        return
    following = tokens[last + 1]
    starts = following.is_operand or (following.text in CLOSERS and following.text != "(")
    if following.text != "in" and starts and following.text not in OPENERS:
        because = f"the loop over `{following.text}` lacks the word `in`"
        place = inserted(following.row, following.start, "in ")
        yield Guess(because, f"Write `in` before `{following.text}`", (place,))
