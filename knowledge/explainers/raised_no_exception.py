"""TypeError: something is raised that is no exception."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of
from knowledge.operating.touching import failing
from knowledge.telling.edits import replaced
from knowledge.telling.wording import a, quoted


@explains(TypeError)
def raised_no_exception(facts: Facts) -> Cause | None:
    """`raise "text"` of Python 2; `NotImplemented` where `NotImplementedError` was meant."""
    node = failing(facts)
    if not isinstance(node, ast.Raise) or node.exc is None:
        return None
    text, kind = facts.program.text(node.exc), kind_of(facts, node.exc)
    if isinstance(node.exc, ast.Name | ast.Call) and "NotImplemented" in text:
        return cause(
            facts,
            node.exc,
            "`NotImplemented` is a value for comparisons, no exception",
            text.replace("NotImplemented", "NotImplementedError"),
        )
    if kind == "str":
        return cause(
            facts,
            node.exc,
            f"{quoted(text)} is text, and only exceptions can be raised",
            f"ValueError({text})",
        )
    owner = facts.program.classes.get(kind or "") or facts.program.classes.get(text)
    if owner is not None:
        return Cause(
            "raised-no-exception",
            f"class `{owner.name}` in line {owner.lineno} does not inherit from `Exception`",
            facts.source.line_span(owner.lineno),
            immediate=f"{quoted(text)} is raised and is no exception",
            suggestions=(f"Let it inherit: `class {owner.name}(Exception):`",),
        )
    return (
        cause(
            facts, node.exc, f"{quoted(text)} is {a(kind or 'value')}, and only exceptions can be raised", ""
        )
        if kind
        else None
    )


def cause(facts: Facts, node: ast.expr, because: str, written: str) -> Cause:
    """Raise an exception instead."""
    words = f"Write `raise {written}`"
    return Cause(
        "raised-no-exception",
        because,
        facts.program.span(node),
        immediate=f"`raise` gets {quoted(facts.program.text(node))}",
        suggestions=(words if written else "Raise an exception, such as `ValueError(…)`",),
        fixes=(Fix(words, (replaced(facts.program, node, written),)),) if written else (),
    )
