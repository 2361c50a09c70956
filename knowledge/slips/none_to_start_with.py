"""The best so far, which starts as None and is compared before there is one."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=0)
def none_to_start_with(facts: Facts) -> Iterator[Fix]:
    """Take the first one as the best: `best is None or x < best`, where the test leads to `best = x`."""
    program, node = facts.program, failing(facts)
    if not isinstance(node, ast.Compare) or facts.fault is None or not facts.fault.is_a("TypeError"):
        return
    statement = program.statement(node)
    if not isinstance(statement, ast.If):
        return
    kept = {
        program.text(target)
        for one in statement.body
        if isinstance(one, ast.Assign)
        for target in one.targets
    }
    for side in (node.left, *node.comparators):
        value, text = value_of(facts, side), program.text(side)
        if text in kept and value is not None and value.is_none:
            written = f"{text} is None or {program.text(node)}"
            if statement.test is not node:
                written = f"({written})"
            yield Fix(
                f"Take the first one as it comes: {quoted(written, 60)} in line {node.lineno}",
                (replaced(program, node, written),),
                birth=program.span(started(program, side) or node),
                because=f"{quoted(text, 30)} is None until line {statement.body[0].lineno} sets it, and "
                f"the test in line {node.lineno} compares it before",
            )


def started(program: Program, kept: ast.expr) -> ast.stmt | None:
    """Where the same function sets it to None."""
    for statement in program.by_type.get(ast.Assign, []):
        match statement:
            case ast.Assign(targets=[target], value=ast.Constant(value=None)) if program.text(
                target
            ) == program.text(kept) and program.function(statement) is program.function(kept):
                return statement
            case _:
                continue
    return None
