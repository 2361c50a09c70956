"""off-by-one: a bound that is one too high."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from knowledge.finding import Edit, Span


@fault
def off_by_one(clean: Clean, random: Random) -> Iterator[Plant]:
    """Add 1 to the end of a range or to an index, or let a comparison include its bound."""
    del random
    for node in ast.walk(clean.tree):
        match node:
            case ast.Call(func=ast.Name(id="range"), args=[end] | [_, end]):
                yield Plant((clean.over(end, f"{clean.text_of(end)} + 1"),), (end.lineno,))
            case ast.Subscript(slice=ast.Name() | ast.BinOp() as index, ctx=ast.Load()):
                yield Plant((clean.over(index, f"{clean.text_of(index)} + 1"),), (index.lineno,))
            case ast.Compare(left=left, ops=[ast.Lt()], comparators=[right]) if (
                left.end_lineno == right.lineno
            ):
                before, behind = clean.source.span_of(left), clean.source.span_of(right)
                between = Span(before.end_line, before.end_column, behind.line, behind.column)
                if clean.source.segment(between).strip() == "<":
                    yield Plant((Edit(between, " <= "),), (left.lineno,))
            case _:
                pass
