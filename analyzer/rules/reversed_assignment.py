"""reversed-assignment: `=+` or `=-`, which sets a value that was to be changed."""

import ast
from collections.abc import Iterator

from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Severity, Span

SIGNS = {ast.UAdd: "+", ast.USub: "-"}


@rule(
    ast.Assign,
    severity=Severity.WARNING,
    flags=["x = 0\nx =- 1"],
    fixes={
        "total = 0\nfor n in [1]:\n    total =+ n": "total = 0\nfor n in [1]:\n    total += n",
    },
    passes=["x = +1\nx = -1", "x = 0\nx =-1", "y =- 1", "x = 0\nx=- 1", "x = 0\nx += 1"],
)
def reversed_assignment(reading: Reading, node: ast.Assign) -> Iterator[Hit]:
    """A sign that sticks to `=` and not to its number, behind a name that had a value before."""
    match node:
        case ast.Assign(targets=[ast.Name() as name], value=ast.UnaryOp(op=operator, operand=operand)):
            sign = SIGNS.get(type(operator))
        case _:
            return
    if sign is None or node.lineno != operand.lineno or len(reading.program.bindings(name)) < 2:
        return
    before, behind = reading.program.span(name), reading.program.span(operand)
    between = Span(before.line, before.end_column, behind.line, behind.column)
    if reading.program.source.segment(between) == f" ={sign} ":
        place = Span(between.line, between.column + 1, between.end_line, between.end_column - 1)
        words = (f"Change `={sign}` to `{sign}=`",)
        message = f"`={sign}` sets `{name.id}` anew: it does not change what it was"
        yield Hit(place, message, name.id, f"{sign}=", (), words)
