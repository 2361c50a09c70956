"""Where a wrong result was computed: past the sums and sorts that only pass it on, in a function."""

import ast

from knowledge.backward.elements import filled_by
from knowledge.backward.origins import origin_of
from knowledge.calling.calls import callee
from knowledge.calling.returning import returns_of
from knowledge.facts import Facts
from knowledge.finding import Span

DEEPEST, MOST_NAMES = 6, 60


def computed_at(facts: Facts, node: ast.AST) -> Span | None:
    """Go back from an expression to the function of the program that made what it was computed from.

    In the function it is the one line that fills what is returned, or else the one `return` that was taken.
    None where more than one function could have made it.
    """
    return followed(facts, node, DEEPEST, set())


def followed(facts: Facts, node: ast.AST, steps: int, known: set[ast.AST]) -> Span | None:
    """Go so many steps back; `known` are the expressions that were looked at, each of which counts once."""
    origin = origin_of(facts, node) if isinstance(node, ast.Name | ast.Attribute | ast.Subscript) else None
    made = origin.node if origin is not None else node
    if made in known or len(known) > MOST_NAMES:
        return None
    known.add(made)
    calls = [one for one in ast.walk(made) if isinstance(one, ast.Call)]
    functions = dict.fromkeys(
        found for one in calls if isinstance(found := callee(facts, one), ast.FunctionDef)
    )
    if functions:
        return place_in(facts, next(iter(functions))) if len(functions) == 1 else None
    if made is not node and is_start(made):
        return filling(facts, node)
    if steps == 0:
        return None
    names = {part.id: part for part in ast.walk(made) if isinstance(part, ast.Name) and part is not node}
    spans = [span for one in names.values() if (span := followed(facts, one, steps - 1, known))]
    return spans[0] if len(set(spans)) == 1 else None


def is_start(node: ast.AST) -> bool:
    """Whether an expression is an empty container."""
    match node:
        case ast.List(elts=[]) | ast.Dict(keys=[]) | ast.Call(args=[], keywords=[]):
            return True
        case _:
            return False


def filling(facts: Facts, node: ast.AST) -> Span | None:
    """The one line that puts something into a container."""
    stored = [value for _, value in filled_by(facts, node)]
    return facts.program.span(stored[0]) if len(stored) == 1 else None


def place_in(facts: Facts, function: ast.FunctionDef) -> Span | None:
    """Where a function computes what it returns."""
    taken = [one for one in returns_of(function) if facts.reached(one.lineno) and one.value is not None]
    if len(taken) != 1 or taken[0].value is None:
        return None
    value = taken[0].value
    if isinstance(value, ast.Name):
        starts = [one.value for one in facts.program.bindings(value) if one.value is not None]
        if len(starts) == 1 and is_start(starts[0]) and (span := filling(facts, value)):
            return span
    return facts.program.span(taken[0])
