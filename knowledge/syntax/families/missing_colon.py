"""missing-colon: a line that opens a block does not end with a colon."""

from collections.abc import Iterator

from knowledge.syntax.broken import COMPOUND, Broken, Change, inserted
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token

INSTEAD = frozenset({";", ",", ".", "{", "then", "do", "=", ":;"})
"""What is written for the colon by mistake, or in other languages."""


@family(
    mends={
        "if x\n    pass": "if x:\n    pass",
        "def f(a, b)  # comment\n    return a": "def f(a, b):  # comment\n    return a",
        "class A\n    pass": "class A:\n    pass",
        "for i in range(3);\n    pass": "for i in range(3):\n    pass",
        "while x then\n    pass": "while x:\n    pass",
        "try\n    pass\nfinally:\n    pass": "try:\n    pass\nfinally:\n    pass",
        "if x print(1)": "if x: print(1)",
        "if (a and\n        b)\n    pass": "if (a and\n        b):\n    pass",
        "x = 1\nif x:\n    pass\nelse\n    pass": "x = 1\nif x:\n    pass\nelse:\n    pass",
        "d = {'a' = 1, 'b': 2}": "d = {'a': 1, 'b': 2}",
        "d = {'a': 1,\n     'b' 2}": "d = {'a': 1,\n     'b': 2}",
        "d = {n = n * 2 for n in x}": "d = {n: n * 2 for n in x}",
        "f = lambda a a + 1": "f = lambda a: a + 1",
        "f(key=lambda a, b a[b])": "f(key=lambda a, b: a[b])",
        "match x\n    case 1\n        pass": "match x:\n    case 1:\n        pass",
    },
    passes=("if x = 1:\n    pass", "x = (1", "if x: pass pass"),
    certain=True,
)
def missing_colon(broken: Broken) -> Iterator[Guess]:
    """A line that opens a block does not end with a colon."""
    yield from of_lambda(broken)
    yield from of_entry(broken)
    for row in dict.fromkeys((broken.row, broken.code_above(broken.row))):
        if row is None:
            continue
        tokens = broken.on(row)
        start = broken.on(broken.logical.start) if row == broken.row else tokens
        if not tokens or not start or start[0].text not in COMPOUND:
            continue
        word, last = start[0].text, tokens[-1]
        because = f"the line that starts with `{word}` does not end with a colon"
        if last.text in INSTEAD:
            gap = len(broken.lines[row][: last.start].rstrip())
            change = Change(row, gap, row, last.end, ":")
            yield Guess(because, f"Write `:` for `{last.text}`", (change,))
        if last.text != ":":
            yield Guess(because, "Add `:` at the end of the line", (inserted(row, last.end, ":"),))
            yield from before_the_body(broken, because)


def of_lambda(broken: Broken) -> Iterator[Guess]:
    """The parameters of a `lambda` end with a colon."""
    tokens = broken.here
    for at, token in enumerate(tokens):
        last = at
        while token.text == "lambda" and last + 1 < len(tokens) and tokens[last + 1].kind == "name":
            last += 1
            if last + 1 < len(tokens) and tokens[last + 1].text == ",":
                last += 1
            else:
                break
        if last > at and last + 1 < len(tokens) and tokens[last + 1].is_operand:
            because = "the parameters of the `lambda` do not end with a colon"
            place = inserted(token.row, tokens[last].end, ":")
            yield Guess(because, f"Add `:` behind `{tokens[last].text}`", (place,))


def of_entry(broken: Broken) -> Iterator[Guess]:
    """Key and value of a dict are parted by a colon."""
    because = "no colon stands between a key of the dict and its value"
    tokens = broken.tokens
    open_ones: list[str] = []
    for at, token in enumerate(tokens):
        if token.row > broken.row:
            return
        if open_ones and open_ones[-1] == "{" and token.row == broken.row and at:
            before = tokens[at - 1]
            fresh = at > 1 and tokens[at - 2].text in {"{", ","} and before.is_operand
            if fresh and token.text == "=":
                yield Guess(because, "Write `:` for `=`", (joined_to(before, token),))
            elif fresh and token.is_operand and token.text != "for":
                yield Guess(
                    because, f"Add `:` behind `{before.text}`", (inserted(before.row, before.end, ":"),)
                )
        if token.text in CLOSERS:
            open_ones.append(token.text)
        elif token.text in OPENERS and open_ones:
            open_ones.pop()


def joined_to(before: Token, sign: Token) -> Change:
    """Write a colon for a sign, and directly behind the token before it."""
    return Change(
        before.end_row, before.end if before.end_row == sign.row else sign.start, sign.row, sign.end, ":"
    )


def before_the_body(broken: Broken, because: str) -> Iterator[Guess]:
    """A body on the same line: the colon belongs before it."""
    if broken.at and broken.before and broken.at.row == broken.before.row:
        yield Guess(
            because, f"Add `:` before `{broken.at.text}`", (inserted(broken.row, broken.before.end, ":"),)
        )
