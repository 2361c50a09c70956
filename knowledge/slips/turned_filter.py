"""A filter that keeps what it should drop, where nothing is left."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

FAULTS = ("ValueError", "ZeroDivisionError", "StopIteration")
"""Failures over nothing: where something is left, a filter that keeps the others hides what is wrong."""


@slip(rank=1)
def turned_filter(facts: Facts) -> Iterator[Fix]:
    """Turn the test of a comprehension round."""
    program = facts.program
    if facts.fault is None or not any(map(facts.fault.is_a, FAULTS)):
        return
    for clause in program.by_type.get(ast.comprehension, []):
        for test in clause.ifs if isinstance(clause, ast.comprehension) else ():
            text = program.text(test)
            match test:
                case ast.UnaryOp(op=ast.Not(), operand=operand):
                    written = program.text(operand)
                case ast.Name() | ast.Attribute() | ast.Call() | ast.Subscript():
                    written = f"not {text}"
                case _:
                    continue
            if facts.reached(test.lineno):
                yield Fix(
                    f"Keep the others: {quoted(f'if {written}', 40)} in line {test.lineno}",
                    (replaced(program, test, written),),
                    birth=program.span(test),
                    because=f"the filter {quoted(f'if {text}', 40)} in line {test.lineno} keeps the others",
                )
