"""A lone text in brackets: `("a")` is a str, `("a",)` a tuple of one."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.wording import quoted


@slip(rank=0)
def text_for_tuple(facts: Facts) -> Iterator[Fix]:
    """Write the comma that makes the tuple."""
    program = facts.program
    for node in program.by_type.get(ast.Constant, []):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if is_bracketed(program, node) and "\n" not in program.text(node):
            span, text = program.span(node), program.text(node)
            yield Fix(
                f"Write {quoted(f'({text},)', 40)}, a tuple of one, in line {span.line}",
                (Edit(Span(span.end_line, span.end_column, span.end_line, span.end_column), ","),),
                birth=span,
                because=f"{quoted(f'({text})', 40)} in line {span.line} is no tuple: a comma is missing",
            )


def is_bracketed(program: Program, node: ast.Constant) -> bool:
    """Whether brackets of its own stand around a constant: not those of a call that it is the argument of."""
    span = program.span(node)
    lines = program.source.sent_lines
    before, after = lines[span.line - 1][: span.column].rstrip(), lines[span.end_line - 1][span.end_column :]
    if not before.endswith("(") or not after.lstrip().startswith(")") or span.line != span.end_line:
        return False
    parent = program.parent(node)
    alone = isinstance(parent, ast.Call) and [*parent.args, *parent.keywords] == [node]
    of_class = isinstance(parent, ast.ClassDef)
    return not of_class and (not alone or before.removesuffix("(").rstrip().endswith("("))
