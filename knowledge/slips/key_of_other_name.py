"""A key that is no key here, beside a variable whose value is one."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=0)
def key_of_other_name(facts: Facts) -> Iterator[Fix]:
    """Ask for the variable that is tested against the same keys, or for the only one that is a key.

    That one only where the key belongs to what holds the dictionary.
    """
    program, node = facts.program, failing(facts)
    match node:
        case ast.Subscript(value=owner, slice=ast.Name() as key) if facts.fault and facts.fault.is_a(
            "KeyError"
        ):
            pass
        case _:
            return
    fitting = [name for name in held_keys(facts, owner) if name != key.id]
    tested = [name for name in fitting if is_tested(facts, name, owner)]
    alone = fitting if len(fitting) == 1 and is_outer_key(facts.program, key, owner) else []
    for name in (tested or alone) if len(tested) < 2 else ():
        yield Fix(
            f"Ask for `{name}` instead of `{key.id}` in line {key.lineno}",
            (replaced(program, key, name),),
            birth=program.span(key),
            because=f"`{name}` is a key of {quoted(program.text(owner), 30)}, and `{key.id}` is none",
        )


def is_outer_key(program: Program, key: ast.Name, owner: ast.expr) -> bool:
    """Whether one loop gives both the key and the dictionary: then it is a key of what holds that one.

    Otherwise a key that is not there is more often data that lacks it: a node without edges.
    """
    for loop in program.ancestors(key):
        if isinstance(loop, ast.For | ast.AsyncFor):
            names = {part.id for part in ast.walk(loop.target) if isinstance(part, ast.Name)}
            if key.id in names:
                return isinstance(owner, ast.Name) and owner.id in names
    return False


def held_keys(facts: Facts, owner: ast.expr) -> list[str]:
    """The variables at hand whose value is a key of a dictionary."""
    value = value_of(facts, owner)
    keys = {(one.type, one.scalar) for one in (value.keys if value and value.keys else ())}
    seen = facts.crash.variables if facts.crash else {}
    visible = facts.program.scope(owner).visible()
    scalars = [(name, one) for name, one in seen.items() if name in visible and one.scalar is not None]
    return [name for name, one in scalars if (one.type, one.scalar) in keys]


def is_tested(facts: Facts, name: str, owner: ast.expr) -> bool:
    """Whether the same function asks `name in owner`."""
    program, function = facts.program, facts.program.function(owner)
    text = program.text(owner)
    for test in program.by_type.get(ast.Compare, []):
        match test:
            case ast.Compare(left=ast.Name(id=found), ops=[ast.In() | ast.NotIn()], comparators=[where]) if (
                found == name and program.text(where) == text and program.function(test) is function
            ):
                return True
            case _:
                continue
    return False
