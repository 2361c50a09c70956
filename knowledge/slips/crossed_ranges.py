"""Two counting loops whose ends stand in each other's place."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=1)
def crossed_ranges(facts: Facts) -> Iterator[Fix]:
    """Let each of two nested loops count to the other's end, where an index was out of range."""
    program = facts.program
    if facts.fault is None or not facts.fault.is_a("IndexError"):
        return
    for one, other in nested(facts):
        texts = [program.text(one.args[-1]), program.text(other.args[-1])]
        if texts[0] == texts[1] or not facts.reached(one.lineno):
            continue
        yield Fix(
            f"Count to {quoted(texts[1], 30)} in the one loop and to {quoted(texts[0], 30)} in the other: "
            f"swap them in line {one.lineno}",
            (replaced(program, one.args[-1], texts[1]), replaced(program, other.args[-1], texts[0])),
            birth=program.span(one),
            code="indices-swapped",
            because=f"one loop counts to {quoted(texts[0], 30)} and the other to {quoted(texts[1], 30)}, "
            f"each to the end that is the other's",
        )


def nested(facts: Facts) -> Iterator[tuple[ast.Call, ast.Call]]:
    """Yield the ranges of loops that stand in each other."""
    program = facts.program
    loops = [*program.by_type.get(ast.For, []), *program.by_type.get(ast.comprehension, [])]
    for loop in loops:
        inner = counts(loop)
        if inner is None:
            continue
        for above in program.ancestors(loop):
            clauses = getattr(above, "generators", [above])
            outer = next((call for one in clauses if one is not loop and (call := counts(one))), None)
            if outer is not None and len(outer.args) == len(inner.args):
                yield outer, inner
                break


def counts(loop: ast.AST) -> ast.Call | None:
    """The `range(…)` that a loop goes through."""
    match loop:
        case (
            ast.For(iter=ast.Call(func=ast.Name(id="range"), args=[*_, _]) as call)
            | ast.comprehension(iter=ast.Call(func=ast.Name(id="range"), args=[*_, _]) as call)
        ):
            return call
        case _:
            return None
