"""extra-bracket: a bracket is closed that was never opened."""

from collections.abc import Iterator
from itertools import pairwise

from knowledge.syntax.broken import Broken, Change, inserted, removed
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import OPENERS, Token
from knowledge.tables.builtin_names import BUILTIN_NAMES


@family(
    mends={
        "print(1))": "print(1)",
        "def f(a) -> str):\n    pass": "def f(a) -> str:\n    pass",
        "x = 1]": "x = 1",
        "}": "",
        "print 'a')": "print('a')",
        "for i in range2, 10):\n    pass": "for i in range(2, 10):\n    pass",
        "print(sorted(listset([1]))))": "print(sorted(list(set([1]))))",
        "d = {\n    1: {2: 3}},\n    4: {5: 6},\n}": "d = {\n    1: {2: 3},\n    4: {5: 6},\n}",
        "x = {}\nd = }": "x = {}\nd = {}",
    },
    passes=("print((1)", "x = (1]"),
)
def extra_bracket(broken: Broken) -> Iterator[Guess]:
    """A bracket is closed that was never opened."""
    for closer in broken.brackets.extra[:2]:
        yield from closed_too_early(broken, closer)
        because = f"nothing opens the `{closer.text}` in line {closer.row + 1}"
        for column in places(broken, closer):
            words = f"Add `{OPENERS[closer.text]}` in line {closer.row + 1}"
            end = column + blanks(broken, closer.row, column)
            yield Guess(because, words, (Change(closer.row, column, closer.row, end, OPENERS[closer.text]),))
        yield Guess(because, f"Delete `{closer.text}` in line {closer.row + 1}", (removed(closer),))
        first = broken.on(closer.row)[0]
        opener = OPENERS[closer.text]
        words = f"Add `{opener}` at the start of line {closer.row + 1}"
        yield Guess(because, words, (inserted(first.row, first.start, opener),))


def closed_too_early(broken: Broken, closer: Token) -> Iterator[Guess]:
    """The text goes on as if the bracket were still open: an earlier one closed it by mistake."""
    for early in reversed([token for token in broken.tokens if token.text == closer.text]):
        doubled = broken.lines[early.row][: early.start].rstrip()[-1:] == early.text
        inside = 0 < early.row < min(broken.row + 1, closer.row) and doubled
        ends = early.row + 1 < len(broken.lines) and not broken.depth_at(early.row + 1)
        if inside and broken.depth_at(early.row) and ends:
            because = (
                f"a `{early.text}` too many in line {early.row + 1}: line {closer.row + 1} was to close it"
            )
            yield Guess(
                because, f"Delete the extra `{early.text}` in line {early.row + 1}", (removed(early),)
            )
            return


def places(broken: Broken, closer: Token) -> list[int]:
    """Where its partner may have been forgotten: before a value behind a name, or in a name that runs on.

    Of two equal brackets in a row the second is one too many, unless there is such a name.
    """
    opener = OPENERS[closer.text]
    row = [token for token in broken.on(closer.row) if token.start < closer.start]
    inside = list(inside_names(broken, row, opener))
    if row and row[-1].text == closer.text:
        return inside
    waits = bool(row) and row[-1].text in {"=", ",", ":", "return", "in"}
    return [*([closer.start] if waits else []), *behind_names(broken, row, opener), *inside]


def blanks(broken: Broken, row: int, column: int) -> int:
    """How many blanks stand there."""
    rest = broken.lines[row][column:]
    return len(rest) - len(rest.lstrip(" "))


def behind_names(broken: Broken, row: list[Token], opener: str) -> Iterator[int]:
    """Behind a name that is called elsewhere, and here followed by a value."""
    called = {
        name.text for name, bracket in pairwise(broken.tokens) if name.kind == "name" and bracket.text == "("
    }
    for name, value in pairwise(row):
        follows = value.is_operand or value.text in {"[", "{"}
        if opener == "(" and name.kind == "name" and follows and name.text in called | BUILTIN_NAMES:
            yield name.end


def inside_names(broken: Broken, row: list[Token], opener: str) -> Iterator[int]:
    """Where a name that the text has nowhere else falls into a known one and the first argument."""
    counted = [token.text for token in broken.tokens if token.kind == "name"]
    known = {*counted} | BUILTIN_NAMES
    for token in row:
        if opener != "(" or token.kind != "name" or counted.count(token.text) > 1:
            continue
        for at in range(len(token.text) - 1, 0, -1):
            head, tail = token.text[:at], token.text[at:]
            if head in known - {token.text} and (tail.isdigit() or tail in known):
                yield token.start + at
