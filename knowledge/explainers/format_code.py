"""ValueError: a format that the type of the value does not know."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of, value_of
from knowledge.operating.numerals import numeral
from knowledge.operating.touching import Touched, failing
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, holds, seen, text_of
from knowledge.telling.wording import a, quoted


@explains(ValueError)
def format_code(facts: Facts) -> Cause | None:
    """`{price:.2f}` with a price that is text: say where the text came from, and make a number of it."""
    node = failing(facts)
    if not isinstance(node, ast.FormattedValue) or node.format_spec is None:
        return None
    kind = kind_of(facts, node.value)
    if kind is None:
        return None
    text, spec = facts.program.text(node.value), spec_text(node)
    origin = birth(facts, node.value)
    because = birth_said(facts, node.value, origin)
    one = Touched(node.value, "formatted", value_of(facts, node.value), kind)
    maker = numeral(text_of(facts, node.value) or "")
    written = f"{'float' if maker and spec[-1:] in 'eEfFgG%' else maker}({text})"
    return Cause(
        "format-does-not-fit",
        holds(facts, one, kind) + (f"; {because}" if because else ""),
        facts.program.span(node.value),
        immediate=f"the format `{spec}` does not work on {a(kind)}",
        evidence=seen(facts, (one,)),
        provenance=origin.links if origin else (),
        suggestions=(
            f"Turn {quoted(text)} into a number: {quoted(written)}"
            if maker
            else f"Use a format for {a(kind)}, or give it a number",
        ),
        fixes=(Fix(f"Write {quoted(written)}", (replaced(facts.program, node.value, written),)),)
        if maker
        else (),
    )


def spec_text(node: ast.FormattedValue) -> str:
    """What stands behind the colon."""
    parts = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{…}" for part in parts)
