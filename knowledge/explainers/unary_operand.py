"""TypeError: a sign before something that is no number."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import CALLABLES, own_class
from knowledge.operating.numerals import numeral
from knowledge.operating.touching import Touched, failing, touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, holds, seen, text_of
from knowledge.telling.wording import a, quoted

SIGNS: dict[type[ast.unaryop], str] = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}
ELSEWHERE = CALLABLES | {"NoneType", "coroutine"}


@explains(TypeError)
def unary_operand(facts: Facts) -> Cause | None:
    """Say what stands behind the sign; `x =+ y` was meant as `x += y`."""
    node = failing(facts)
    if not isinstance(node, ast.UnaryOp) or type(node.op) not in SIGNS:
        return None
    one = touched(facts)[0]
    if one.kind is None or one.kind in ELSEWHERE or own_class(facts, one.kind):
        return None
    return swapped(facts, node, one) or plain(facts, node, one)


def plain(facts: Facts, node: ast.UnaryOp, one: Touched) -> Cause:
    """The sign is meant, the value is not."""
    sign, text = SIGNS[type(node.op)], facts.program.text(node.operand)
    origin = birth(facts, node.operand)
    because = birth_said(facts, node.operand, origin)
    maker = numeral(text_of(facts, node.operand) or "")
    fixes = (
        (
            Fix(
                f"Turn {quoted(text)} into a number",
                (replaced(facts.program, node.operand, f"{maker}({text})"),),
            ),
        )
        if maker
        else ()
    )
    return Cause(
        "sign-before-no-number",
        holds(facts, one, one.kind or "value") + (f"; {because}" if because else ""),
        facts.program.span(node),
        immediate=f"`{sign}` does not work on {a(one.kind or 'value')}",
        evidence=seen(facts, (one,)),
        provenance=origin.links if origin else (),
        suggestions=(
            f"Turn {quoted(text)} into a number: `{maker}({text})`"
            if maker
            else f"Use the sign on a number; {quoted(text)} is none",
        ),
        fixes=fixes,
    )


def swapped(facts: Facts, node: ast.UnaryOp, one: Touched) -> Cause | None:
    """`=+` sets, `+=` adds."""
    statement = facts.program.parent(node)
    if (
        not isinstance(statement, ast.Assign)
        or isinstance(node.op, ast.Invert)
        or len(statement.targets) != 1
    ):
        return None
    span, sign = facts.program.span(node), SIGNS[type(node.op)]
    line = facts.source.sent_lines[span.line - 1]
    if span.column == 0 or line[span.column - 1] != "=":
        return None
    edit = Edit(Span(span.line, span.column - 1, span.line, span.column + 1), f"{sign}=")
    return Cause(
        "swapped-assignment-operator",
        f"`={sign}` sets the target to `{sign}…`, and {quoted(facts.program.text(node.operand))} is "
        f"{a(one.kind or 'value')}",
        edit.span,
        immediate=f"`{sign}` does not work on {a(one.kind or 'value')}",
        evidence=seen(facts, (one,)),
        suggestions=(f"Write `{sign}=` instead of `={sign}`",),
        fixes=(Fix(f"Write `{sign}=` instead of `={sign}`", (edit,)),),
    )
