"""Tokens of a text that may be no Python: nothing is refused, what does not end goes on to the end.

The tokenizer of the standard library stops at the first fault, which is where we begin.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

STRING_START = re.compile(r"(?i:[rbuft]|br|rb|fr|rf|tr|rt)?('''|\"\"\"|'|\")")
PLAIN = re.compile(
    r"(?P<space>[ \t\f]+)"
    r"|(?P<comment>\#.*)"
    r"|(?P<number>(?:\d\w*(?:\.\w*)?|\.\d\w*)(?:(?<=[eE])[+-]\d+)?)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<op>===|!==|\*\*=|//=|>>=|<<=|\.\.\.|&&|\|\||\+\+|--|<>|=>|=<|->|:=|==|!=|<=|>="
    r"|\+=|-=|\*=|/=|%=|&=|\|=|\^=|@=|\*\*|//|<<|>>|[-+*/%@&|^~<>()\[\]{},:;.=!])"
    r"|(?P<continuation>\\$)"
    r"|(?P<bad>.)"
)
CLOSERS = {"(": ")", "[": "]", "{": "}"}
OPENERS = {closer: opener for opener, closer in CLOSERS.items()}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of one program line, or a string that spans several; rows and columns from 0, end exclusive.

    `kind` is name, number, string, open (a string that nothing ends), op, comment, continuation or bad (a
    character that Python has no use for).
    """

    kind: str
    text: str
    row: int
    start: int
    end_row: int
    end: int

    @property
    def is_operand(self) -> bool:
        """Whether a value may be written so."""
        return self.kind in {"name", "number", "string"}


def tokens_of(lines: Sequence[str]) -> tuple[Token, ...]:
    """Split a text into tokens, blanks left out."""
    return tuple(token for token in walk(lines) if token.kind != "space")


def walk(lines: Sequence[str]) -> Iterator[Token]:
    """Go through the lines; a string in triple quotes takes several of them."""
    row, column = 0, 0
    while row < len(lines):
        line = lines[row]
        if column >= len(line):
            row, column = row + 1, 0
            continue
        token = string_at(lines, row, column) or plain_at(line, row, column)
        yield token
        row, column = token.end_row, token.end


def plain_at(line: str, row: int, column: int) -> Token:
    """The token that starts there and is no string."""
    found = PLAIN.match(line, column)
    if found is None or found.lastgroup is None:
        return Token("bad", line[column], row, column, row, column + 1)
    return Token(found.lastgroup, found[0], row, column, row, found.end())


def string_at(lines: Sequence[str], row: int, column: int) -> Token | None:
    """The string that starts there, if one does."""
    line = lines[row]
    start = STRING_START.match(line, column)
    if start is None:
        return None
    quote = start[1]
    if len(quote) == 1:
        end = end_of(line, start.end(), quote)
        if end is None:
            return Token("open", line[column:], row, column, row, len(line))
        return Token("string", line[column:end], row, column, row, end)
    return long_string(lines, row, column, start.end(), quote)


def end_of(line: str, start: int, quote: str) -> int | None:
    """Where the string ends whose content starts there; a backslash hides what follows it."""
    at = start
    while at < len(line):
        if line[at] == "\\":
            at += 2
        elif line.startswith(quote, at):
            return at + len(quote)
        else:
            at += 1
    return None


def long_string(lines: Sequence[str], row: int, column: int, start: int, quote: str) -> Token:
    """A string in triple quotes."""
    for end_row in range(row, len(lines)):
        end = end_of(lines[end_row], start if end_row == row else 0, quote)
        if end is not None:
            return Token("string", quote, row, column, end_row, end)
    return Token("open", lines[row][column:], row, column, len(lines) - 1, len(lines[-1]))
