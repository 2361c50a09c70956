"""none-returned: a function computes its result and forgets to return it."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from knowledge.finding import Edit, Span


@fault
def none_returned(clean: Clean, random: Random) -> Iterator[Plant]:
    """Take the word `return` from the statement that ends a function."""
    del random
    for function in clean.every(ast.FunctionDef):
        match function.body[-1]:
            case ast.Return(value=ast.expr() as value) as statement:
                start = clean.source.span_of(statement)
                behind = clean.source.span_of(value)
                word = Edit(Span(start.line, start.column, behind.line, behind.column), "")
                if start.line == behind.line and not is_wrapped(value, clean):
                    yield Plant((word,), (statement.lineno,), ("return",))
            case _:
                pass


def is_wrapped(value: ast.expr, clean: Clean) -> bool:
    """Whether brackets stand around a value that are not part of it."""
    span = clean.source.span_of(value)
    return clean.source.sent_lines[span.line - 1][: span.column].rstrip().endswith("(")
