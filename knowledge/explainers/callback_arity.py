"""TypeError: a function is handed on, and is then called with another number of arguments than it takes."""

import ast

from knowledge.calling.misfit import misfit, raised_here
from knowledge.calling.returning import Def
from knowledge.calling.signature import Signature, of_definition
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.imports.importing import importing
from knowledge.operating.kinds import called_name
from knowledge.operating.touching import failing
from knowledge.telling.wording import counted, quoted

HANDS = {"filter": 1, "reduce": 2, "sorted": 1, "sort": 1, "max": 1, "min": 1, "groupby": 1, "defaultdict": 0}
"""How many arguments these give to the function that they are handed."""


@explains(TypeError)
def callback_arity(facts: Facts) -> Cause | None:
    """Compare what the function takes with what it is given by the one that calls it."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or not raised_here(facts) or misfit(facts):
        return None
    lazy = [
        part
        for part in ast.walk(call)
        if isinstance(part, ast.Call) and called_name(part) in ("map", "filter")
    ]
    return next((cause for one in (call, *lazy) if (cause := of_call(facts, one))), None)


def of_call(facts: Facts, call: ast.Call) -> Cause | None:
    """Look at every function that one call hands on."""
    for node in (*call.args, *(word.value for word in call.keywords if word.arg in ("key", "default"))):
        function = definition(facts, node)
        given = gives(call, node)
        if function is None or given is None:
            continue
        signature = of_definition(function)
        needed = sum(one.required for one in signature.by_place)
        if given < needed or (given > len(signature.by_place) and not signature.takes_rest):
            return told(facts, call, node, signature, given)
    return None


def definition(facts: Facts, node: ast.expr) -> Def | ast.Lambda | None:
    """The function of the program that an argument names."""
    if isinstance(node, ast.Lambda):
        return node
    if not isinstance(node, ast.Name):
        return None
    found = [binding.node for binding in facts.program.bindings(node)]
    one = found[0] if len(found) == 1 else None
    return one if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) else None


def gives(call: ast.Call, node: ast.expr) -> int | None:
    """How many arguments the called one gives on."""
    name = called_name(call)
    if name == "map" and call.args[:1] == [node]:
        return len(call.args) - 1
    if name == "list" or name is None:
        return None
    handed = call.args[:1] == [node] if name in ("filter", "reduce", "defaultdict") else node not in call.args
    return HANDS.get(name) if handed else None


def told(facts: Facts, call: ast.Call, node: ast.expr, signature: Signature, given: int) -> Cause:
    """The function, or the way it is handed on, has to change."""
    name, text = called_name(call), facts.program.text(node)
    takes = len(signature.by_place)
    place = signature.function if isinstance(signature.function, ast.FunctionDef) else node
    where = f" in line {place.lineno}" if isinstance(place, ast.FunctionDef) else ""
    return Cause(
        "callback-arity",
        f"`{name}` calls {quoted(text, 40)}{where} with {counted(given, 'argument')}, and it takes "
        f"{counted(takes, 'argument')}",
        facts.program.span(node),
        immediate=f"`{name}` gives {counted(given, 'argument')} to {quoted(text, 40)}",
        certainty=Certainty.PROVEN,
        suggestions=(
            f"Let {quoted(text, 40)} take {counted(given, 'argument')}, or hand on another function",
        ),
        fixes=by_items(facts, call, node, takes, given),
    )


def by_items(facts: Facts, call: ast.Call, node: ast.expr, takes: int, given: int) -> tuple[Fix, ...]:
    """A sort with a function of two belongs into `cmp_to_key`; a map over pairs into `starmap`."""
    if called_name(call) not in ("sorted", "sort") or (takes, given) != (2, 1):
        return ()
    span = facts.program.span(node)
    start = Span(span.line, span.column, span.line, span.column)
    end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
    edits = (Edit(start, "cmp_to_key("), Edit(end, ")"))
    imported = importing(facts.program, "from functools import cmp_to_key")
    return (Fix("Wrap the comparison into `cmp_to_key`", (imported, *edits)),)
