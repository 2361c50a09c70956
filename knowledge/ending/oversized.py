"""Where a size comes from that is too large: the sum or call that computed it, often far from its use."""

import ast

from knowledge.backward.origins import origin_of
from knowledge.calling.calls import callee
from knowledge.ending.stopping import Stop
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.operating.reckoning import reckon, state_of

BIG = 1_000_000


def size_from(facts: Facts, heavy: ast.expr | None, stop: Stop) -> tuple[Span, str, int] | None:
    """The place that computed a huge number in an expression, its text, and the number.

    A number that stands there as it was written is as wrong where it is used: only a computed one is told.
    """
    state = state_of(stop.variables)
    for part in ast.walk(heavy) if heavy is not None else ():
        match part:
            case ast.Name(ctx=ast.Load()):
                size = reckon(part, state)
            case ast.Call() if isinstance(function := callee(facts, part), ast.FunctionDef):
                done = facts.returned(function.name)
                size = done.value.scalar if done else None
            case _:
                continue
        if not isinstance(size, int) or size < BIG:
            continue
        origin = origin_of(facts, part)
        reads = any(isinstance(one, ast.Name) for one in ast.walk(origin.node))
        computed = origin.kind == "expression" and isinstance(origin.node, ast.BinOp | ast.Call) and reads
        if computed and origin.line != stop.line:
            return origin.span, facts.program.text(origin.node), size
    return None
