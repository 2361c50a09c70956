"""NameError: the name exists, but inside a function, class or comprehension that cannot be seen from here."""

import ast

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.scopes import Scope
from knowledge.unbound import Unbound, unbound


@explains(NameError)
def name_of_other_scope(facts: Facts) -> Cause | None:
    """Say whose name it is, and how to get its value from there."""
    found = unbound(facts, "scope")
    if found is None:
        return None
    binding = found.bindings[0]
    scope = facts.program.scope(binding.node)
    line = facts.program.span(binding.node).line
    return Cause(
        "name-of-other-scope",
        f"`{found.name}` exists only inside {said_scope(scope)} (line {line}), not where line "
        f"{found.node.lineno} reads it",
        place(facts, found),
        immediate=f"`{found.name}` is not defined in line {found.node.lineno}",
        certainty=Certainty.LIKELY,
        suggestions=advice(found, scope),
    )


def place(facts: Facts, found: Unbound) -> Span:
    """Where the name is read."""
    return facts.program.span(found.node)


def said_scope(scope: Scope) -> str:
    """Name a scope."""
    match scope.node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return f"the function `{name}`"
        case ast.ClassDef(name=name):
            return f"the class `{name}`"
        case _:
            return f"a {scope.kind}"


def advice(found: Unbound, scope: Scope) -> tuple[str, ...]:
    """How to reach the value."""
    match scope.node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return (
                f"Return `{found.name}` from `{name}` and keep the result: `{found.name} = {name}(…)`",
                f"Pass `{found.name}` as an argument, or set it before line {found.node.lineno}",
            )
        case ast.ClassDef(name=name):
            return (f"Write `{name}.{found.name}`",)
        case _:
            return (f"Give `{found.name}` a value before line {found.node.lineno}",)
