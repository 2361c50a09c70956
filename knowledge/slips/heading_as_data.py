"""The first line of a table, which names the columns and is read like the others."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.touching import touched
from knowledge.slip import slip
from knowledge.telling.wording import quoted

CUTS = frozenset({"splitlines", "split", "readlines"})


@slip(rank=0)
def heading_as_data(facts: Facts) -> Iterator[Fix]:
    """Leave out the first of the lines, where the first one fails and is a word in place of a number."""
    program = facts.program
    if facts.fault is None or not facts.fault.is_a("ValueError") or not is_of_word(facts):
        return
    for node in program.nodes:
        match node:
            case ast.For(iter=ast.Call(func=ast.Attribute(attr=attr)) as cut, body=[first, *_]):
                turns = facts.run.trace.hits.get(first.lineno, 0)
            case ast.comprehension(iter=ast.Call(func=ast.Attribute(attr=attr)) as cut):
                turns = 1
            case _:
                continue
        if attr in CUTS and turns == 1 and facts.reached(cut.lineno):
            span = program.span(cut)
            end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
            text = program.text(cut)
            yield Fix(
                f"Leave out the heading: {quoted(f'{text}[1:]', 50)} in line {cut.lineno}",
                (Edit(end, "[1:]"),),
                birth=span,
                because=f"the first line of {quoted(text, 40)} names the columns and is no data",
            )


def is_of_word(facts: Facts) -> bool:
    """Whether a text without a digit was to be read as a number."""
    given = [one.value.scalar for one in touched(facts) if one.part == "argument" and one.value]
    return any(isinstance(text, str) and text.strip() and not any(map(str.isdigit, text)) for text in given)
