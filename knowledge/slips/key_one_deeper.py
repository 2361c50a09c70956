"""A key that stands one level deeper than it is asked for."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.slip import slip
from knowledge.telling.wording import quoted

MOST = 3


@slip(rank=0)
def key_one_deeper(facts: Facts) -> Iterator[Fix]:
    """Ask for the table first that has it, as the captured text of the dictionary shows."""
    program, node = facts.program, failing(facts)
    match node:
        case ast.Subscript(value=owner, slice=ast.Constant(value=str(key))):
            value = value_of(facts, owner)
        case _:
            return
    if facts.fault is None or not facts.fault.is_a("KeyError") or value is None or not value.keys:
        return
    shown = value.text
    if f"{key!r}: " not in shown and not value.cut:
        return
    outer = [one.scalar for one in value.keys if isinstance(one.scalar, str)]
    tables = [one for one in outer if f"{one!r}: {{" in shown]
    for table in tables[:MOST]:
        span = program.span(owner)
        end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
        text = program.text(owner)
        written = f'{text}["{table}"]["{key}"]'
        yield Fix(
            f"Ask one level deeper: {quoted(written, 50)} in line {node.lineno}",
            (Edit(end, f'["{table}"]'),),
            birth=program.span(node),
            because=f"`{key}` is a key of what {quoted(text, 30)} has under `{table}`",
        )
