"""UnboundLocalError: a local variable took the name of a function that is called before."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.unbound import Unbound, unbound
from knowledge.telling.edits import replaced


@explains(UnboundLocalError)
def shadowed_builtin(facts: Facts) -> Cause | None:
    """Blame the assignment, and give the variable another name."""
    found = unbound(facts, "builtin")
    if found is None:
        return None
    node = found.bindings[0].node
    line = facts.program.span(node).line
    other = f"{found.name}_value"
    words = f"Rename the variable `{found.name}` to `{other}`"
    edits = tuple(replaced(facts.program, name, other) for name in variable_nodes(facts, found))
    outer = outer_line(facts, found)
    what = f"the `{found.name}` from line {outer}" if outer else "the builtin"
    return Cause(
        "shadowed-name" if outer else "shadowed-builtin",
        f"line {line} assigns to `{found.name}`, which hides {what} in the whole function",
        facts.program.span(node),
        immediate=f"the local `{found.name}` has no value yet in line {found.node.lineno}",
        suggestions=(f"{words}, or to another name that is free",),
        fixes=(Fix(words, edits),) if edits else (),
    )


def outer_line(facts: Facts, found: Unbound) -> int | None:
    """The line of the function from outside that is hidden; None for a builtin."""
    home = found.use.scope.resolve(found.name)
    outer = home.parent.lookup(found.name) if home is not None and home.parent else []
    return facts.program.span(outer[0].node).line if outer else None


def variable_nodes(facts: Facts, found: Unbound) -> list[ast.Name]:
    """Every place in the function where the name means the variable: all but those where it is called."""
    home = found.use.scope.resolve(found.name)
    names = [node for node in facts.program.nodes if isinstance(node, ast.Name) and node.id == found.name]
    inside = [node for node in names if facts.program.scope(node).resolve(found.name) is home]
    if any(not isinstance(binding.node, ast.Name) for binding in found.bindings):
        return []
    return [node for node in inside if node is not found.node and not is_called(facts, node)]


def is_called(facts: Facts, node: ast.Name) -> bool:
    """Whether a name is called."""
    parent = facts.program.parent(node)
    return isinstance(parent, ast.Call) and parent.func is node
