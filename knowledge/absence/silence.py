"""Functions that gave None because they never return anything."""

import ast

from knowledge.calling.returning import Def, falls_off, is_generator
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.program import first_line


def silent_maker(facts: Facts) -> Def | None:
    """The one function in the failing call that never returns anything, where the failure speaks of None."""
    node = failing(facts)
    if facts.fault is None or "NoneType" not in facts.fault.message or not isinstance(node, ast.Call):
        return None
    inside = (*node.args, *(word.value for word in node.keywords))
    names = {part.id for one in inside for part in ast.walk(one) if isinstance(part, ast.Name)}
    found = [one for name in sorted(names) for one in facts.program.functions.get(name, ())]
    silent = [one for one in found if falls_off(one) and not is_generator(one) and gave_none(facts, one)]
    return silent[0] if len(silent) == 1 and is_made_of(facts, node, silent[0]) else None


def gave_none(facts: Facts, function: Def) -> bool:
    """Whether the last thing that a function returned was None."""
    done = facts.returned(function.name, first_line(function))
    return done is not None and done.value.is_none


def is_made_of(facts: Facts, node: ast.Call, function: Def) -> bool:
    """Whether the function makes several values: it is handed over, or called in a comprehension."""
    uses = [part for part in ast.walk(node) if isinstance(part, ast.Name) and part.id == function.name]
    return any(
        not (isinstance(around := facts.program.parent(use), ast.Call) and around.func is use)
        or any(isinstance(above, ast.GeneratorExp | ast.ListComp) for above in facts.program.ancestors(use))
        for use in uses
    )
