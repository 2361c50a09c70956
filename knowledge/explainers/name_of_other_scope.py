"""NameError: the name exists, but inside a function, class or comprehension that cannot be seen from here."""

import ast
import builtins
from collections.abc import Iterator

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.imports.importing import importing
from knowledge.names.unbound import Unbound, unbound
from knowledge.scopes import Scope
from knowledge.telling.edits import is_alone, line_before
from knowledge.telling.wording import quoted, shortened


@explains(NameError)
def name_of_other_scope(facts: Facts) -> Cause | None:
    """Say whose name it is, and how to get its value from there."""
    found = unbound(facts, "scope")
    if found is None:
        return None
    binding = found.bindings[0]
    if binding.kind == "import" and isinstance(binding.owner, ast.Import | ast.ImportFrom):
        return imported_inside(facts, found, binding.owner)
    scope = facts.program.scope(binding.node)
    line = facts.program.span(binding.node).line
    return Cause(
        "name-of-other-scope",
        f"`{found.name}` exists only inside {said_scope(scope)} (line {line}), not where line "
        f"{found.node.lineno} reads it",
        facts.program.span(found.node),
        immediate=f"`{found.name}` is not defined in line {found.node.lineno}",
        certainty=Certainty.LIKELY,
        suggestions=advice(found, scope),
        fixes=tuple(computed_here(facts, found)),
    )


def computed_here(facts: Facts, found: Unbound) -> Iterator[Fix]:
    """Compute it here as it is computed there, where everything that this needs is known here too."""
    value, statement = found.bindings[0].value, facts.program.statement(found.node)
    if value is None or statement is None or not is_alone(facts.program, statement):
        return
    names = [part for part in ast.walk(value) if isinstance(part, ast.Name)]
    inner = {part.arg for part in ast.walk(value) if isinstance(part, ast.arg)}
    known = facts.program.scope(found.node).visible() | set(dir(builtins)) | inner
    if names and all(part.id in known for part in names):
        written = f"{found.name} = {facts.program.text(value)}"
        words = f"Compute it here as well: {quoted(written, 60)}"
        yield Fix(words, (line_before(facts.program, statement, written),))


def imported_inside(facts: Facts, found: Unbound, statement: ast.Import | ast.ImportFrom) -> Cause:
    """An import inside a function holds for that function."""
    text = facts.program.text(statement)
    words = f"Add `{shortened(text)}` at the top"
    home = said_scope(facts.program.scope(statement))
    return Cause(
        "name-of-other-scope",
        f"line {statement.lineno} imports `{found.name}` inside {home} only",
        facts.program.span(found.node),
        immediate=f"`{found.name}` is not defined in line {found.node.lineno}",
        suggestions=(words,),
        fixes=(Fix(words, (importing(facts.program, text),)),),
    )


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
