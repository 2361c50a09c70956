"""ValueError: an enumeration has no member of this value."""

import ast
from collections.abc import Mapping

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.near import nearest
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said
from knowledge.telling.wording import listed, quoted, shown

ENUMS = frozenset({"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"})

SPELLINGS = ("strip", "lower", "upper", "title", "capitalize", "casefold")
"""Methods of text that may turn it into a value."""


@explains(ValueError)
def enum_member(facts: Facts) -> Cause | None:
    """List the values that there are; a name that was given for a value is looked up with `[…]`."""
    call = failing(facts)
    owner = (
        facts.program.classes.get(call.func.id)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        else None
    )
    if not isinstance(call, ast.Call) or owner is None or len(call.args) != 1 or not is_enum(owner):
        return None
    members = {
        node.targets[0].id: node.value.value
        for node in owner.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    value, text = value_of(facts, call.args[0]), facts.program.text(call.args[0])
    scalar = value.scalar if value else None
    origin = birth(facts, call.args[0])
    because = birth_said(facts, call.args[0], origin)
    return Cause(
        "no-such-member",
        f"`{owner.name}` has the values {listed([f'`{one!r}`' for one in list(members.values())[:8]])}"
        + (f"; {because}" if because else ""),
        facts.program.span(call),
        immediate=f"{shown(value, 30) if value else quoted(text)} is no value of `{owner.name}`",
        certainty=Certainty.PROVEN if value else Certainty.LIKELY,
        provenance=origin.links if origin else (),
        suggestions=(
            f"Write `{owner.name}[{text}]` to look it up by name"
            if scalar in members
            else f"Pass one of the values of `{owner.name}`",
        ),
        fixes=tuple(remedies(facts, call, owner, members, scalar)),
    )


def is_enum(owner: ast.ClassDef) -> bool:
    """Whether a class is an enumeration."""
    return any(ast.unparse(base).rpartition(".")[2] in ENUMS for base in owner.bases)


def remedies(
    facts: Facts, call: ast.Call, owner: ast.ClassDef, members: Mapping[str, object], scalar: object
) -> list[Fix]:
    """Look it up by name; write the near value; turn text into a number."""
    text = facts.program.text(call.args[0])
    if scalar in members:
        return [Fix("Look it up by name", (replaced(facts.program, call, f"{owner.name}[{text}]"),))]
    values = [one for one in members.values() if isinstance(one, str)]
    meant = nearest(scalar, values) if isinstance(scalar, str) else None
    if meant and isinstance(call.args[0], ast.Constant):
        return [Fix(f"Write `{meant!r}`", (replaced(facts.program, call.args[0], repr(meant)),))]
    spelt = next(
        (how for how in SPELLINGS if isinstance(scalar, str) and getattr(scalar, how)() in values), None
    )
    if spelt is None and scalar is None:
        return (
            [
                Fix(f"Write `{text}.{how}()`", (replaced(facts.program, call.args[0], f"{text}.{how}()"),))
                for how in SPELLINGS
            ]
            if values
            else []
        )
    if spelt is not None:
        return [
            Fix(f"Write `{text}.{spelt}()`", (replaced(facts.program, call.args[0], f"{text}.{spelt}()"),))
        ]
    same = next((one for one in members.values() if str(one) == str(scalar) and one != scalar), None)
    if same is not None:
        maker = type(same).__name__
        return [Fix(f"Write `{maker}({text})`", (replaced(facts.program, call.args[0], f"{maker}({text})"),))]
    return []
