"""TypeError: `%` after text, with values that do not fit its places."""

import ast
import re

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of, value_of
from knowledge.operating.numerals import numeral
from knowledge.operating.operations import Operation, operation
from knowledge.operating.parsing import converting, named_at
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, can_wrap, holds, seen, text_of
from knowledge.telling.wording import a, counted, quoted

PLACE = re.compile(r"%(?:\((?P<key>[^)]*)\))?[#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?(?P<kind>[a-zA-Z%])")
NUMERIC = "diouxXeEfFgGc"


@explains(TypeError)
def percent_format(facts: Facts) -> Cause | None:
    """Compare the places of the format with the values; text without a place was meant as a number."""
    found = operation(facts)
    if found is None or found.symbol != "%" or found.kinds[0] not in ("str", "bytes"):
        return None
    text = text_of(facts, found.left.node)
    if text is None:
        return no_format(facts, found) if isinstance(found.left.node, ast.Name) else None
    places = [place for place in PLACE.finditer(text) if place["kind"] != "%"]
    return misfitting(facts, found, places) if places else no_format(facts, found)


def no_format(facts: Facts, found: Operation) -> Cause:
    """The text has no place to fill: `%` was meant as the rest of a division."""
    text = facts.program.text(found.left.node)
    origin = birth(facts, found.left.node)
    because = birth_said(facts, found.left.node, origin)
    number = numeral(text_of(facts, found.left.node) or "") is not None
    place = named_at(facts, found.left.node) if number else found.left.node
    fixes = tuple(
        converting(facts, node, f"int({facts.program.text(node)})", "int")
        for node in dict.fromkeys((place, found.left.node))
        if can_wrap(node)
    )
    return Cause(
        "text-used-as-number",
        f"{holds(facts, found.left, 'str')}, and `%` after text fills in values"
        + (f"; {because}" if because else ""),
        facts.program.span(place),
        immediate=f"{quoted(text)} is text with no place for a value, so `%` cannot fill in "
        f"{quoted(facts.program.text(found.right.node))}",
        evidence=seen(facts, (found.left, found.right)),
        provenance=origin.links if origin else (),
        suggestions=(f"Turn {quoted(text)} into a number first, for the rest of a division",),
        fixes=fixes,
    )


def misfitting(facts: Facts, found: Operation, places: list[re.Match[str]]) -> Cause | None:
    """Count the places and the values, then compare their types one by one."""
    if any(place["key"] is not None for place in places):
        return None
    right = found.right.node
    values = list(right.elts) if isinstance(right, ast.Tuple) else [right]
    count = given(found, values)
    if count is not None and count != len(places):
        return miscounted(facts, found, len(places), count)
    pairs = zip(places, values, strict=False)
    bad = next(((place, value) for place, value in pairs if unfit(facts, place, value)), None)
    return mistyped(facts, *bad) if bad else None


def given(found: Operation, values: list[ast.expr]) -> int | None:
    """How many values there are; a tuple in a variable counts by its length."""
    if any(isinstance(value, ast.Starred) for value in values):
        return None
    right = found.right
    if not isinstance(right.node, ast.Tuple) and right.kind == "tuple":
        return right.value.length if right.value else None
    return len(values)


def miscounted(facts: Facts, found: Operation, places: int, values: int) -> Cause:
    """Too many or too few values."""
    right = facts.program.text(found.right.node)
    single = not isinstance(found.right.node, ast.Tuple) and found.right.kind == "tuple" and places == 1
    return Cause(
        "format-count",
        f"the text has {counted(places, 'place')} to fill and gets {counted(values, 'value')}",
        facts.program.span(found.node),
        immediate=f"{quoted(facts.program.text(found.left.node))} has {counted(places, 'place')} for "
        f"{counted(values, 'value')}",
        evidence=seen(facts, (found.right,)),
        suggestions=(
            f"Write `({right},)`: the values after `%` stand in a tuple"
            if single
            else f"Give the text {counted(values, 'place')}, or pass {counted(places, 'value')} in one tuple",
        ),
        fixes=(
            Fix("Put the tuple into a tuple", (replaced(facts.program, found.right.node, f"({right},)"),)),
        )
        if single
        else (),
    )


def unfit(facts: Facts, place: re.Match[str], value: ast.expr) -> bool:
    """Whether a place for a number gets something else."""
    kind = kind_of(facts, value)
    return place["kind"] in NUMERIC and kind in ("str", "NoneType", "list", "dict", "tuple", "set")


def mistyped(facts: Facts, place: re.Match[str], value: ast.expr) -> Cause:
    """A place for a number gets text."""
    text, kind = facts.program.text(value), kind_of(facts, value) or "value"
    told = value_of(facts, value)
    return Cause(
        "format-type",
        f"`{place[0]}` takes a number, and {quoted(text)} is {a(kind)}"
        + (f", {quoted(told.text, 30)}" if told and kind != "NoneType" else ""),
        facts.program.span(value),
        immediate=f"`{place[0]}` cannot show {a(kind)}",
        certainty=Certainty.PROVEN,
        suggestions=(f"Turn {quoted(text)} into a number, or show it with `%s`",),
        fixes=(
            Fix(f"Turn {quoted(text)} into a number", (replaced(facts.program, value, f"float({text})"),)),
        )
        if kind == "str"
        else (),
    )
