"""How fixes are written: small edits of the text as it was sent, which leave the rest untouched."""

import ast
from typing import TYPE_CHECKING

from knowledge.finding import Edit, Span
from knowledge.program import Program, first_line

if TYPE_CHECKING:
    from knowledge.cause import Fix


def replaced(program: Program, node: ast.AST, text: str) -> Edit:
    """Write `text` in the place of a node."""
    return Edit(program.span(node), text)


def renamed(program: Program, node: ast.AST, old: str, new: str) -> "Fix":
    """Write a name in the place of another one."""
    from knowledge.cause import Fix  # noqa: PLC0415 - 5 ms; rules that only look need no causes

    return Fix(f"Change `{old}` to `{new}`", (replaced(program, node, new),))


def line_before(program: Program, statement: ast.stmt, text: str) -> Edit:
    """Put `text` on lines of its own before a statement, as deep as it is."""
    line = first_line(statement)
    margin = program.source.indentation(line)
    return Edit(Span(line, 0, line, 0), "".join(f"{margin}{row}\n" for row in text.split("\n")))


def below(program: Program, line: int, margin: str, text: str) -> Edit:
    """Put `text` on lines of its own below a line, with this margin."""
    end = len(program.source.sent_lines[line - 1])
    return Edit(Span(line, end, line, end), "".join(f"\n{margin}{row}" for row in text.split("\n")))


def attribute_span(program: Program, node: ast.Attribute) -> Span:
    """Where the name after the dot stands."""
    span = program.span(node)
    return Span(span.end_line, max(span.end_column - len(node.attr), 0), span.end_line, span.end_column)


def member_renamed(program: Program, node: ast.Attribute, new: str) -> "Fix":
    """Write another name after the dot."""
    from knowledge.cause import Fix  # noqa: PLC0415 - same

    return Fix(f"Change `.{node.attr}` to `.{new}`", (Edit(attribute_span(program, node), new),))


def is_alone(program: Program, statement: ast.stmt) -> bool:
    """Whether a statement has its lines for itself, so that lines can be put around it."""
    first, last = first_line(statement), statement.end_lineno or statement.lineno
    source = program.source
    span = program.span(statement)
    before = source.sent_lines[first - 1][: span.column] if first == span.line else ""
    after = source.sent_lines[last - 1][span.end_column :].strip()
    return not before.strip() and (not after or after.startswith("#"))
