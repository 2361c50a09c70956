"""A counting loop that ends one turn early, or counts rows where columns are meant."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MOST = 4


@slip(rank=1)
def short_range(facts: Facts) -> Iterator[Fix]:
    """Count to the length of a row where an index failed; count one further where a check of its own did."""
    program = facts.program
    of_index = facts.fault is not None and facts.fault.is_a("IndexError")
    of_check = isinstance(facts.statement, ast.Raise | ast.Assert)
    found = []
    for call in program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(
                func=ast.Name(id="range"), args=[ast.Call(func=ast.Name(id="len"), args=[ast.Name() as held])]
            ) if of_index:
                written = f"{program.text(held)}[0]"
                found.append(told(program, call, f"len({written})", replaced(program, held, written)))
            case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=1), ast.Name() as end]) if (
                of_check
            ):
                written = f"{program.text(end)} + 1"
                found.append(told(program, call, written, replaced(program, end, written)))
            case _:
                continue
    yield from (fix for fix in found[:MOST] if facts.reached(fix.edits[0].span.line))


def told(program: Program, call: ast.Call, written: str, edit: Edit) -> Fix:
    """Word the change."""
    return Fix(
        f"Let the range in line {call.lineno} end at {quoted(written, 40)}",
        (edit,),
        birth=program.span(call),
        because=f"{quoted(program.text(call), 40)} in line {call.lineno} counts to another end",
    )
