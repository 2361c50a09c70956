"""The same expression on both sides: `x - x`, `x == x`, `parents[x] = x`."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.names.reading import scope_of
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MOST = 4
KINDS = frozenset({"parameter", "loop", "assignment"})


@slip(rank=0)
def same_twice(facts: Facts) -> Iterator[Fix]:
    """Write another variable of the function on one of the two sides."""
    for node in facts.program.nodes:
        pair = sides(node)
        if pair is None or not facts.reached(pair[1].lineno) or ast.unparse(pair[0]) != ast.unparse(pair[1]):
            continue
        for place in pair[::-1]:
            yield from instead(facts.program, place, node)


def sides(node: ast.AST) -> tuple[ast.Name, ast.Name] | None:
    """The two variables that make no sense where they are one and the same."""
    match node:
        case ast.BinOp(
            left=ast.Name() as one, op=ast.Sub() | ast.Div() | ast.FloorDiv(), right=ast.Name() as other
        ):
            return one, other
        case ast.Compare(left=ast.Name() as one, comparators=[ast.Name() as other]):
            return one, other
        case ast.Assign(targets=[ast.Subscript(slice=ast.Name() as one)], value=ast.Name() as other):
            return one, other
        case ast.Call(func=ast.Name(id="max" | "min" | "zip"), args=[ast.Name() as one, ast.Name() as other]):
            return one, other
        case _:
            return None


def instead(program: Program, place: ast.Name, node: ast.AST) -> Iterator[Fix]:
    """Yield the other variables of the function, those that are set nearest above first."""
    function = program.function(place)
    scope = scope_of(program, function) if function is not None else program.scopes.root
    bound = {
        name: max((getattr(one.node, "lineno", 0) for one in found), default=0)
        for name, found in (scope.bindings if scope else {}).items()
        if found[0].kind in KINDS and name not in (place.id, "self", "cls")
    }
    above = [
        name for name in sorted(bound, key=bound.__getitem__, reverse=True) if bound[name] <= place.lineno
    ]
    for name in above[:MOST]:
        yield Fix(
            f"Use `{name}` instead of one `{place.id}` in line {place.lineno}",
            (replaced(program, place, name),),
            birth=program.span(place),
            because=f"{quoted(program.text(node), 40)} in line {place.lineno} has `{place.id}` on both sides",
        )
