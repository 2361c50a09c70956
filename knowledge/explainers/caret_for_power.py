"""TypeError: `^` where `**` was meant."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import CALLABLES, own_class
from knowledge.operating.operations import operation, symbol_edit
from knowledge.telling.edits import replaced
from knowledge.telling.trail import seen
from knowledge.telling.wording import a, quoted

OTHERS = CALLABLES | {"NoneType", "coroutine", "str", "list", "dict", "tuple", "set", "frozenset"}


@explains(TypeError)
def caret_for_power(facts: Facts) -> Cause | None:
    """In Python `^` is the exclusive or of bits, which only ints, bools and sets know."""
    found = operation(facts)
    if found is None or found.symbol != "^" or set(found.kinds) & OTHERS:
        return None
    if any(own_class(facts, kind) for kind in found.kinds):
        return None
    base, exponent = facts.program.text(found.left.node), facts.program.text(found.right.node)
    written = f"{wrapped(base, found.left.node)}**{wrapped(exponent, found.right.node)}"
    kinds = f"{quoted(base, 40)} is {a(found.kinds[0])} and {quoted(exponent, 40)} is {a(found.kinds[1])}"
    return Cause(
        "caret-for-power",
        f"`^` combines the bits of two ints; {kinds}, so the power was meant",
        facts.program.span(found.node),
        immediate=f"`^` does not work between {a(found.kinds[0])} and {a(found.kinds[1])}",
        certainty=Certainty.PROVEN if found.left.kind and found.right.kind else Certainty.LIKELY,
        evidence=seen(facts, (found.left, found.right)),
        suggestions=("Write `**` instead of `^`: in Python `**` is the power",),
        fixes=fixes(facts, found.node, written),
    )


def fixes(facts: Facts, node: ast.AST, written: str) -> tuple[Fix, ...]:
    """Write `**` for every `^` of the statement, which binds as tightly as was meant; else for one."""
    statement = facts.program.statement(node)
    carets = [part for part in ast.walk(statement or node) if isinstance(part, ast.BinOp | ast.AugAssign)]
    edits = [symbol_edit(facts, part, "**") for part in carets if isinstance(part.op, ast.BitXor)]
    whole = replaced(facts.program, node, written)
    swapped = Fix("Change `^` to `**`", tuple(edit for edit in edits if edit))
    kept = (Fix(f"Write {quoted(written)}", (whole,)),) if isinstance(node, ast.BinOp) else ()
    return (swapped, *kept) if all(edits) else kept


def wrapped(text: str, node: ast.AST) -> str:
    """Keep a sum or a sign together: `^` binds weaker than `+`, `**` stronger than all."""
    bare = text.startswith("(") and text.endswith(")")
    return f"({text})" if isinstance(node, ast.BinOp | ast.UnaryOp) and not bare else text
