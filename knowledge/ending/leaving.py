"""How a loop is left: its exits, and the tests that guard them."""

import ast
from collections.abc import Iterator

from knowledge.ending.stopping import within
from knowledge.facts import Facts

PURE = frozenset(
    {
        "print",
        "len",
        "str",
        "int",
        "float",
        "sum",
        "min",
        "max",
        "abs",
        "round",
        "range",
        "repr",
        "bool",
        "sorted",
    }
)
"""Builtins that change none of their arguments."""


def exits_of(loop: ast.While) -> Iterator[ast.stmt]:
    """Yield what leaves the loop."""
    for node in within(loop.body):
        if isinstance(node, ast.Return | ast.Raise) or (
            isinstance(node, ast.stmt) and breaks_out(loop, node)
        ):
            yield node


def breaks_out(loop: ast.While, node: ast.stmt) -> bool:
    """Whether this is a `break` of the loop itself."""
    if not isinstance(node, ast.Break):
        return False
    return not any(
        isinstance(inner, ast.While | ast.For) and node in ast.walk(inner) for inner in within(loop.body)
    )


def guards(facts: Facts, loop: ast.While, leave: ast.stmt) -> Iterator[ast.expr]:
    """Yield the tests between an exit and its loop."""
    for above in facts.program.ancestors(leave):
        if above is loop:
            return
        if isinstance(above, ast.If | ast.While):
            yield above.test
