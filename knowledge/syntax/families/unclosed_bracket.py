"""unclosed-bracket: a bracket is opened and not closed, or closed by another kind."""

from collections.abc import Iterator
from itertools import pairwise

from knowledge.syntax.broken import Broken, inserted, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token

ROWS = 12
"""How far below its opening a bracket is looked for an end."""

CONDITIONS = frozenset({"assert", "if", "elif", "while"})
COMPARISONS = frozenset({"==", "!=", "<", ">", "<=", ">=", "is"})
BEFORE = frozenset(
    {"=", "+=", "-=", "*=", "/=", ":", "in", "for", "==", "!=", "<", ">", "<=", ">=", "and", "or"}
)


@family(
    mends={
        "x = f(1": "x = f(1)",
        "x = [i for i in range(3)\ny = 2": "x = [i for i in range(3)]\ny = 2",
        "def f(a:\n    return a": "def f(a):\n    return a",
        "for i in range(len(x):\n    pass": "for i in range(len(x)):\n    pass",
        "d[x[::-1] += 1": "d[x[::-1]] += 1",
        "x = min(\n    sum(a,\n    sum(b))\nprint(x)": "x = min(\n    sum(a),\n    sum(b))\nprint(x)",
        "x = [(1, 2]": "x = [(1, 2)]",
        "x = (1, 2]": "x = (1, 2)",
        "print('é', (1)": "print('é', (1))",
        "x = {'a': [1, 2}": "x = {'a': [1, 2]}",
        "if (a, b in c:\n    pass": "if (a, b) in c:\n    pass",
        "assert f(1, 2 == 3": "assert f(1, 2) == 3",
        "assert f([1, 2] == g(3), 'no'": "assert f([1, 2]) == g(3), 'no'",
        "if len(x > 1:\n    pass": "if len(x) > 1:\n    pass",
        "f(3, 1, 2])": "f([3, 1, 2])",
        "f([3, 1]])": "f([3, 1])",
        "def f((a):\n    pass": "def f(a):\n    pass",
    },
    passes=("x = 1)", "x = ']' ')", "if x\n    pass"),
)
def unclosed_bracket(broken: Broken) -> Iterator[Guess]:
    """A bracket is opened and not closed, or closed by another kind."""
    for opener, closer in broken.brackets.mismatched[:2]:
        yield from mismatched(broken, opener, closer)
    yield from doubled(broken)
    for opener in list(reversed(broken.brackets.unclosed))[:4]:
        yield from unclosed(broken, opener)


def doubled(broken: Broken) -> Iterator[Guess]:
    """`def f((a):`: parameters are opened twice."""
    for first, second in pairwise(broken.here):
        if first.text == second.text == "(" and broken.here[0].text in {"def", "async", "class"}:
            because = f"the bracket of line {first.row + 1} is opened twice"
            yield Guess(because, "Delete one of the two `(`", (replaced(second, ""),), replaced(first, "("))


def mismatched(broken: Broken, opener: Token, closer: Token) -> Iterator[Guess]:
    """The inner bracket lacks its end, or one of the two is of the wrong kind."""
    wanted = CLOSERS[opener.text]
    because = f"`{opener.text}` in line {opener.row + 1} is closed by `{closer.text}`"
    place = replaced(opener, opener.text)
    outer = outer_of(broken, opener)
    words = f"Delete `{closer.text}` in line {closer.row + 1}"
    delete = Guess(because, words, (replaced(closer, ""),), replaced(closer, closer.text))
    if is_repeated(broken, closer):
        yield delete
    if outer is not None and CLOSERS[outer.text] == closer.text:
        for row, column in places(broken, opener, closer):
            words = f"Add `{wanted}` in line {row + 1}"
            yield Guess(because, words, (inserted(row, column, wanted),), place)
    else:
        if outer is None and is_closed_later(broken, closer):
            words = f"Add `{OPENERS[closer.text]}` behind `{opener.text}` in line {opener.row + 1}"
            yield Guess(because, words, (inserted(opener.row, opener.end, OPENERS[closer.text]),), place)
        yield Guess(because, f"Write `{wanted}` for `{closer.text}`", (replaced(closer, wanted),), place)
        right = OPENERS[closer.text]
        yield Guess(because, f"Write `{right}` for `{opener.text}`", (replaced(opener, right),), place)
    words = f"Add `{OPENERS[closer.text]}` behind `{opener.text}` in line {opener.row + 1}"
    yield Guess(because, words, (inserted(opener.row, opener.end, OPENERS[closer.text]),), place)
    yield delete


