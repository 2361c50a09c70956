"""TypeError: bytes and text meet."""

import ast

from knowledge.calling.misfit import misfit
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of, value_of
from knowledge.operating.operations import operation
from knowledge.operating.touching import Touched, failing, touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, can_wrap, holds, seen
from knowledge.telling.wording import quoted

BYTES = frozenset({"bytes", "bytearray"})


@explains(TypeError)
def bytes_with_text(facts: Facts) -> Cause | None:
    """Say which side is bytes, and turn one into the other: `decode` reads bytes, `encode` writes them."""
    pair = in_operator(facts) or in_call(facts)
    if pair is None:
        return None
    raw, text, both = pair
    told = facts.program.text(raw.node)
    origin = birth(facts, raw.node)
    because = birth_said(facts, raw.node, origin)
    return Cause(
        "bytes-with-text",
        f"{holds(facts, raw, raw.kind or 'bytes')} and {holds(facts, text, 'str')}"
        + (f"; {because}" if because else ""),
        facts.program.span(raw.node),
        immediate=f"{quoted(told)} is bytes and {quoted(facts.program.text(text.node))} is text here",
        certainty=Certainty.PROVEN if both else Certainty.LIKELY,
        evidence=seen(facts, (raw, text)),
        provenance=origin.links if origin else (),
        suggestions=(f"Turn the bytes into text: {quoted(told + '.decode()')}",),
        fixes=tuple(remedies(facts, raw, text)),
    )


def in_operator(facts: Facts) -> tuple[Touched, Touched, bool] | None:
    """Bytes on one side of an operator, text on the other."""
    found = operation(facts)
    if found is None:
        return None
    raw, text = found.side(*BYTES), found.side("str")
    return (raw, text, True) if raw and text else None


def in_call(facts: Facts) -> tuple[Touched, Touched, bool] | None:
    """A method of one that is given the other, or a function of a library that is given both."""
    node = failing(facts)
    if not isinstance(node, ast.Call) or misfit(facts):
        return None
    parts = [one for one in touched(facts) if one.part == "argument"]
    if isinstance(node.func, ast.Attribute):
        parts.insert(0, owner_of(facts, node.func))
    raw = next((one for one in parts if one.kind in BYTES), None)
    text = next((one for one in parts if one.kind == "str"), None)
    return (
        (raw, text, len(parts) == 2)
        if raw and text and "bytes" in (facts.fault.message if facts.fault else "")
        else None
    )


def owner_of(facts: Facts, method: ast.Attribute) -> Touched:
    """What stands before the dot."""
    return Touched(method.value, "operand", value_of(facts, method.value), kind_of(facts, method.value))


def remedies(facts: Facts, raw: Touched, text: Touched) -> list[Fix]:
    """Decode the bytes, or encode the text."""
    one, other = facts.program.text(raw.node), facts.program.text(text.node)
    found = []
    if can_wrap(raw.node):
        found.append(
            Fix(
                f"Decode {quoted(one)}",
                (replaced(facts.program, raw.node, f"{bare(raw.node, one)}.decode()"),),
            )
        )
    if can_wrap(text.node):
        found.append(
            Fix(
                f"Encode {quoted(other)}",
                (replaced(facts.program, text.node, f"{bare(text.node, other)}.encode()"),),
            )
        )
    return found


def bare(node: ast.AST, text: str) -> str:
    """Put a sum into brackets before a dot is put behind it."""
    return (
        f"({text})"
        if isinstance(node, ast.BinOp | ast.Compare | ast.BoolOp | ast.IfExp | ast.Await)
        else text
    )
