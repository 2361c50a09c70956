"""A list that is put into a list as one item, or a text that is put in letter by letter."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import callee
from knowledge.calling.returning import returns_of
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.slip import slip
from knowledge.telling.edits import attribute_span
from knowledge.telling.wording import quoted


@slip(rank=1)
def nested_append(facts: Facts) -> Iterator[Fix]:
    """`extend` for `append` of a list, `append` for `extend` by a text, and the same with `+=`."""
    program = facts.program
    for call in program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(func=ast.Attribute(attr="append") as member, args=[item]) if is_list(facts, item):
                new = "extend"
            case ast.Call(func=ast.Attribute(attr="extend") as member, args=[item]) if is_text(facts, item):
                new = "append"
            case _:
                continue
        if facts.reached(call.lineno):
            yield Fix(
                f"Use `{new}` instead of `{member.attr}` in line {call.lineno}",
                (Edit(attribute_span(program, member), new),),
                birth=program.span(call),
                because=f"`{member.attr}` in line {call.lineno} puts {quoted(program.text(item), 30)} in "
                + ("as one item" if new == "extend" else "letter by letter"),
            )


def is_list(facts: Facts, node: ast.expr) -> bool:
    """Whether an expression makes a list, as far as the text tells."""
    if isinstance(node, ast.ListComp):
        return True
    function = callee(facts, node) if isinstance(node, ast.Call) else None
    made = [one.value for one in returns_of(function)] if isinstance(function, ast.FunctionDef) else []
    return bool(made) and all(is_made_list(facts, one) for one in made)


def is_made_list(facts: Facts, node: ast.expr | None) -> bool:
    """Whether what a function returns is a list that it made."""
    if isinstance(node, ast.Name):
        values = [one.value for one in facts.program.bindings(node) if one.value is not None]
        return bool(values) and all(isinstance(one, ast.List | ast.ListComp) for one in values)
    return isinstance(node, ast.List | ast.ListComp)


def is_text(facts: Facts, node: ast.expr) -> bool:
    """Whether an expression is a text, by its form or its value."""
    value = facts.value(node)
    written = isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return written or (value is not None and value.type == "str")
