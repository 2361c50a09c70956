"""Two neighbouring arguments of a call on the failing stack, either of which could be the other."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.slip import slip
from knowledge.slips.crossed_arguments import called, swapped

MOST = 4


@slip(rank=2)
def neighbours_swapped(facts: Facts) -> Iterator[Fix]:
    """Swap them, the outermost call last."""
    program = facts.program
    frames = [frame for frame in facts.fault.frames if frame.in_program and frame.span] if facts.fault else []
    made = 0
    for frame in reversed(frames[:-1]):
        node = program.node_at(frame.span) if frame.span else None
        call = node.value if isinstance(node, ast.Expr) else node
        function = called(facts, call) if isinstance(call, ast.Call) else None
        if not isinstance(call, ast.Call) or function is None:
            continue
        for row, (one, other) in enumerate(pairwise(call.args)):
            if made < MOST and not isinstance(one, ast.Starred) and not isinstance(other, ast.Starred):
                made += 1
                yield swapped(program, call, (row, row + 1), function)
