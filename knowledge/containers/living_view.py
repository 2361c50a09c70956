"""A generator that goes through a container while the loop that it feeds changes it."""

import ast
from itertools import pairwise

from knowledge.calling.calls import callee
from knowledge.calling.returning import is_generator
from knowledge.facts import Facts


def feeding_loop(facts: Facts) -> ast.For | None:
    """The loop of the program that was asking the failing generator for its next item."""
    frames = [frame for frame in facts.fault.frames if frame.in_program] if facts.fault else []
    for outer, inner in pairwise(frames):
        node = facts.program.node_at(outer.span) if outer.span else None
        node = node.iter if isinstance(node, ast.For) else node
        parent = facts.program.parent(node) if node is not None else None
        if not isinstance(parent, ast.For) or parent.iter is not node or not isinstance(node, ast.Call):
            continue
        function = callee(facts, node)
        if (
            isinstance(function, ast.FunctionDef)
            and is_generator(function)
            and function.name in inner.function
        ):
            return parent
    return None
