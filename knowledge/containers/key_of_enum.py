"""A member of an enumeration is asked for where the keys are the values, or the names, of its members."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.containers.asked_key import Asked
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


def of_enum(facts: Facts, asked: Asked) -> Cause | None:
    """Ask for `.value` or `.name` of it."""
    kind = facts.program.classes.get(asked.key.type.rpartition(".")[2])
    member = asked.key.text.partition(".")[2].partition(":")[0].strip("> ")
    values = values_of(kind) if kind is not None else {}
    held = {key.scalar for key in asked.keys}
    if member not in values or isinstance(asked.key_node, ast.Constant):
        return None
    part = "value" if values[member] in held else "name" if member in held else None
    if part is None or kind is None:
        return None
    program = facts.program
    new = f"{program.text(asked.key_node)}.{part}"
    return Cause(
        "key-of-other-type",
        f"the key is the member {quoted(asked.key.text, 40)} of `{kind.name}`, and the keys are the {part}s "
        f"of its members",
        program.span(asked.key_node),
        fixes=(Fix(f"Ask for its {part}: {quoted(new, 40)}", (replaced(program, asked.key_node, new),)),),
    )


def values_of(kind: ast.ClassDef) -> dict[str, object]:
    """The constants that a class sets, by their names."""
    return {
        node.targets[0].id: node.value.value
        for node in kind.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
