"""A fixed index that is one too large, at the very first time."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=1)
def index_too_far(facts: Facts) -> Iterator[Fix]:
    """Count from 0: where a line has worked before, the data is at fault, and nothing is said.

    An argument of the command line is missing because nobody gave it.
    """
    program, node = facts.program, failing(facts)
    if facts.fault is None or not facts.fault.is_a("IndexError"):
        return
    match node:
        case ast.Subscript(value=ast.Name(id="argv") | ast.Attribute(attr="argv")):
            return
        case ast.Subscript(value=owner, slice=ast.Constant(value=int(row)) as index) if row > 0:
            value = value_of(facts, owner)
        case _:
            return
    known = value.length if value is not None else None
    if facts.run.trace.hits.get(node.lineno, 0) == 1 and known in (None, row):
        text = program.text(owner)
        yield Fix(
            f"Count from 0: {quoted(f'{text}[{row - 1}]', 50)} in line {node.lineno}",
            (replaced(program, index, str(row - 1)),),
            birth=program.span(index),
            because=f"indexes count from 0, so {row} asks for one more than {quoted(text, 40)} has",
        )
