"""Day and month that are unpacked in each other's place."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced

MONTHS = 12


@slip(rank=0)
def crossed_date(facts: Facts) -> Iterator[Fix]:
    """Swap them where they are unpacked, or where the date is made."""
    node = failing(facts)
    match node:
        case ast.Call(
            func=ast.Name(id="date" | "datetime") | ast.Attribute(attr="date" | "datetime"),
            args=[_, ast.Name() as month, ast.Name() as day, *_],
        ) if facts.fault is not None and facts.fault.is_a("ValueError"):
            pass
        case _:
            return
    values = [value_of(facts, one) for one in (month, day)]
    numbers = [one.scalar if one is not None and one.is_number else None for one in values]
    if not isinstance(numbers[0], int) or not isinstance(numbers[1], int):
        return
    if not numbers[0] > MONTHS >= numbers[1] > 0:
        return
    because = f"`{month.id}` is {numbers[0]} and `{day.id}` is {numbers[1]}: they stand in each other's place"
    for first, second in (*unpacked(facts.program, month, day), (month, day)):
        yield Fix(
            f"Swap `{month.id}` and `{day.id}` in line {first.lineno}",
            (
                replaced(facts.program, first, facts.program.text(second)),
                replaced(facts.program, second, facts.program.text(first)),
            ),
            birth=facts.program.span(first),
            because=because,
        )


def unpacked(program: Program, month: ast.Name, day: ast.Name) -> Iterator[tuple[ast.Name, ast.Name]]:
    """Yield the two names where one tuple gives them their values, in the same function."""
    for target in program.by_type.get(ast.Tuple, []):
        if not isinstance(target, ast.Tuple) or not isinstance(target.ctx, ast.Store):
            continue
        names = {one.id: one for one in target.elts if isinstance(one, ast.Name)}
        if {month.id, day.id} <= names.keys() and program.function(target) is program.function(month):
            yield names[month.id], names[day.id]
