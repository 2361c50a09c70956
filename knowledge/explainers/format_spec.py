"""TypeError: a format in braces is used on something that has none."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import CALLABLES, own_class
from knowledge.operating.touching import failing, touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, holds, seen
from knowledge.telling.wording import a, quoted

ELSEWHERE = CALLABLES | {"NoneType", "coroutine"}


@explains(TypeError)
def format_spec(facts: Facts) -> Cause | None:
    """Only numbers, text and dates know formats; anything else becomes text first."""
    node = failing(facts)
    parts = [one for one in touched(facts) if one.part == "formatted"]
    if not isinstance(node, ast.FormattedValue) or not parts or node.format_spec is None:
        return None
    one = parts[0]
    if one.kind is None or one.kind in ELSEWHERE or own_class(facts, one.kind):
        return None
    text, spec = facts.program.text(one.node), spec_text(node)
    origin = birth(facts, one.node)
    because = birth_said(facts, one.node, origin)
    end = facts.program.span(one.node)
    as_text = Edit(Span(end.end_line, end.end_column, end.end_line, end.end_column), "!s")
    first = Fix(
        f"Show the first item: {quoted(text + '[0]')}", (replaced(facts.program, one.node, f"{text}[0]"),)
    )
    return Cause(
        "format-does-not-fit",
        holds(facts, one, one.kind) + (f"; {because}" if because else ""),
        facts.program.span(one.node),
        immediate=f"the format `{spec}` does not work on {a(one.kind)}",
        evidence=seen(facts, (one,)),
        provenance=origin.links if origin else (),
        suggestions=(f"Format one number of {quoted(text)}, or make it text first: `{{{text}!s:{spec}}}`",),
        fixes=(
            *((first,) if one.kind in ("list", "tuple") else ()),
            *((Fix(f"Make {quoted(text)} text first", (as_text,)),) if node.conversion == -1 else ()),
        ),
    )


def spec_text(node: ast.FormattedValue) -> str:
    """What stands behind the colon."""
    parts = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{…}" for part in parts)
