"""A `return` at the end of a loop's body: it ends the function in the first turn."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.slip import slip
from knowledge.telling.edits import is_alone


@slip(rank=0)
def early_return(facts: Facts) -> Iterator[Fix]:
    """Move the `return` out of the loop that it always leaves in its first turn."""
    program = facts.program
    for loop in (*program.by_type.get(ast.For, []), *program.by_type.get(ast.While, [])):
        last = loop.body[-1] if isinstance(loop, ast.For | ast.While) else None
        if not isinstance(loop, ast.For | ast.While) or not isinstance(last, ast.Return) or loop.orelse:
            continue
        if len(loop.body) == 1 or not facts.reached(last.lineno) or not is_alone(program, last):
            continue
        margin = program.source.indentation(loop.lineno)
        span = program.span(last)
        edits = tuple(
            Edit(Span(line, 0, line, len(program.source.indentation(line))), margin)
            for line in range(span.line, span.end_line + 1)
        )
        yield Fix(
            f"Move the `return` in line {last.lineno} out of the loop of line {loop.lineno}",
            edits,
            birth=span,
            code="returns-too-early",
            because=f"the `return` in line {last.lineno} stands in the loop of line {loop.lineno}, and ends "
            f"it in its first turn",
        )
