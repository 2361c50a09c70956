"""Functions that call themselves."""

import ast

from knowledge.facts import Facts
from knowledge.returning import Def, inside
from knowledge.stopping import Stop


def recursive(facts: Facts, stop: Stop) -> Def | None:
    """The function of a level of the stack, where it calls itself at least twice."""
    owner = facts.program.function(stop.statement) if stop.statement is not None else None
    if not isinstance(owner, ast.FunctionDef) or len(self_calls(owner)) < 2:
        return None
    return owner if facts.run.trace.hits.get(self_calls(owner)[0].lineno, 0) >= facts.run.trace.cap else None


def self_calls(owner: Def) -> list[ast.Call]:
    """The calls of a function to itself, in the order of the text."""
    found = [
        node
        for node in inside(owner)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    ]
    own = [call for call in found if getattr(call.func, "id", getattr(call.func, "attr", "")) == owner.name]
    return sorted(own, key=lambda call: (call.lineno, call.col_offset))
