"""From a line to the statement that it belongs to, and from a frame to the statement that it was in."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from knowledge.program import Program, first_line
from knowledge.run import Frame

type Loop = ast.For | ast.AsyncFor | ast.While

BLOCKS = ("body", "orelse", "finalbody")
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of a program, looked up often: built once, in time linear in the lines and their nesting."""

    program: Program

    @cached_property
    def innermost(self) -> dict[int, ast.stmt]:
        """The innermost statement on each line; of several on one line, the last."""
        return {
            line: statement
            for statement in self.program.statements
            for line in range(first_line(statement), (statement.end_lineno or statement.lineno) + 1)
        }

    @cached_property
    def starting(self) -> dict[int, list[ast.stmt]]:
        """The statements that start on each line."""
        found: dict[int, list[ast.stmt]] = {}
        for statement in self.program.statements:
            found.setdefault(first_line(statement), []).append(statement)
        return found

    @cached_property
    def loops(self) -> dict[int, Loop]:
        """The loop that starts on each line; of several on one line, the outermost."""
        found: dict[int, Loop] = {}
        for statement in self.program.statements:
            if isinstance(statement, ast.For | ast.AsyncFor | ast.While):
                found.setdefault(statement.lineno, statement)
        return found

    @cached_property
    def following(self) -> dict[ast.stmt, ast.stmt]:
        """The next statement of the same block."""
        pairs = (
            (block[row], block[row + 1])
            for node in self.program.nodes
            for block in blocks(node)
            for row in range(len(block) - 1)
        )
        return dict(pairs)

    def start(self, line: int) -> int:
        """The line on which the statement starts that this line belongs to.

        The head of a compound statement may span lines as well; `except` and `else` are lines of their own.
        """
        statement = self.innermost.get(line)
        if statement is None or line > end_of_head(statement):
            return line
        return first_line(statement)

    def is_long(self, line: int) -> bool:
        """Whether a statement starts on that line that spans several and holds no others."""
        statement = self.innermost.get(line)
        return statement is not None and end_of_head(statement) == last_line(statement) > line

    def running_in(self, frame: Frame) -> ast.stmt | None:
        """The statement that a frame was executing."""
        node = self.program.node_at(frame.span) if frame.span else None
        return self.program.statement(node) if node else self.innermost.get(frame.line)


def blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield the lists of statements that a node holds; a lambda's body is none."""
    for name in BLOCKS:
        block = getattr(node, name, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield block


def block_of(statement: ast.stmt, program: Program) -> list[ast.stmt]:
    """The block that a statement stands in."""
    parent = program.parent(statement)
    holding = [block for block in blocks(parent) if statement in block] if parent else []
    return holding[0] if holding else [statement]


def inner_blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """Yield the blocks of a statement, those of its handlers and cases included."""
    yield from blocks(statement)
    for clause in [*getattr(statement, "handlers", []), *getattr(statement, "cases", [])]:
        yield from blocks(clause)


def end_of_head(statement: ast.stmt) -> int:
    """The last line of what is evaluated before the statements that a statement holds."""
    inner = next(inner_blocks(statement), None)
    return max(first_line(inner[0]) - 1, first_line(statement)) if inner else last_line(statement)


def last_line(statement: ast.stmt) -> int:
    """The line on which a statement ends."""
    return statement.end_lineno or statement.lineno
