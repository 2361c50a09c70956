"""missing-else: a conditional expression has no `else`."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, inserted
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token

ENDS = frozenset({",", ":", ";", "for", "="})


@family(
    mends={
        "x = 1 if y": "x = 1 if y else None",
        "x = [n if n > 0 for n in y]": "x = [n for n in y if n > 0]",
        "f(1 if y, 2)": "f(1 if y else None, 2)",
    },
    passes=("if x\n    pass", "x = 1 if y else", "x = 1 if y: pass"),
)
def missing_else(broken: Broken) -> Iterator[Guess]:
    """A conditional expression says what it is if the condition holds, and not what it is otherwise."""
    tokens = broken.here
    for at, token in enumerate(tokens):
        if token.text != "if" or not at or not (tokens[at - 1].is_operand or tokens[at - 1].text in OPENERS):
            continue
        end = end_of(tokens, at)
        if end <= at + 1 or (end < len(tokens) and tokens[end].text == "else"):
            continue
        last = tokens[end - 1]
        because = f"`… if …` in line {token.row + 1} does not say what the value is `else`"
        if end < len(tokens) and tokens[end].text == "for":
            yield from moved(broken, tokens, at, end, because)
        yield Guess(
            because, "Add `else` and a value: `else None`", (inserted(last.row, last.end, " else None"),)
        )


def end_of(tokens: list[Token], at: int) -> int:
    """The index behind the condition that starts after a token."""
    depth = 0
    for index in range(at + 1, len(tokens)):
        token = tokens[index]
        depth += (token.text in CLOSERS) - (token.text in OPENERS)
        if depth < 0 or (depth == 0 and (token.text in ENDS or token.text == "else")):
            return index
    return len(tokens)


def moved(broken: Broken, tokens: list[Token], at: int, end: int, because: str) -> Iterator[Guess]:
    """In a comprehension the condition that picks items stands at the end."""
    depth = 0
    for token in tokens[end:]:
        depth += (token.text in CLOSERS) - (token.text in OPENERS)
        if depth < 0:
            line, row = broken.lines[broken.row], broken.row
            condition = line[tokens[at].start : tokens[end - 1].end]
            gone = Change(row, tokens[at - 1].end, row, tokens[end - 1].end, "")
            words = f"Write `{condition}` at the end of the comprehension"
            yield Guess(because, words, (gone, inserted(row, token.start, f" {condition}")))
            return
