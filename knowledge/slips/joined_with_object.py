"""A text with something behind a `+` that is no text: an exception, a date, a list."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.touching import failing, touched
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

NOT_MEANT = frozenset(
    {"NoneType", "bytes", "function", "method", "coroutine", "generator", "type", "module", "int", "float"}
)
"""What would be told in a way that nobody wants, and numbers, for which another rule decides."""


@slip(rank=0)
def joined_with_object(facts: Facts) -> Iterator[Fix]:
    """Tell it as text."""
    program, node = facts.program, failing(facts)
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add) or facts.fault is None:
        return
    kinds = {one.node: one.kind for one in touched(facts) if one.part == "operand"}
    if not facts.fault.is_a("TypeError") or not any(is_text(one, kind) for one, kind in kinds.items()):
        return
    for one, kind in kinds.items():
        told = "exception" if is_exception(program, one) else kind
        if told and told not in NOT_MEANT and not is_text(one, kind):
            text = program.text(one)
            yield Fix(
                f"Tell it as text: {quoted(f'str({text})', 40)} in line {one.lineno}",
                (replaced(program, one, f"str({text})"),),
                birth=program.span(one),
                because=f"{quoted(text, 30)} is a value of type `{told}`, and `+` joins texts only",
            )


def is_text(node: ast.expr, kind: str | None) -> bool:
    """Whether an expression gives a text."""
    return kind == "str" or isinstance(node, ast.JoinedStr)


def is_exception(program: Program, node: ast.expr) -> bool:
    """Whether a name stands for the exception that a handler caught: it is gone when the handler fails."""
    bindings = program.bindings(node) if isinstance(node, ast.Name) else []
    return any(isinstance(one.owner, ast.ExceptHandler) for one in bindings)
