"""TypeError: one value is to be unpacked into several names."""

import ast

from knowledge.calling.calls import callee
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of, value_of
from knowledge.operating.unpacking import unpacking
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth
from knowledge.telling.wording import a, listed, quoted
from knowledge.value import Value


@explains(TypeError)
def unpacks_one(facts: Facts) -> Cause | None:
    """Say which single value was met, and where several were expected.

    In a loop the items are what is unpacked: over a dict they are its keys, over a list often plain values.
    """
    found = unpacking(facts)
    if found is None:
        return None
    told = of_items if found.each else of_value
    return told(facts, found.target, found.source)


def of_items(facts: Facts, target: ast.Tuple | ast.List, iterable: ast.expr) -> Cause | None:
    """A loop with several names over items that are single values."""
    text, kind = facts.program.text(iterable), kind_of(facts, iterable)
    item = first_single(value_of(facts, iterable))
    count = len(target.elts)
    fixes: tuple[Fix, ...] = ()
    if kind in ("dict", "defaultdict", "Counter", "OrderedDict") and count == 2:
        advice = f"Write `{text}.items()` to get keys and values"
        fixes = (
            Fix(f"Go through `{text}.items()`", (replaced(facts.program, iterable, f"{text}.items()"),)),
        )
    elif count == 2:
        advice = f"Write `enumerate({text})` to get positions and items, or use one name"
        fixes = (
            Fix(
                f"Go through `enumerate({text})`", (replaced(facts.program, iterable, f"enumerate({text})"),)
            ),
        )
    else:
        advice = f"Use one name in the loop over {quoted(text)}, or give it items of {count} values"
    what = f"the items of {quoted(text)} are single values" + (
        f", such as {quoted(item.text, 30)}" if item else ""
    )
    return Cause(
        "item-is-one-value",
        f"{what}: {'a dict hands out its keys' if kind == 'dict' else 'there is nothing to unpack'}",
        facts.program.span(iterable),
        immediate=f"{quoted(facts.program.text(target))} needs {count} values, and an item is "
        f"{a(item.type) if item else 'one'}",
        certainty=Certainty.PROVEN if item or kind == "dict" else Certainty.LIKELY,
        suggestions=(advice,),
        fixes=fixes,
    )


def first_single(value: Value | None) -> Value | None:
    """The first item that is a plain value."""
    items = (value.keys or value.items or ()) if value else ()
    return next((item for item in items if item.type in ("int", "float", "bool", "NoneType")), None)


def of_value(facts: Facts, target: ast.Tuple | ast.List, value: ast.expr) -> Cause | None:
    """An assignment of one value to several names."""
    kind = kind_of(facts, value) or told_kind(facts)
    if kind is None or kind in ("NoneType", "coroutine", "function", "method"):
        return None
    text, names = facts.program.text(value), [facts.program.text(part) for part in target.elts]
    function = callee(facts, value) if isinstance(value, ast.Call) else None
    origin = birth(facts, value)
    where = f"; `{function.name}` in line {function.lineno} returns one value" if function is not None else ""
    only = Fix(f"Assign it to `{names[0]}` alone", (replaced(facts.program, target, names[0]),))
    return Cause(
        "unpacks-one-value",
        f"{quoted(text)} is {a(kind)}{where}",
        facts.program.span(target),
        immediate=f"{listed([quoted(name) for name in names])} need {len(names)} values, and "
        f"{quoted(text)} is one {kind}",
        certainty=Certainty.PROVEN if kind_of(facts, value) else Certainty.LIKELY,
        provenance=origin.links if origin else (),
        suggestions=(
            f"Return {len(names)} values from `{function.name}`, or assign its result to one name"
            if function is not None
            else f"Assign {quoted(text)} to one name",
        ),
        fixes=(only,),
    )


def told_kind(facts: Facts) -> str | None:
    """The type that the interpreter names; a library's value is not recorded."""
    words = facts.fault.message.split() if facts.fault else []
    return words[-2] if words[:3] == ["cannot", "unpack", "non-iterable"] else None
