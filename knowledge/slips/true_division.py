"""A division that gives a float, where a whole number is needed further on."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.operations import symbol_edit
from knowledge.operating.touching import touched
from knowledge.slip import slip

MOST = 3


@slip(rank=1)
def true_division(facts: Facts) -> Iterator[Fix]:
    """Divide whole numbers by `//`, where a float was refused."""
    if facts.fault is None or not facts.fault.is_a("TypeError") or not has_float(facts):
        return
    found = [node for node in facts.program.by_type.get(ast.BinOp, []) if isinstance(node, ast.BinOp)]
    divisions = [one for one in found if isinstance(one.op, ast.Div) and facts.reached(one.lineno)]
    for node in divisions[:MOST]:
        edit = symbol_edit(facts, node, "//")
        if edit is not None:
            yield Fix(
                f"Divide by `//` in line {node.lineno}, which gives a whole number",
                (edit,),
                birth=facts.program.span(node),
                because=f"the `/` in line {node.lineno} gives a float, also where nothing is left over",
            )


def has_float(facts: Facts) -> bool:
    """Whether a float took part in what failed."""
    operands = facts.crash.operands if facts.crash else ()
    kinds = {one.kind for one in touched(facts)} | {one.value.type for one in operands}
    return "float" in kinds
