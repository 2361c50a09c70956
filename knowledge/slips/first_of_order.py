"""A search that takes the first that fits, in a table that has the best one last."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


@slip(rank=2)
def first_of_order(facts: Facts) -> Iterator[Fix]:
    """Go through the table from its end."""
    program = facts.program
    for loop in program.by_type.get(ast.For, []):
        match loop:
            case ast.For(
                iter=ast.Name() as table, body=[ast.If(test=ast.Compare(ops=[op]), body=[*_, last])]
            ) if (
                isinstance(op, ORDERS)
                and isinstance(last, ast.Return | ast.Break)
                and facts.reached(loop.lineno)
            ):
                yield Fix(
                    f"Go through it from the end: `reversed({table.id})` in line {loop.lineno}",
                    (replaced(program, table, f"reversed({table.id})"),),
                    birth=program.span(table),
                    because=f"the loop in line {loop.lineno} takes the first of {quoted(table.id)} that "
                    f"fits, and more than one can fit",
                )
            case _:
                continue
