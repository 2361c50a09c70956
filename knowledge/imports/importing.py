"""Writes the import that a program lacks."""

import ast

from knowledge.finding import Edit, Span
from knowledge.program import Program, first_line


def importing(program: Program, statement: str) -> Edit:
    """Put an import before the first statement that is neither docstring, `__future__` nor import."""
    source = program.source
    line = line_of_imports(program.tree.body)
    margin = source.sent_lines[line - 1][: source.shifts[line - 1]] if line <= len(source.shifts) else ""
    return Edit(Span(line, 0, line, 0), f"{margin}{statement}\n")


def line_of_imports(body: list[ast.stmt]) -> int:
    """The line before which imports belong: behind the head, or before what shares a line with it."""
    behind = None
    for statement in body:
        if not opens(statement):
            first = first_line(statement)
            return first if behind is None else min(behind, first)
        behind = (statement.end_lineno or statement.lineno) + 1
    return behind or 1


def opens(statement: ast.stmt) -> bool:
    """Whether a statement belongs to the head of a program: docstring or import."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant(value=str())):
            return True
        case _:
            return False
