"""TypeError: a call spreads a container over its arguments, and their number does not fit."""

import ast

from knowledge.calling.calls import spreads
from knowledge.calling.misfit import parameters_said, raised_here
from knowledge.calling.signature import signature_of
from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.trail import birth
from knowledge.telling.wording import counted, quoted


@explains(TypeError)
def spread_arity(facts: Facts) -> Cause | None:
    """Count what the star hands on."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or not spreads(call) or not raised_here(facts):
        return None
    signature = signature_of(facts, call)
    starred = [part for part in call.args if isinstance(part, ast.Starred)]
    values = [value_of(facts, part.value) for part in starred]
    if (
        signature is None
        or call.keywords
        or not starred
        or any(value is None or value.length is None for value in values)
    ):
        return None
    count = len(call.args) - len(starred) + sum(value.length or 0 for value in values if value)
    needed, most = sum(one.required for one in signature.by_place), len(signature.by_place)
    if needed <= count and (count <= most or signature.takes_rest):
        return None
    text = facts.program.text(starred[0].value)
    origin = birth(facts, starred[0].value)
    return Cause(
        "spread-count",
        f"{quoted(text)} holds {counted(values[0].length or 0 if values[0] else 0, 'item')}, so the "
        f"call in line {call.lineno} "
        f"passes {counted(count, 'argument')}; `{signature.name}` takes `{parameters_said(signature)}`",
        facts.program.span(call),
        immediate=f"`*` hands on {counted(count, 'argument')}, and `{signature.name}` takes {most}",
        certainty=Certainty.PROVEN,
        evidence=tuple(
            Evidence(call.lineno, facts.program.text(part.value), value.text[:80])
            for part, value in zip(starred, values, strict=True)
            if value
        ),
        provenance=origin.links if origin else (),
        suggestions=(
            (
                f"Give {quoted(text)} {counted(most - len(call.args) + len(starred), 'item')}, or let "
                f"`{signature.name}` take `*rest`"
            ),
        ),
    )