def is_repeated(broken: Broken, closer: Token) -> bool:
    """Whether the same bracket was closed right before: then this one may be one too many."""
    row = broken.on(closer.row)
    at = row.index(closer)
    return at > 0 and row[at - 1].text == closer.text


def is_closed_later(broken: Broken, closer: Token) -> bool:
    """Whether a bracket too many follows on the same row: the one that closes what seemed closed wrongly."""
    return any(extra.row == closer.row and extra.start > closer.start for extra in broken.brackets.extra)


def outer_of(broken: Broken, opener: Token) -> Token | None:
    """The bracket in which another one is opened."""
    stack: list[Token] = []
    for token in broken.tokens:
        if token is opener:
            return stack[-1] if stack else None
        if token.text in CLOSERS:
            stack.append(token)
        elif token.text in OPENERS and stack:
            stack.pop()
    return None


def unclosed(broken: Broken, opener: Token) -> Iterator[Guess]:
    """Try the places at which an expression may end."""
    wanted = CLOSERS[opener.text]
    because = f"`{opener.text}` in line {opener.row + 1} is never closed"
    for row, column in places(broken, opener, None):
        words = f"Add `{wanted}` in line {row + 1}"
        yield Guess(because, words, (inserted(row, column, wanted),), replaced(opener, opener.text))


def places(broken: Broken, opener: Token, closer: Token | None) -> Iterator[tuple[int, int]]:
    """Where the bracket may have been meant to end, likeliest first."""
    last = closer.row if closer else min(opener.row + ROWS, len(broken.lines) - 1)
    inside = [token for token in broken.on(opener.row) if token.start > opener.start]
    inside = [
        token for token in inside if closer is None or token.row < closer.row or token.start < closer.start
    ]
    yield from before_comparison(broken, opener, inside)
    yield from inner_ends(inside)
    if closer is not None and closer.row == opener.row:
        yield opener.row, closer.start
    for row in range(opener.row, last + 1):
        tokens = broken.on(row)
        if row == opener.row:
            tokens = [opener, *inside]
        if tokens:
            yield from line_ends(tokens)


def before_comparison(broken: Broken, opener: Token, inside: list[Token]) -> Iterator[tuple[int, int]]:
    """In a condition, a call ends before what its result is compared with: `assert f(x == 1`."""
    row = broken.on(opener.row)
    behind = row.index(opener)
    is_call = behind > 0 and (row[behind - 1].kind == "name" or row[behind - 1].text in OPENERS)
    if row[0].text not in CONDITIONS or not is_call or row[behind - 1].text in {"and", "or", "not", "in"}:
        return
    depth = 0
    for before, token in pairwise(inside):
        depth += (before.text in CLOSERS) - (before.text in OPENERS)
        if depth <= 0 and token.text in COMPARISONS:
            yield before.end_row, before.end


def inner_ends(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Before an assignment, and before `in` or `for` behind something in commas."""
    depth = 0
    commas = False
    for before, token in pairwise(tokens):
        depth += (before.text in CLOSERS) - (before.text in OPENERS)
        commas = commas or (before.text == "," and depth == 0)
        if depth <= 0 and token.text in {"+=", "-=", "*=", "/=", "="} and before.kind != "name":
            yield before.end_row, before.end
        if depth <= 0 and token.text == "in" and commas:
            yield before.end_row, before.end
        if depth <= 0 and token.text == "for":
            yield before.end_row, before.end


def line_ends(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Before the colon or comma that ends the line, then at its end."""
    last = tokens[-1]
    if last.text in {":", ",", ";"} and len(tokens) > 1:
        yield tokens[-2].end_row, tokens[-2].end
    yield last.end_row, last.end
    for before, token in pairwise(tokens):
        if token.text in BEFORE and token is not last:
            yield before.end_row, before.end
