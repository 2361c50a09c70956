"""OverflowError: a number became too large for a float, or for what it was to count."""

import ast

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import Touched, failing, touched
from knowledge.provenance import Evidence
from knowledge.telling.trail import birth, birth_said, with_names
from knowledge.telling.wording import quoted, shown

HIDDEN = frozenset({"function", "builtin_function_or_method", "type", "method", "module"})


@explains(OverflowError)
def number_overflow(facts: Facts) -> Cause | None:
    """Name the operands with their sizes, and the step in a loop that made them large."""
    node = failing(facts)
    if not isinstance(node, ast.BinOp | ast.Call | ast.AugAssign | ast.UnaryOp | ast.Subscript):
        return None
    parts = [one for one in touched(facts) if one.value is not None and one.value.type not in HIDDEN]
    told = [
        f"{quoted(facts.program.text(one.node), 30)} is {size(one)}"
        for one in parts
        if not isinstance(one.node, ast.Constant)
    ]
    large = largest(parts)
    origin = birth(facts, large.node) if large else None
    because = birth_said(facts, large.node, origin) if large else ""
    text = quoted(facts.program.text(node), 50)
    return Cause(
        "number-too-large",
        (", ".join(told[:3]) or f"{text} is beyond what a float holds, about 1.8e308")
        + ("" if any(isinstance(one.node, ast.Name) for one in parts) else with_names(facts, node))
        + (f"; {because}" if because else ""),
        facts.program.span(node),
        immediate=f"{text} gives a number that is too large for {what(facts)}",
        certainty=Certainty.PROVEN if told else Certainty.LIKELY,
        evidence=tuple(
            Evidence(node.lineno, facts.program.text(one.node)[:80], one.value.text[:80])
            for one in parts
            if one.value
        ),
        provenance=origin.links if origin else (),
        suggestions=(advice(facts, node),),
    )


def size(one: Touched) -> str:
    """Say a value; of a long number how many digits it has."""
    value = one.value
    if value is None:
        return "not known"
    digits = len(value.text.lstrip("-"))
    return (
        f"a number of {digits} digits"
        if value.type == "int" and digits > 20 and not value.cut
        else shown(value, 30)
    )


def largest(parts: list[Touched]) -> Touched | None:
    """The operand whose value has the most digits."""
    named = [one for one in parts if one.value is not None and not isinstance(one.node, ast.Constant)]
    return max(named, key=lambda one: len(one.value.text) if one.value else 0, default=None)


def what(facts: Facts) -> str:
    """What the number did not fit into."""
    message = facts.fault.message if facts.fault else ""
    return (
        "a position or a length"
        if "index" in message or "ssize_t" in message or "C long" in message
        else "a float"
    )


def advice(facts: Facts, node: ast.AST) -> str:
    """What to do instead."""
    match node:
        case ast.BinOp(op=ast.Div()):
            return "Divide whole numbers with `//`, which knows no largest number"
        case ast.Call():
            value = value_of(facts, node.args[0]) if node.args else None
            inside = f"; here it is {shown(value, 30)}" if value and value.is_number else ""
            return f"Keep the argument small{inside}, compute with logarithms, or with `decimal`"
        case _:
            return "Keep to whole numbers, end the loop earlier, or compute with logarithms or `decimal`"
