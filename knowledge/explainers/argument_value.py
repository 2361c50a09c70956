"""ValueError: an argument of the right type with a value that the function does not take."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.edits import replaced
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.kinds import called_name, value_of
from knowledge.provenance import Evidence
from knowledge.touching import failing
from knowledge.trail import birth, birth_said, text_of
from knowledge.value import Value
from knowledge.wording import quoted, shown

type Finding = tuple[ast.expr, str, str, str | None]
"""The argument, what is wrong with it, what to do, and what to write instead."""


@explains(ValueError)
def argument_value(facts: Facts) -> Cause | None:
    """Step 0, an empty separator, more samples than items, a range with nothing in it."""
    call = failing(facts)
    if isinstance(call, ast.Subscript):
        found = of_slice(facts, call)
    elif isinstance(call, ast.Call):
        found = of_call(facts, call)
    else:
        found = None
    return told(facts, call, *found) if found and isinstance(call, ast.Call | ast.Subscript) else None


def told(
    facts: Facts, call: ast.Call | ast.Subscript, node: ast.expr, wrong: str, advice: str, written: str | None
) -> Cause:
    """Put the cause together."""
    origin = birth(facts, node)
    because = birth_said(facts, node, origin)
    value, text = value_of(facts, node), facts.program.text(node)
    fixed = call if written is not None and written.endswith(")") and "list(" in written else node
    return Cause(
        "argument-out-of-range",
        wrong + (f"; {because}" if because else ""),
        facts.program.span(node),
        immediate=f"{quoted(facts.program.text(call), 60)} gets a value that it does not take",
        certainty=Certainty.PROVEN,
        evidence=(Evidence(call.lineno, text[:80], value.text[:80]),)
        if value and not isinstance(node, ast.Constant)
        else (),
        provenance=origin.links if origin else (),
        suggestions=(advice,),
        fixes=(Fix(f"Write {quoted(written)}", (replaced(facts.program, fixed, written),)),)
        if written
        else (),
    )


def number(value: Value | None) -> float | None:
    """The number that a value is."""
    return (
        value.scalar
        if value is not None and value.is_number and isinstance(value.scalar, int | float)
        else None
    )


def of_slice(facts: Facts, node: ast.Subscript) -> Finding | None:
    """`rows[::0]`."""
    step = node.slice.step if isinstance(node.slice, ast.Slice) else None
    if step is None or number(value_of(facts, step)) != 0:
        return None
    return (
        step,
        f"the step {quoted(facts.program.text(step))} is 0, and no slice goes on with steps of 0",
        "Use a step of 1, -1 or more",
        None,
    )


def of_call(facts: Facts, call: ast.Call) -> Finding | None:
    """What is known of some functions."""
    name, arguments = called_name(call), call.args
    match name, arguments:
        case "range", [_, _, step] if number(value_of(facts, step)) == 0:
            return (
                step,
                "the step of the range is 0, so it would never come to an end",
                "Use a step of 1, -1 or more",
                None,
            )
        case "split" | "rsplit" | "partition", [separator, *_] if text_of(facts, separator) == "":
            return empty_separator(facts, call, separator)
        case "sample", [population, count]:
            return too_many(facts, population, count)
        case "randint" | "randrange", [low, high, *_]:
            return nothing_between(facts, str(name), low, high)
        case "chr", [code] if (
            found := number(value_of(facts, code))
        ) is not None and not 0 <= found < 0x110000:
            return (
                code,
                f"{quoted(facts.program.text(code))} is {found}, and codes of letters go from 0 to 1114111",
                "Pass a code in that range",
                None,
            )
        case _:
            return None


def empty_separator(facts: Facts, call: ast.Call, separator: ast.expr) -> Finding:
    """`text.split("")`: the letters are wanted."""
    owner = facts.program.text(call.func.value) if isinstance(call.func, ast.Attribute) else "text"
    return (
        separator,
        "the separator is empty, and text cannot be split at nothing",
        f"Write `list({owner})` for the letters",
        f"list({owner})",
    )


def too_many(facts: Facts, population: ast.expr, count: ast.expr) -> Finding | None:
    """More samples than there are items."""
    wanted, items = number(value_of(facts, count)), value_of(facts, population)
    if wanted is None or items is None or items.length is None or wanted <= items.length:
        return None
    text = facts.program.text(population)
    return (
        count,
        f"{wanted} samples are wanted of {items.length} items of {quoted(text, 40)}",
        f"Take at most `len({text})`, or use `choices`, which may take an item twice",
        f"min({facts.program.text(count)}, len({text}))",
    )


def nothing_between(facts: Facts, name: str, low: ast.expr, high: ast.expr) -> Finding | None:
    """A range that begins behind its end."""
    one, other = value_of(facts, low), value_of(facts, high)
    first, last = number(one), number(other)
    if (
        one is None
        or other is None
        or first is None
        or last is None
        or first < last
        or (name == "randint" and first == last)
    ):
        return None
    return (
        high,
        f"the range from {shown(one, 20)} to {shown(other, 20)} holds no number",
        "Pass the smaller number first",
        None,
    )
