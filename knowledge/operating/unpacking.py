"""Where the failing instruction takes a value apart into several names."""

import ast
from dataclasses import dataclass

from knowledge.facts import Facts
from knowledge.operating.touching import failing


@dataclass(frozen=True, slots=True)
class Unpacking:
    """The names, and the expression that gives the values; `each` where its items are taken apart in turn."""

    target: ast.Tuple | ast.List
    source: ast.expr
    each: bool


def unpacking(facts: Facts) -> Unpacking | None:
    """Find the unpacking that failed: of an assignment, of a loop, or of a comprehension's clause."""
    target = failing(facts)
    if not isinstance(target, ast.Tuple | ast.List) or not isinstance(target.ctx, ast.Store):
        return None
    parent = facts.program.parent(target)
    match parent:
        case ast.For(iter=iterable) | ast.comprehension(iter=iterable) if parent.target is target:
            return Unpacking(target, iterable, each=True)
        case (
            ast.ListComp(generators=clauses)
            | ast.SetComp(generators=clauses)
            | ast.DictComp(generators=clauses)
            | ast.GeneratorExp(generators=clauses)
        ):
            found = [clause.iter for clause in clauses if clause.target is target]
            return Unpacking(target, found[0], each=True) if found else None
        case ast.Assign(value=value):
            return Unpacking(target, value, each=False)
        case _:
            return None
