"""A text that is no Python, taken apart: what the families of syntax errors look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from knowledge.finding import Edit, Span
from knowledge.source import Source
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token, tokens_of
from knowledge.syntax.trouble import SyntaxTrouble

COMPOUND = frozenset(
    "if elif else for while def class try except finally with async match case".split()  # noqa: SIM905
)
"""Words that open a line which ends with a colon."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Replace a piece of the program by a text; rows and columns from 0, in the program's own lines."""

    row: int
    start: int
    end_row: int
    end: int
    text: str

    @property
    def size(self) -> int:
        """How much is written or taken away."""
        taken = self.end - self.start if self.row == self.end_row else 80 * (self.end_row - self.row)
        return max(taken, len(self.text))


@dataclass(frozen=True, eq=False)
class Broken:
    """The text, and what the interpreter says about it."""

    source: Source
    trouble: SyntaxTrouble

    @property
    def lines(self) -> tuple[str, ...]:
        """The program's lines."""
        return self.source.lines

    @property
    def row(self) -> int:
        """The row that the interpreter names."""
        return self.trouble.row

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens but comments."""
        return tuple(token for token in tokens_of(self.lines) if token.kind != "comment")

    @cached_property
    def rows(self) -> dict[int, list[Token]]:
        """The tokens by the row on which they start."""
        found: dict[int, list[Token]] = {}
        for token in self.tokens:
            found.setdefault(token.row, []).append(token)
        return found

    def on(self, row: int) -> list[Token]:
        """The tokens that start on a row."""
        return self.rows.get(row, [])

    @cached_property
    def here(self) -> list[Token]:
        """The tokens of the row that the interpreter names."""
        return self.on(self.row)

    @cached_property
    def at(self) -> Token | None:
        """The token that the interpreter points at: the one there, or the next one on that row."""
        offset = self.trouble.offset or 0
        return next((token for token in self.here if token.end > offset), None)

    @cached_property
    def before(self) -> Token | None:
        """The token before that, on whichever row."""
        return next((token for token in reversed(self.tokens) if self.is_before(token)), None)

    def is_before(self, token: Token) -> bool:
        """Whether a token ends where the interpreter points at, or before."""
        return (token.end_row, token.end) <= (self.row, self.trouble.offset or 0)

    @cached_property
    def brackets(self) -> "Brackets":
        """What became of each bracket."""
        return brackets_in(self.tokens)

    @cached_property
    def logical(self) -> range:
        """The rows of the statement that the interpreter names, as far as brackets and backslashes tell."""
        start = self.row
        while start > 0 and (self.depth_at(start) > 0 or self.lines[start - 1].endswith("\\")):
            start -= 1
        return range(start, self.row + 1)

    @cached_property
    def statement(self) -> list[Token]:
        """The tokens of that statement, up to the end of the row that the interpreter names."""
        return [token for row in self.logical for token in self.on(row)]

    def depth_at(self, row: int) -> int:
        """How many brackets are open where a row begins."""
        return self.brackets.depths.get(row, 0)

    def margin(self, row: int) -> str:
        """The blanks that a row starts with."""
        line = self.lines[row]
        return line[: len(line) - len(line.lstrip())]

    def is_blank(self, row: int) -> bool:
        """Whether there is no code on a row."""
        text = self.lines[row].strip()
        return not text or text.startswith("#")

    @cached_property
    def inside_strings(self) -> frozenset[int]:
        """The rows that begin inside a string; what stands there is no code."""
        rows = (range(token.row + 1, token.end_row + 1) for token in self.tokens if token.end_row > token.row)
        return frozenset(row for lines in rows for row in lines)

    def code_above(self, row: int) -> int | None:
        """The next row above that has code."""
        return next((above for above in range(row - 1, -1, -1) if not self.is_blank(above)), None)

    def end_of_code(self, row: int) -> int:
        """The column behind the last token of a row."""
        tokens = [token for token in self.tokens if token.end_row == row]
        return tokens[-1].end if tokens else len(self.lines[row].rstrip())

    def names(self) -> set[str]:
        """Every name in the text."""
        return {token.text for token in self.tokens if token.kind == "name"}

    def text_after(self, changes: Iterable[Change]) -> str | None:
        """The program with the changes made; None where they overlap."""
        lines = list(self.lines)
        last = (len(lines), 0)
        for change in sorted(changes, reverse=True):
            if (change.end_row, change.end) > last:
                return None
            head, tail = lines[change.row][: change.start], lines[change.end_row][change.end :]
            lines[change.row : change.end_row + 1] = (head + change.text + tail).split("\n")
            last = (change.row, change.start)
        return "\n".join(lines)

    def edits(self, changes: Iterable[Change]) -> tuple[Edit, ...]:
        """The changes as edits of the text as it was sent."""
        return tuple(Edit(self.span(change), change.text) for change in sorted(changes))

    def span(self, change: Change) -> Span:
        """Where a change lies in the text as it was sent."""
        start = self.source.clamped(change.row + 1, change.start)
        end = self.source.clamped(change.end_row + 1, change.end)
        return Span(change.row + 1, start, change.end_row + 1, end)


@dataclass(frozen=True, slots=True)
class Brackets:
    """The brackets without a partner, those with a wrong one, and the depth at which each row begins."""

    unclosed: tuple[Token, ...]
    mismatched: tuple[tuple[Token, Token], ...]
    extra: tuple[Token, ...]
    depths: dict[int, int]


def brackets_in(tokens: Iterable[Token]) -> Brackets:
    """Match brackets as the interpreter does."""
    stack: list[Token] = []
    mismatched: list[tuple[Token, Token]] = []
    extra: list[Token] = []
    depths: dict[int, int] = {}
    for token in tokens:
        depths.setdefault(token.row, len(stack))
        if token.text in CLOSERS:
            stack.append(token)
        elif token.text in OPENERS:
            if not stack:
                extra.append(token)
            elif CLOSERS[stack[-1].text] != token.text:
                mismatched.append((stack.pop(), token))
            else:
                stack.pop()
    return Brackets(tuple(stack), tuple(mismatched), tuple(extra), depths)


def inserted(row: int, column: int, text: str) -> Change:
    """Write something between two characters."""
    return Change(row, column, row, column, text)


def replaced(token: Token, text: str) -> Change:
    """Write something for a token."""
    return Change(token.row, token.start, token.end_row, token.end, text)


def removed(token: Token) -> Change:
    """Take a token away."""
    return replaced(token, "")
