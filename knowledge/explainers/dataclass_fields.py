"""TypeError: a field without a default stands behind one that has it."""

import ast

from knowledge.calling.signature import is_dataclass
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.telling.edits import is_alone

type Field = ast.AnnAssign


@explains(TypeError)
def dataclass_fields(facts: Facts) -> Cause | None:
    """Name both fields, and put the one without a default first."""
    line = facts.crash.line if facts.crash else 0
    for owner in facts.program.classes.values():
        first = min([owner.lineno, *(decorator.lineno for decorator in owner.decorator_list)])
        pair = out_of_order(owner)
        if pair and is_dataclass(owner) and first <= line <= owner.lineno:
            return told(facts, owner, *pair)
    return None


def out_of_order(owner: ast.ClassDef) -> tuple[Field, Field] | None:
    """The first field with a default, and the first one behind it without."""
    fields = [
        node for node in owner.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    given = next((field for field in fields if field.value is not None), None)
    later = fields[fields.index(given) :] if given else []
    bare = next((field for field in later if field.value is None), None)
    return (given, bare) if given and bare else None


def told(facts: Facts, owner: ast.ClassDef, given: Field, bare: Field) -> Cause:
    """Move the field up."""
    name, before = facts.program.text(bare.target), facts.program.text(given.target)
    source = facts.source
    fixes: tuple[Fix, ...] = ()
    if is_alone(facts.program, given) and is_alone(facts.program, bare) and bare.lineno == bare.end_lineno:
        moved = source.indentation(given.lineno) + facts.program.text(bare) + "\n"
        away = Span(bare.lineno, 0, bare.lineno + 1, 0)
        fixes = (
            Fix(
                f"Move `{name}` above `{before}`",
                (Edit(Span(given.lineno, 0, given.lineno, 0), moved), Edit(away, "")),
            ),
        )
    return Cause(
        "field-without-default-behind-default",
        f"in dataclass `{owner.name}`, `{before}` in line {given.lineno} has a default and `{name}` "
        f"behind it has none",
        facts.program.span(bare),
        immediate=f"`{name}` needs a value in every call, and stands behind `{before}`, which does not",
        suggestions=(f"Move `{name}` above `{before}`, or give it a default",),
        fixes=fixes,
    )
