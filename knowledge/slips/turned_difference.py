"""A difference that is negative because its sides stand in each other's place."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

ROOTS = frozenset({"sqrt", "isqrt", "log", "log2", "log10", "log1p", "factorial", "comb", "perm", "sleep"})
"""Functions that take no negative number."""

MOST = 4
SIDES = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)


@slip(rank=0)
def turned_difference(facts: Facts) -> Iterator[Fix]:
    """Take it the other way round: those in the failing function first, the last ones of the text first."""
    if facts.fault is None or not facts.fault.is_a("ValueError") or not is_of_negative(facts):
        return
    program = facts.program
    home = program.function(facts.statement) if facts.statement else None
    found = [
        node
        for node in program.by_type.get(ast.BinOp, [])
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Sub)
        and isinstance(node.left, SIDES)
        and isinstance(node.right, SIDES)
        and facts.reached(node.lineno)
    ]
    found.sort(key=lambda node: (program.function(node) is not home, -node.lineno))
    for node in found[:MOST]:
        left, right = program.text(node.left), program.text(node.right)
        written = f"{right} - {left}"
        yield Fix(
            f"Take the difference the other way round: {quoted(written, 50)} in line {node.lineno}",
            (replaced(program, node.left, right), replaced(program, node.right, left)),
            birth=program.span(node),
            because=f"{quoted(program.text(node), 40)} in line {node.lineno} gives less than 0",
        )


def is_of_negative(facts: Facts) -> bool:
    """Whether a function failed that takes no negative number; a number that is known must be one."""
    node = failing(facts)
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[given, *_]) if name in ROOTS:
            value = value_of(facts, given)
            number = value.scalar if value is not None and value.is_number else None
            return not isinstance(number, int | float) or number < 0
        case _:
            return False
