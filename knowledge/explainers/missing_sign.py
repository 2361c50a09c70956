"""TypeError: an operator or a comma is missing before a bracket, which then reads as a call."""

import ast

from knowledge.calling.uncallable import NUMBERS, Uncallable, uncallable
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.telling.wording import a, quoted


@explains(TypeError)
def missing_sign(facts: Facts) -> Cause | None:
    """Write `*` between a number and a bracket, and a comma between two items."""
    found = uncallable(facts)
    if found is None or found.reading != "sign":
        return None
    return product(facts, found) if found.kind in NUMBERS else items(facts, found)


def product(facts: Facts, found: Uncallable) -> Cause:
    """`2(x + 1)` in mathematics is `2 * (x + 1)` in Python."""
    call, text = found.call, facts.program.text(found.call.func)
    whole = facts.program.text(call)
    written = f"{text} * {whole[len(text) :]}"
    return Cause(
        "missing-operator",
        f"{quoted(text)} is {a(found.kind)}, and a bracket behind it is a call, not a product",
        facts.program.span(call),
        immediate=f"{quoted(whole, 40)} calls {a(found.kind)}",
        suggestions=(f"Write {quoted(written, 40)}",),
        fixes=(Fix("Write `*` for the product", edits(facts, call)),),
    )


def edits(facts: Facts, call: ast.Call) -> tuple[Edit, ...]:
    """Write `*` here and wherever else in the statement a number is called."""
    statement = facts.program.statement(call)
    calls = [node for node in ast.walk(statement or call) if isinstance(node, ast.Call) and is_number(node)]
    return tuple(Edit(gap_of(facts, node), "*") for node in dict.fromkeys([call, *calls]))


def is_number(call: ast.Call) -> bool:
    """Whether what is called is a number of the text."""
    return isinstance(call.func, ast.Constant) and isinstance(call.func.value, int | float)


def items(facts: Facts, found: Uncallable) -> Cause:
    """Two items stand side by side."""
    text, gap = facts.program.text(found.call.func), gap_of(facts, found.call)
    return Cause(
        "missing-comma",
        f"no comma stands between {quoted(text, 30)} and the bracket behind it, so it is read as a call",
        facts.program.span(found.call),
        immediate=f"{quoted(text, 30)} is {a(found.kind)}, and the bracket behind it calls it",
        suggestions=(f"Put a comma behind {quoted(text, 30)} in line {gap.line}",),
        fixes=(Fix("Put a comma between the two", (Edit(gap, ","),)),),
    )


def gap_of(facts: Facts, call: ast.Call) -> Span:
    """The end of what is called: the place of a missing sign."""
    span = facts.program.span(call.func)
    line = facts.source.sent_lines[span.end_line - 1]
    column = span.end_column
    while column < len(line) and line[column] == ")":
        column += 1
    return Span(span.end_line, column, span.end_line, column)
