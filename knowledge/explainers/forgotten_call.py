"""TypeError: a function stands where its result was meant."""

import ast

from knowledge.backward.origins import origin_of
from knowledge.calling.misfit import raised_here
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import CALLABLES
from knowledge.operating.touching import Touched, failing, sink, touched
from knowledge.telling.trail import seen
from knowledge.telling.wording import quoted

COUNTING = frozenset({
    "len", "sum", "sorted", "min", "max", "int", "float", "abs", "round", "range", "list", "set", "tuple",
    "dict", "enumerate", "zip", "any", "all", "chr", "ord", "iter", "next", "reversed",
})  # fmt: skip
"""Builtins that want data; a function among their arguments by place was not meant."""

NEEDED = frozenset({"operand", "compared", "container", "iterated", "unpacked", "formatted"})


@explains(TypeError)
def forgotten_call(facts: Facts) -> Cause | None:
    """Name the function that was not called, and write the brackets where it was named."""
    suspects = [one for one in touched(facts) if one.kind in CALLABLES and wants_data(facts, one)]
    if not suspects or not raised_here(facts):
        return None
    node = failing(facts)
    if isinstance(node, ast.Subscript) and suspects[0].kind != "type":
        return indexed(facts, suspects[0], node) or told(facts, suspects[0])
    return told(facts, suspects[0]) if suspects[0].kind != "type" else None


def wants_data(facts: Facts, one: Touched) -> bool:
    """Whether the operation needed a value there that is no function."""
    if one.part == "argument":
        call = sink(facts)
        return call is not None and call[0] in COUNTING and one.node in call[1].args
    return one.part in NEEDED


def told(facts: Facts, one: Touched) -> Cause:
    """Say which expression is a function, and where it was taken without a call."""
    origin = origin_of(facts, one.node)
    node = origin.node if isinstance(origin.node, ast.Attribute) else one.node
    text, place = quoted(facts.program.text(node)), facts.program.span(node)
    shown = quoted(facts.program.text(one.node))
    where = f"; line {place.line} takes {text} without calling it" if node is not one.node else ""
    return Cause(
        "forgotten-call",
        f"{shown} is the {word_for(one)} itself, not its result{where}",
        place,
        immediate=f"{shown} is a {word_for(one)} here",
        evidence=seen(facts, (one,)),
        provenance=origin.links,
        suggestions=(f"Call it: `{facts.program.text(node)}()` in line {place.line}",),
        fixes=(Fix(f"Call {text}", (call_edit(place),)),),
    )


def word_for(one: Touched) -> str:
    """Method or function."""
    return "method" if isinstance(one.node, ast.Attribute) or one.kind == "method" else "function"


def call_edit(span: Span) -> Edit:
    """Write an empty pair of brackets behind an expression."""
    return Edit(Span(span.end_line, span.end_column, span.end_line, span.end_column), "()")


def indexed(facts: Facts, one: Touched, node: ast.Subscript) -> Cause | None:
    """`print[x]`, `items.append[x]`: square brackets where a call wants round ones."""
    alone = isinstance(facts.program.parent(node), ast.Expr)
    variable = isinstance(one.node, ast.Name) and any(
        found.kind not in ("def", "import") for found in facts.program.bindings(one.node)
    )
    if not (alone or (isinstance(one.node, ast.Name) and not variable)) or isinstance(node.slice, ast.Slice):
        return None
    span, name = facts.program.span(node), facts.program.text(one.node)
    inside = facts.program.text(node.slice)
    return Cause(
        "square-brackets-for-call",
        f"`{name}` is a {word_for(one)}: square brackets ask it for an item, round ones call it",
        span,
        immediate=f"`{name}[…]` asks a {word_for(one)} for an item",
        evidence=seen(facts, (one,)),
        suggestions=(f"Write {quoted(f'{name}({inside})')}",),
        fixes=(
            Fix(f"Write {quoted(f'{name}({inside})')}", (Edit(span, f"{name}({inside})"),)),
            Fix(f"Call `{name}` first", (call_edit(facts.program.span(one.node)),)),
        ),
    )
