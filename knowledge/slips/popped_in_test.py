"""A test of what was taken from a stack that may be empty."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=1)
def popped_in_test(facts: Facts) -> Iterator[Fix]:
    """Nothing on the stack equals nothing: ask for that first; a guard, so behind all that mends."""
    program, node = facts.program, failing(facts)
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr="pop" | "popleft"), args=[]):
            pass
        case ast.Subscript(value=owner, slice=ast.UnaryOp() | ast.Constant()):
            pass
        case _:
            return
    test = program.parent(node)
    if facts.fault is None or not facts.fault.is_a("IndexError") or not isinstance(test, ast.Compare):
        return
    text, alone = program.text(owner), isinstance(program.parent(test), ast.If | ast.While)
    match test.ops:
        case [ast.NotEq()]:
            written = f"not {text} or {program.text(test)}"
        case [ast.Eq()]:
            written = f"{text} and {program.text(test)}"
        case _:
            return
    yield Fix(
        f"Ask first whether {quoted(text, 30)} is empty, in line {test.lineno}",
        (replaced(program, test, written if alone else f"({written})"),),
        birth=program.span(test),
        because=f"{quoted(text, 30)} may be empty where line {test.lineno} takes from it",
        masks=True,
    )
