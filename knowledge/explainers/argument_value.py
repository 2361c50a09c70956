"""ValueError: an argument of the right type with a value that the function does not take."""

import ast
from dataclasses import dataclass

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name, value_of
from knowledge.operating.touching import Touched, failing
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, seen, text_of
from knowledge.telling.wording import quoted
from knowledge.value import Value


@dataclass(frozen=True, slots=True)
class Wrong:
    """An argument: what is wrong, what to do, what to write for it, or for the whole call."""

    node: ast.expr
    what: str
    advice: str
    written: str | None = None
    whole: bool = False


@explains(ValueError)
def argument_value(facts: Facts) -> Cause | None:
    """Step 0, an empty separator, more samples than items, a range with nothing in it."""
    node = failing(facts)
    match node:
        case ast.Subscript():
            found = of_slice(facts, node)
        case ast.Call():
            found = of_call(facts, node)
        case _:
            return None
    return told(facts, node, found) if found else None


def told(facts: Facts, call: ast.Call | ast.Subscript, wrong: Wrong) -> Cause:
    """Put the cause together."""
    node, written = wrong.node, wrong.written
    origin = birth(facts, node)
    because = birth_said(facts, node, origin)
    edited = replaced(facts.program, call if wrong.whole else node, written) if written else None
    return Cause(
        "argument-out-of-range",
        wrong.what + (f"; {because}" if because else ""),
        facts.program.span(node),
        immediate=f"{quoted(facts.program.text(call), 60)} gets a value that it does not take",
        certainty=Certainty.PROVEN,
        evidence=seen(facts, (Touched(node, "argument", value_of(facts, node), None),)),
        provenance=origin.links if origin else (),
        suggestions=(wrong.advice,),
        fixes=(Fix(f"Write {quoted(written)}", (edited,)),) if edited and written else (),
    )


def number(value: Value | None) -> float | None:
    """The number that a value is."""
    known = value is not None and value.is_number and isinstance(value.scalar, int | float)
    return value.scalar if known and value is not None and isinstance(value.scalar, int | float) else None


def of_slice(facts: Facts, node: ast.Subscript) -> Wrong | None:
    """`rows[::0]`."""
    step = node.slice.step if isinstance(node.slice, ast.Slice) else None
    if step is None or number(value_of(facts, step)) != 0:
        return None
    return Wrong(step, "the step is 0, and no slice goes on with steps of 0", "Use a step of 1, -1 or more")


def of_call(facts: Facts, call: ast.Call) -> Wrong | None:
    """What is known of some functions."""
    name = called_name(call)
    match name, call.args:
        case "range", [_, _, step] if number(value_of(facts, step)) == 0:
            return Wrong(
                step, "the step of the range is 0, so it would never end", "Use a step of 1, -1 or more"
            )
        case "split" | "rsplit" | "partition", [separator, *_] if text_of(facts, separator) == "":
            return empty_separator(facts, call, separator)
        case "sample", [population, count]:
            return too_many(facts, population, count)
        case "randint" | "randrange", [low, high, *_]:
            return nothing_between(facts, str(name), low, high)
        case "chr", [code]:
            return no_letter(facts, code)
        case _:
            return None


def no_letter(facts: Facts, code: ast.expr) -> Wrong | None:
    """A code that no letter has."""
    found = number(value_of(facts, code))
    if found is None or 0 <= found < 0x110000:
        return None
    return Wrong(
        code, f"the code is {found}, and those of letters go from 0 to 1114111", "Pass a code in that range"
    )


def empty_separator(facts: Facts, call: ast.Call, separator: ast.expr) -> Wrong:
    """`text.split("")`: the letters are wanted."""
    owner = facts.program.text(call.func.value) if isinstance(call.func, ast.Attribute) else "text"
    what = "the separator is empty, and text cannot be split at nothing"
    return Wrong(separator, what, f"Write `list({owner})` for the letters", f"list({owner})", whole=True)


def too_many(facts: Facts, population: ast.expr, count: ast.expr) -> Wrong | None:
    """More samples than there are items."""
    wanted, items = number(value_of(facts, count)), value_of(facts, population)
    if wanted is None or items is None or items.length is None or wanted <= items.length:
        return None
    text = facts.program.text(population)
    return Wrong(
        count,
        f"{wanted} samples are wanted of the {items.length} items of {quoted(text, 40)}",
        f"Take at most `len({text})`, or use `choices`, which may take an item twice",
        f"min({facts.program.text(count)}, len({text}))",
    )


def nothing_between(facts: Facts, name: str, low: ast.expr, high: ast.expr) -> Wrong | None:
    """A range that begins behind its end."""
    first, last = number(value_of(facts, low)), number(value_of(facts, high))
    if first is None or last is None or first < last or (name == "randint" and first == last):
        return None
    return Wrong(high, f"the range from {first} to {last} holds no number", "Pass the smaller number first")
