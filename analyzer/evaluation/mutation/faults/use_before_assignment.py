"""use-before-assignment: a value is read in the line before the one that makes it."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault

SIMPLE = ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Return


@fault
def use_before_assignment(clean: Clean, random: Random) -> Iterator[Plant]:
    """Swap an assignment with the statement behind it, which reads what it assigns."""
    del random
    for first, second in neighbours(clean):
        match first:
            case ast.Assign(targets=[ast.Name(id=name)]) if reads(second, name):
                edits = (
                    clean.over(first, clean.text_of(second)),
                    clean.over(second, clean.text_of(first)),
                )
                is_only = sum(node.id == name for node in stores(clean)) == 1
                owed = "used-before-assignment" if is_only else None
                yield Plant(edits, (first.lineno, second.lineno), (name,), owed)
            case _:
                pass


def neighbours(clean: Clean) -> Iterator[tuple[ast.stmt, ast.stmt]]:
    """Yield simple statements of one line each that stand in the same block, one under the other."""
    for node in ast.walk(clean.tree):
        block = getattr(node, "body", None)
        for first, second in pairwise(block if isinstance(block, list) else []):
            if all(isinstance(one, SIMPLE) and one.lineno == one.end_lineno for one in (first, second)):
                yield first, second


def reads(statement: ast.stmt, name: str) -> bool:
    """Whether a statement reads a name."""
    found = (node for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id == name)
    return any(isinstance(node.ctx, ast.Load) for node in found)


def stores(clean: Clean) -> Iterator[ast.Name]:
    """Yield the places where names get values."""
    yield from (node for node in clean.every(ast.Name) if isinstance(node.ctx, ast.Store))
