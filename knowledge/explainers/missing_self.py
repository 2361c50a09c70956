"""TypeError: a method is defined without the parameter that gets the object."""

import ast

from knowledge.calling.misfit import lacks_self, misfit
from knowledge.calling.returning import Def
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.telling.edits import line_before


@explains(TypeError)
def missing_self(facts: Facts) -> Cause | None:
    """Say that the object fills the first parameter, and which definition leaves no room for it."""
    found = misfit(facts)
    if found is None or not lacks_self(facts, found):
        return None
    method = found.function
    if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    owner = facts.program.parent(method)
    name = f"{owner.name}.{method.name}" if isinstance(owner, ast.ClassDef) else method.name
    inserted = self_edit(facts, method)
    return Cause(
        "missing-self",
        f"`{name}` in line {method.lineno} has no `self`, so the object takes the place of the first "
        f"parameter",
        inserted.span if inserted else facts.source.line_span(method.lineno),
        immediate=f"Calling `{found.name}` passes the object and {len(found.call.args)} more",
        suggestions=(f"Add `self` as the first parameter of `{method.name}` in line {method.lineno}",),
        fixes=(
            *((Fix(f"Add `self` to `{method.name}`", (inserted,)),) if inserted else ()),
            Fix(
                f"Make `{method.name}` a static method",
                (line_before(facts.program, method, "@staticmethod"),),
            ),
        ),
    )


def self_edit(facts: Facts, method: Def) -> Edit | None:
    """Write `self` behind the opening bracket of the definition."""
    source = facts.source
    line = source.sent_lines[method.lineno - 1]
    column = line.find("(", line.find(method.name))
    if column < 0:
        return None
    arguments = method.args
    full = any(
        (arguments.posonlyargs, arguments.args, arguments.vararg, arguments.kwonlyargs, arguments.kwarg)
    )
    return Edit(Span(method.lineno, column + 1, method.lineno, column + 1), "self, " if full else "self")
