"""broken-indentation: a line that stands too far left or too far right."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from knowledge.finding import Edit, Span


@fault
def broken_indentation(clean: Clean, random: Random) -> Iterator[Plant]:
    """Move a statement by one column, or to the margin."""
    for statement in clean.every(ast.stmt):
        line, column = statement.lineno, clean.source.span_of(statement).column
        if clean.source.sent_lines[line - 1][:column].strip():
            continue
        indent = random.choice((" " * (column + 1), " " * max(column - 1, 0), ""))
        if indent != " " * column:
            yield Plant((Edit(Span(line, 0, line, column), indent),), (line, line - 1), ("indent",))
