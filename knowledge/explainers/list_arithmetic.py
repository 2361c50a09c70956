"""TypeError: a list or tuple stands where one number was meant."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.operations import ARITHMETIC, CONTAINERS, REALS, Operation, is_repeat, operation
from knowledge.operating.touching import Touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, free_name, holds, seen
from knowledge.telling.wording import a, quoted


@explains(TypeError)
def list_arithmetic(facts: Facts) -> Cause | None:
    """Compute each item, take one out, or write round brackets: `[…]` makes a list."""
    found = operation(facts)
    if found is None or found.symbol not in ARITHMETIC or is_repeat(found):
        return None
    many, one = found.side(*CONTAINERS), found.side(*REALS)
    if many is None or one is None or (found.symbol == "+" and many is found.left):
        return None
    origin = birth(facts, many.node)
    because = birth_said(facts, many.node, origin)
    advice, fixes = remedies(facts, found, many, one)
    kind, other = (many.kind or "list"), (one.kind or "number")
    return Cause(
        "list-in-arithmetic",
        f"{holds(facts, many, kind)}, and `{found.symbol}` counts with single numbers"
        + (f"; {because}" if because else ""),
        facts.program.span(origin.node) if origin and is_single(many) else facts.program.span(found.node),
        immediate=f"`{found.symbol}` does not work between {a(kind)} and {a(other)}",
        certainty=Certainty.PROVEN if many.kind and one.kind else Certainty.LIKELY,
        evidence=seen(facts, (found.left, found.right)),
        provenance=origin.links if origin else (),
        suggestions=(advice,),
        fixes=fixes,
    )


def is_single(many: Touched) -> bool:
    """Whether the list holds one item."""
    return many.value is not None and many.value.length == 1


def remedies(facts: Facts, found: Operation, many: Touched, one: Touched) -> tuple[str, tuple[Fix, ...]]:
    """The first is what the text suggests: brackets of a sum, the only item, or each item."""
    text = facts.program.text(many.node)
    if isinstance(many.node, ast.List) and len(many.node.elts) == 1:
        return "Write round brackets: square ones make a list", (round_brackets(facts, many.node),)
    each = per_item(facts, found, many, one)
    if not is_single(many):
        return each[0].words if each else "Compute it per item, in a loop", each
    first = replaced(facts.program, many.node, f"{text}[0]")
    return f"Take the only item out of the list: {quoted(text + '[0]')}", (
        Fix(f"Take the item: {quoted(text + '[0]')}", (first,)),
        *each,
    )


def round_brackets(facts: Facts, node: ast.List) -> Fix:
    """Write `(…)` for `[…]`."""
    span = facts.program.span(node)
    opening = Edit(Span(span.line, span.column, span.line, span.column + 1), "(")
    closing = Edit(Span(span.end_line, span.end_column - 1, span.end_line, span.end_column), ")")
    return Fix("Write round brackets instead of square ones", (opening, closing))


def per_item(facts: Facts, found: Operation, many: Touched, one: Touched) -> tuple[Fix, ...]:
    """A comprehension over the list."""
    if not isinstance(found.node, ast.BinOp):
        return ()
    name, number = free_name(facts), facts.program.text(one.node)
    inside = f"({number})" if isinstance(one.node, ast.BinOp) and not number.startswith("(") else number
    each = f"{name} {found.symbol} {inside}" if many is found.left else f"{inside} {found.symbol} {name}"
    written = f"[{each} for {name} in {facts.program.text(many.node)}]"
    return (Fix(f"Compute it per item: {quoted(written)}", (replaced(facts.program, found.node, written),)),)
