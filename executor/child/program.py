"""The program's text, compiled: the statements, and the last expression apart, so that its value is known."""

import __future__

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

from executor.child.places import PROGRAM

FUTURES = 0
for _name in __future__.all_feature_names:
    FUTURES |= getattr(__future__, _name).compiler_flag

LONG = 1_500
CHUNK_LINES = 400
"""A long module is compiled in pieces: a line event costs the more, the more of its piece precedes it."""
AT_MARGIN = re.compile(r"^[^\s#)\]}]", re.MULTILINE)
"""A line on which a statement may begin."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The code of the statements, in pieces, and that of the last one if it is an expression."""

    bodies: tuple[CodeType, ...]
    last: CodeType | None

    @property
    def parts(self) -> tuple[CodeType, ...]:
        """All that is run, in order."""
        return self.bodies if self.last is None else (*self.bodies, self.last)


def compiled(text: str) -> Compiled:
    """Compile the text as the interpreter would; raises what it would raise.

    Where memory runs out, the compiler may fail without having said why, which turns into a SystemError.
    """
    try:
        quick = None if text.count("\n") > LONG else from_text(text)
        return quick or from_tree(text)
    except SystemError as unsaid:
        raise MemoryError("the program is too large to be compiled") from unsaid


def from_text(text: str) -> Compiled | None:
    """Cut the last statement off where it begins at the margin; None where that is not certain.

    Making a tree of Python objects costs more than compiling, so only the last statement becomes one. A cut
    at a wrong place (in brackets, in a text of several lines) leaves two halves that do not compile.
    """
    lines = list(AT_MARGIN.finditer(text))
    begin = lines[-1].start() if lines else 0
    head, tail = text[:begin], "\n" * text.count("\n", 0, begin) + text[begin:]
    try:
        with warnings.catch_warnings(action="ignore"):
            statements = ast.parse(tail).body
        last = statements[-1] if statements else None
        if not isinstance(last, ast.Expr) or (is_text(last) and len(lines) == 1):
            return Compiled((compile(text, PROGRAM, "exec", dont_inherit=True),), None)
        if len(statements) > 1:
            return None
        body = compile(head, PROGRAM, "exec", dont_inherit=True)
        value = compile(tail, PROGRAM, "eval", body.co_flags & FUTURES, dont_inherit=True)
    except SyntaxError:
        return None
    except (MemoryError, RecursionError):  # too deep for a tree, and perhaps not for the compiler
        return Compiled((compile(text, PROGRAM, "exec", dont_inherit=True),), None)
    return Compiled((body,), value)


def from_tree(text: str) -> Compiled:
    """Compile by way of the tree: costs more, and is right for every text."""
    tree = ast.parse(text, PROGRAM)
    last = tree.body[-1] if tree.body else None
    is_value = isinstance(last, ast.Expr) and (len(tree.body) > 1 or not is_text(last))
    flags = whole(text).co_flags & FUTURES
    pieces = split(tree.body[:-1] if is_value else tree.body)
    bodies = [compile(ast.Module(piece, []), PROGRAM, "exec", flags, dont_inherit=True) for piece in pieces]
    if not (is_value and isinstance(last, ast.Expr)):
        return Compiled(tuple(bodies), None)
    expression = ast.Expression(last.value)
    return Compiled(tuple(bodies), compile(expression, PROGRAM, "eval", flags, dont_inherit=True))


def whole(text: str) -> CodeType:
    """Compile everything at once: it finds what is wrong with the whole, and warns of nothing twice."""
    with warnings.catch_warnings(action="ignore"):
        return compile(text, PROGRAM, "exec", dont_inherit=True)


def split(statements: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Cut a long module between statements; no piece begins with a text, which would document the module."""
    piece: list[ast.stmt] = []
    for statement in statements:
        if piece and statement.lineno - piece[0].lineno >= CHUNK_LINES and not is_text(statement):
            yield piece
            piece = []
        piece.append(statement)
    yield piece


def is_text(statement: ast.stmt) -> bool:
    """Whether a statement is nothing but a text."""
    match statement:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case _:
            return False
