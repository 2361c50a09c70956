"""Data that says None where there is nothing to go through."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.touching import touched
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=1)
def nothing_in_data(facts: Facts) -> Iterator[Fix]:
    """Go through an empty list there: a guard, so it comes behind all that mends."""
    program = facts.program
    if facts.fault is None or not facts.fault.is_a("TypeError"):
        return
    for one in touched(facts):
        plain = isinstance(one.node, ast.Subscript | ast.Attribute)
        if one.part == "iterated" and one.value is not None and one.value.is_none and plain:
            written = f"{program.text(one.node)} or []"
            yield Fix(
                f"Take None for an empty list: {quoted(written, 50)} in line {one.node.lineno}",
                (replaced(program, one.node, written),),
                birth=program.span(one.node),
                because=f"{quoted(program.text(one.node), 30)} is None where there is nothing to go through",
                masks=True,
            )
