"""UnboundLocalError: a function assigns to a name of the module, which makes it a local one."""

import ast

from knowledge.absence.nones import body_start
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.unbound import Unbound, unbound
from knowledge.provenance import Evidence
from knowledge.scopes import Binding, Scope
from knowledge.telling.edits import is_alone, line_before
from knowledge.telling.wording import shortened


@explains(UnboundLocalError)
def missing_global(facts: Facts) -> Cause | None:
    """Blame the assignment in the function, and declare the name or pass it."""
    found = unbound(facts, "global")
    home = found.use.scope.resolve(found.name) if found else None
    if found is None or home is None:
        return None
    if not isinstance(home.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    binding = home.bindings[found.name][0]
    line = facts.program.span(binding.node).line
    outer = facts.program.span(found.bindings[0].node).line
    value = facts.run.variables.get(found.name)
    return Cause(
        "missing-global",
        f"line {line} assigns to `{found.name}`, which makes it a local of `{home.node.name}` "
        f"and hides the one from line {outer}",
        facts.program.span(binding.node),
        immediate=f"the local `{found.name}` has no value yet in line {found.node.lineno}",
        evidence=(Evidence(outer, found.name, shortened(value.text)),) if value else (),
        suggestions=(
            f"Declare `{word(found)} {found.name}` at the start of `{home.node.name}`",
            f"Pass `{found.name}` to `{home.node.name}` as an argument and return the new value",
        ),
        fixes=declaration(facts, found, home),
    )


def word(found: Unbound) -> str:
    """The statement that reaches the outer name."""
    return "nonlocal" if any(is_local(binding, found) for binding in found.bindings) else "global"


def is_local(binding: Binding, found: Unbound) -> bool:
    """Whether the outer name is one of an enclosing function."""
    home = found.use.scope.resolve(found.name)
    outer = home.parent.resolve(binding.name) if home and home.parent else None
    return outer is not None and outer.kind == "function"


def declaration(facts: Facts, found: Unbound, home: Scope) -> tuple[Fix, ...]:
    """Declare the name at the start of the function; not where it is a parameter."""
    function = home.node
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return ()
    first = body_start(function)
    kinds = {binding.kind for binding in home.bindings[found.name]}
    if "parameter" in kinds or not is_alone(facts.program, first):
        return ()
    text = f"{word(found)} {found.name}"
    edit = line_before(facts.program, first, text)
    return (Fix(f"Declare `{text}` at the start of `{function.name}`", (edit,)),)
