"""TypeError: a function's name was given to a value."""

import ast

from knowledge.calling.uncallable import functions, uncallable, value_told, variables
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.scopes import Binding
from knowledge.telling.wording import a


@explains(TypeError)
def shadowed_function(facts: Facts) -> Cause | None:
    """Say which line took the name, and rename the variable wherever it is not called."""
    found = uncallable(facts)
    if found is None or found.reading != "shadowed" or not isinstance(found.call.func, ast.Name):
        return None
    name, hidden = found.call.func.id, functions(facts, found.call.func)
    maker = nearest_before(variables(facts, found.call.func), found.call.lineno)
    line = getattr(maker.node, "lineno", 0)
    what = f"the function of line {getattr(hidden[-1].node, 'lineno', 0)}" if hidden else "a builtin function"
    other = fresh_name(facts, name)
    return Cause(
        "shadowed-function",
        f"line {line} gives the name `{name}` to {value_told(facts, found.call.func, found.kind)}, "
        f"which hides {what}",
        facts.program.span(maker.node),
        immediate=f"`{name}` is {a(found.kind)} here and cannot be called",
        suggestions=(f"Give the variable of line {line} another name, such as `{other}`",),
        fixes=renaming(facts, found.call.func, other, from_line=line if hidden else 0),
    )


def nearest_before(makers: list[Binding], line: int) -> Binding:
    """The binding next above the call."""
    above = [found for found in makers if getattr(found.node, "lineno", 0) <= line]
    return max(above or makers, key=lambda found: getattr(found.node, "lineno", 0))


def fresh_name(facts: Facts, name: str) -> str:
    """A name for the variable that is not taken."""
    taken = {name for scope in facts.program.scopes.all for name in scope.bindings}
    return next(new for new in (f"{name}_", f"my_{name}", f"the_{name}_value") if new not in taken)


def renaming(facts: Facts, function: ast.Name, new: str, *, from_line: int) -> tuple[Fix, ...]:
    """Rename the variable wherever it is not called, from a line on where a function has the name too."""
    name, bindings = function.id, facts.program.bindings(function)
    scope = facts.program.scope(function).resolve(name)
    if any(found.kind in ("except", "match", "type") for found in bindings):
        return ()
    scopes = facts.program.scopes
    uses = [use.node for use in scopes.uses if use.name == name and use.scope.resolve(name) is scope]
    called = {node.func for node in facts.program.nodes if isinstance(node, ast.Call)}
    variables_only = (found.node for found in bindings if found.kind not in ("def", "class", "import"))
    nodes = [
        node
        for node in (*variables_only, *uses)
        if node not in called and getattr(node, "lineno", 0) >= from_line
    ]
    edits = tuple(dict.fromkeys(Edit(name_span(facts, node, name), new) for node in nodes))
    return (Fix(f"Rename the variable `{name}` to `{new}`", edits),)


def name_span(facts: Facts, node: ast.AST, name: str) -> Span:
    """Where the name itself stands: an annotated parameter's node is longer than its name."""
    span = facts.program.span(node)
    return Span(span.line, span.column, span.line, span.column + len(name))
