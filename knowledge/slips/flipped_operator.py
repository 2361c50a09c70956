"""An operator turned round, where a check of the program's own says that a result is wrong."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.operations import SYMBOLS
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced

MOST = 6
OTHER: dict[type[ast.AST], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
}


@slip(rank=2)
def flipped_operator(facts: Facts) -> Iterator[Fix]:
    """Turn a sign, swap the sides of a difference, move a bound: what ran last comes first."""
    if not is_own_check(facts):
        return
    program = facts.program
    found = [
        node
        for kind in (ast.AugAssign, ast.BinOp, ast.Compare)
        for node in program.by_type.get(kind, [])
        if facts.reached(getattr(node, "lineno", 0)) and not is_in_check(facts, node)
    ]
    last = {step.line: row for row, step in enumerate(facts.run.trace.steps)}
    found.sort(key=lambda node: last.get(getattr(node, "lineno", 0), -1), reverse=True)
    changes = [fix for node in found for fix in turned(program, node)]
    yield from changes[:MOST]


def is_own_check(facts: Facts) -> bool:
    """Whether an assertion failed: it says what is right; a test before a `raise` says what is wrong."""
    return isinstance(facts.statement, ast.Assert)


def is_in_check(facts: Facts, node: ast.AST) -> bool:
    """Whether a node is part of the check itself: to weaken it mends nothing."""
    statement = facts.program.statement(node)
    failed = failing(facts)
    around = [*facts.program.ancestors(failed)] if failed is not None else []
    tests = isinstance(node, ast.Compare) and isinstance(statement, ast.If) and statement in around
    return isinstance(statement, ast.Assert) or tests


def turned(program: Program, node: ast.AST) -> Iterator[Fix]:
    """Yield the other readings of one operation."""
    match node:
        case ast.AugAssign(target=target, op=ast.Add() | ast.Sub() as op, value=value):
            signs = f"{SYMBOLS[type(op)]}=", f"{OTHER[type(op)]}="
            yield told(program, node, op, between(program, target, value, *signs))
        case ast.BinOp(left=left, op=ast.Sub(), right=right) if not isinstance(right, ast.Constant):
            texts = program.text(left), program.text(right)
            yield Fix(
                f"Swap the sides of the difference in line {node.lineno}",
                (replaced(program, left, texts[1]), replaced(program, right, texts[0])),
                birth=program.span(node),
                because=f"the difference in line {node.lineno} may stand the wrong way round",
            )
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OTHER:
            yield told(program, node, op, between(program, left, right, SYMBOLS[type(op)], OTHER[type(op)]))
        case _:
            return


def between(program: Program, left: ast.expr, right: ast.expr, old: str, new: str) -> Edit:
    """Write another operator between two sides."""
    one, other = program.span(left), program.span(right)
    gap = Span(one.end_line, one.end_column, other.line, other.column)
    return Edit(gap, program.source.segment(gap).replace(old, new, 1))


def told(program: Program, node: ast.expr | ast.stmt, op: ast.AST, edit: Edit) -> Fix:
    """Word the change of an operator."""
    old = SYMBOLS[type(op)]
    return Fix(
        f"Write `{edit.text.strip()}` in line {node.lineno}",
        (edit,),
        birth=program.span(node),
        because=f"the `{old}` in line {node.lineno} may be the wrong way round",
    )
