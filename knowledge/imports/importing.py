"""Writes the import that a program lacks."""

import ast
import re

from knowledge.finding import Edit, Span
from knowledge.program import Program, first_line

BOM = "\ufeff"
CODING = re.compile(r"#.*?coding[:=]")


def importing(program: Program, statement: str) -> Edit:
    """Put an import behind the docstring, `__future__` and the imports, or at the very top."""
    source = program.source
    line = line_of_imports(program)
    margin = source.sent_lines[line - 1][: source.shifts[line - 1]] if line <= len(source.shifts) else ""
    mark = len(BOM) if margin.startswith(BOM) else 0
    return Edit(Span(line, mark, line, mark), f"{margin[mark:]}{statement}\n")


def line_of_imports(program: Program) -> int:
    """The line before which imports belong: behind the head, or before what shares a line with it."""
    behind = None
    for statement in program.tree.body:
        if not opens(statement):
            first = first_line(statement)
            return min(behind or top_line(program, first), first)
        behind = (statement.end_lineno or statement.lineno) + 1
    return behind or 1


def top_line(program: Program, first: int) -> int:
    """The line before which an import stands first of all; `first` is where the code begins.

    Comments of the interpreter (`#!`, `coding`) stay before it, and so does a heading that an empty line
    sets apart. Where something is wrapped around the program, only the code itself is known to be inside.
    """
    lines = program.source.lines[: first - 1]
    if program.source.wrappings:
        return first
    comments = 0
    while comments < len(lines) and lines[comments].startswith("#"):
        comments += 1
    heading = comments < len(lines) and comments and not lines[comments].strip()
    fixed = sum(1 for line in lines[:2] if line.startswith("#!") or CODING.match(line))
    return comments + 2 if heading else fixed + 1


def opens(statement: ast.stmt) -> bool:
    """Whether a statement belongs to the head of a program: docstring or import."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant(value=str())):
            return True
        case _:
            return False
