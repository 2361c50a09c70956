"""TypeError: `len` of something that cannot be counted."""

import ast

from knowledge.calling.misfit import raised_here
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import CALLABLES, LAZY, NUMBERS, own_class
from knowledge.operating.touching import Touched, sink, touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, holds, seen
from knowledge.telling.wording import a, quoted

ELSEWHERE = CALLABLES | {"NoneType", "coroutine"}
SIZED = frozenset(
    {"list", "tuple", "str", "dict", "set", "frozenset", "bytes", "range", "bytearray", "deque"}
)


@explains(TypeError)
def no_length(facts: Facts) -> Cause | None:
    """Say what was to be counted: a number, something that makes its items one by one, an object."""
    called = sink(facts)
    if called is None or called[0] != "len" or len(called[1].args) != 1 or not raised_here(facts):
        return None
    one = touched(facts)[1]
    if one.kind in ELSEWHERE | SIZED or own_class(facts, one.kind):
        return None
    kind = one.kind or "value"
    origin = birth(facts, one.node)
    because = birth_said(facts, one.node, origin)
    advice, fixes = remedy(facts, called[1], one)
    return Cause(
        "no-length",
        holds(facts, one, kind) + (f"; {because}" if because else ""),
        facts.program.span(one.node),
        immediate=f"{quoted(facts.program.text(one.node))} is {a(kind)} here, which has no length",
        certainty=Certainty.PROVEN if one.kind else Certainty.LIKELY,
        evidence=seen(facts, (one,)),
        provenance=origin.links if origin else (),
        suggestions=(advice,),
        fixes=fixes,
    )


def remedy(facts: Facts, call: ast.Call, one: Touched) -> tuple[str, tuple[Fix, ...]]:
    """How to count what was meant."""
    text, node = facts.program.text(one.node), one.node
    if one.kind in LAZY:
        origin = birth(facts, node)
        place = origin.node if origin and origin.kind == "expression" else node
        made = facts.program.text(place)
        written = (
            f"[{made[1:-1]}]"
            if isinstance(place, ast.GeneratorExp) and made.startswith("(")
            else f"list({made})"
        )
        return f"Make a list of it: {quoted(written)} in line {facts.program.span(place).line}", (
            Fix(f"Make a list: {quoted(written)}", (replaced(facts.program, place, written),)),
        )
    if one.kind in NUMBERS:
        digits = Fix(f"Count the digits of {quoted(text)}", (replaced(facts.program, node, f"str({text})"),))
        itself = Fix(f"Use {quoted(text)} itself", (replaced(facts.program, call, text),))
        whole = [
            Fix(f"Count `{outer}`", (replaced(facts.program, node, outer),))
            for outer in container_texts(facts, node)
        ]
        return f"Use {quoted(text)} itself if it is a count already, or `len(str({text}))` for its digits", (
            *whole,
            itself,
            digits,
        )
    return f"Count something that has items; {quoted(text)} has none", ()


def container_texts(facts: Facts, node: ast.AST) -> list[str]:
    """The container that an item was taken from."""
    return [facts.program.text(node.value)] if isinstance(node, ast.Subscript) else []
