"""Two neighbouring arguments of a call on the failing stack, either of which could be the other."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.slip import slip
from knowledge.slips.crossed_arguments import called, swapped

MOST = 4
OF_KIND = ("TypeError", "AttributeError")
"""Failures in which a value is not of the kind that is wanted: the other argument may be."""


@slip(rank=2)
def neighbours_swapped(facts: Facts) -> Iterator[Fix]:
    """Swap them, the outermost call last."""
    program = facts.program
    statement = facts.statement
    raises = isinstance(statement, ast.Raise)
    fits = isinstance(statement, ast.Assert) or (raises and says_its_own(facts))
    if facts.fault is None or not (fits or (any(map(facts.fault.is_a, OF_KIND)) and not raises)):
        return
    frames = [frame for frame in facts.fault.frames if frame.in_program and frame.span]
    made = 0
    for frame in reversed(frames[:-1]):
        node = program.node_at(frame.span) if frame.span else None
        call = node.value if isinstance(node, ast.Expr) else node
        function = called(facts, call) if isinstance(call, ast.Call) else None
        if not isinstance(call, ast.Call) or function is None:
            continue
        names = [one.arg for one in function.args.args if one.arg not in ("self", "cls")]
        for row, (one, other) in enumerate(pairwise(call.args)):
            straight = names[row : row + 1] == [program.text(one)] or names[row + 1 : row + 2] == [
                program.text(other)
            ]
            if (
                made < MOST
                and not straight
                and not isinstance(one, ast.Starred)
                and not isinstance(other, ast.Starred)
            ):
                made += 1
                yield swapped(program, call, (row, row + 1), function)


def says_its_own(facts: Facts) -> bool:
    """Whether a `raise` raised what it names."""
    statement = facts.statement
    named = ast.unparse(statement.exc) if isinstance(statement, ast.Raise) and statement.exc else ""
    return facts.fault is not None and named.startswith(facts.fault.name)
