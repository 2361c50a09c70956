"""TypeError: items of a container do not go together in a sort, a minimum or a sum."""

import ast

from knowledge.absence.silence import silent_maker
from knowledge.backward.elements import filled_under
from knowledge.backward.origins import origin_of
from knowledge.calling.misfit import misfit, raised_here
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import NUMBERS, own_class, value_of
from knowledge.operating.numerals import numeral
from knowledge.operating.operations import kinds_told
from knowledge.operating.parsing import converted_items, converting, maker_of
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, handed
from knowledge.telling.wording import a, quoted, short
from knowledge.value import Value

ORDERERS = frozenset({"sorted", "min", "max", "sort"})


@explains(TypeError)
def mixed_items(facts: Facts) -> Cause | None:
    """Name the first item that is of another type than those before it."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or not raised_here(facts) or misfit(facts) or silent_maker(facts):
        return None
    name, holder = handled(call)
    if holder is None or any(word.arg == "key" for word in call.keywords):
        return None
    value = value_of(facts, holder)
    if name == "sum":
        return summed(facts, call, holder, value)
    return ordered(facts, call, name, holder, value) if name in ORDERERS else None


def handled(call: ast.Call) -> tuple[str, ast.expr | None]:
    """What the call does, and with the items of what."""
    match call:
        case ast.Call(func=ast.Name(id=name), args=[holder, *rest]) if not rest or name == "sum":
            return name, holder
        case ast.Call(func=ast.Attribute(value=holder, attr="sort"), args=[]):
            return "sort", holder
        case _:
            return "", None


def stranger(value: Value | None) -> tuple[int, Value, Value] | None:
    """The first item of another type than the first one, numbers counting as one type."""
    items = (value.items or value.keys or ()) if value else ()
    for row, item in enumerate(items):
        if family(item) != family(items[0]):
            return row, item, items[0]
    return None


def family(item: Value) -> str:
    """The types that compare with each other."""
    return "number" if item.type in NUMBERS else item.type


def ordered(facts: Facts, call: ast.Call, name: str, holder: ast.expr, value: Value | None) -> Cause | None:
    """A sort over items of several types."""
    odd, text = stranger(value), facts.program.text(holder)
    told = kinds_told(facts)
    if odd is None and ("" in told or told[0] == told[1]):
        return None
    if odd is None:
        because = f"the items of {quoted(text)} are of several types, among them {told[0]} and {told[1]}"
    else:
        row, item, first = odd
        because = f"item {row} of {quoted(text)} is {said(item)}, and item 0 is {said(first)}"
    kinds = {short(odd[1].type), short(odd[2].type)} if odd else set(told)
    origin = birth(facts, holder)
    stored = stored_text(facts, holder, value) if kinds <= {"str", "int", "float"} else None
    return Cause(
        "items-do-not-compare",
        because,
        facts.program.span(stored[0] if stored else call),
        immediate=f"`{name}` compares the items of {quoted(text)}, and they are of several types",
        certainty=Certainty.PROVEN if odd else Certainty.LIKELY,
        evidence=(Evidence(call.lineno, text, value.text[:80]),) if value else (),
        provenance=origin.links if origin else (),
        suggestions=advice(text, kinds),
        fixes=(*((stored[1],) if stored else ()), *remedies(facts, call, holder, kinds, value)),
    )


def stored_text(facts: Facts, holder: ast.expr, value: Value | None) -> tuple[ast.expr, Fix] | None:
    """The one expression that puts the items in, where all text among them spells a number.

    The items may be tuples that are told apart by what stands first in each.
    """
    first = [leading(one) for one in (value.items or ())] if value else []
    texts = [one for one in first if isinstance(one, str)]
    makers = {numeral(one) for one in texts}
    names = (holder, *origin_of(facts, holder).names)
    stored = [one for _, one in filled_under(facts, names)]
    if not texts or None in makers or len(stored) != 1:
        return None
    node = stored[0].elts[0] if isinstance(stored[0], ast.Tuple) and stored[0].elts else stored[0]
    maker = "float" if "float" in makers or any(isinstance(one, float) for one in first) else "int"
    return node, converting(facts, node, f"{maker}({facts.program.text(node)})", maker)


def leading(item: Value) -> object:
    """The item, or what stands first in it where it is a short tuple of constants."""
    if item.type != "tuple" or item.cut:
        return item.scalar
    try:
        found = ast.literal_eval(item.text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return found[0] if isinstance(found, tuple) and found else None


def said(item: Value) -> str:
    """Say an item with its type."""
    return "None" if item.is_none else f"the {short(item.type)} {quoted(item.text, 30)}"


def advice(text: str, kinds: set[str]) -> tuple[str, ...]:
    """What to do with the odd ones."""
    if "NoneType" in kinds:
        return (f"Leave the None out: `[one for one in {text} if one is not None]`",)
    return (
        f"Make the items of {quoted(text)} one type where they are put in, or say what to compare: `key=…`",
    )


def remedies(
    facts: Facts, call: ast.Call, holder: ast.expr, kinds: set[str], value: Value | None
) -> list[Fix]:
    """Leave out None; read numbers where all text spells one."""
    text = facts.program.text(holder)
    if call.args != [holder]:
        return []
    if "NoneType" in kinds:
        written = f"[one for one in {text} if one is not None]"
        return [Fix("Leave the None out", (handed(facts, holder, written),))]
    texts = [item.scalar for item in (value.items or ()) if isinstance(item.scalar, str)] if value else []
    makers = {numeral(one) for one in texts}
    if texts and None not in makers:
        maker = "float" if "float" in makers else "int"
        return [Fix("Turn the items into numbers", (handed(facts, holder, f"map({maker}, {text})"),))]
    return []


def summed(facts: Facts, call: ast.Call, holder: ast.expr, value: Value | None) -> Cause | None:
    """A sum starts with 0, so that its items have to be numbers."""
    items = (value.items or value.keys or ()) if value else ()
    odd = next(((row, item) for row, item in enumerate(items) if item.type not in NUMBERS), None)
    kind = short(odd[1].type) if odd else kinds_told(facts)[1]
    if not kind or kind in NUMBERS or own_class(facts, kind):
        return None
    text = facts.program.text(holder)
    what = f"item {odd[0]} of {quoted(text)} is {said(odd[1])}" if odd else f"{quoted(text)} holds {a(kind)}"
    origin = birth(facts, holder)
    texts = [item.scalar for item in items if isinstance(item.scalar, str)]
    words, fixes = sum_remedy(facts, call, holder, kind, texts)
    wordless = bool(texts) and not any(text.strip() for text in texts)
    maker = (maker_of(texts) or ("int" if wordless else None)) if kind == "str" else None
    made = converted_items(facts, holder, maker) if maker else None
    return Cause(
        "sum-of-no-numbers",
        f"{what}; `sum` starts with 0 and adds numbers",
        facts.program.span(made[0] if made else call),
        immediate=f"`sum` meets {a(kind)} among the items of {quoted(text)}",
        certainty=Certainty.PROVEN if odd else Certainty.LIKELY,
        evidence=(Evidence(call.lineno, text, value.text[:80]),) if value else (),
        provenance=origin.links if origin else (),
        suggestions=(*((made[1].words,) if made else ()), words),
        fixes=(*((made[1],) if made else ()), *fixes),
    )


def sum_remedy(
    facts: Facts, call: ast.Call, holder: ast.expr, kind: str, texts: list[str]
) -> tuple[str, tuple[Fix, ...]]:
    """How to add up such items."""
    text = facts.program.text(holder)
    makers = {numeral(one) for one in texts}
    if kind == "str" and texts and None not in makers:
        maker = "float" if "float" in makers else "int"
        written = f"map({maker}, {text})"
        return f"Turn the items into numbers: `sum({written})`", (
            Fix(f"Turn the items into {maker}", (handed(facts, holder, written),)),
        )
    if kind == "str":
        return f"Join text with `''.join({text})`", (
            Fix("Join the text", (replaced(facts.program, call, f"''.join({text})"),)),
        )
    if kind in ("list", "tuple"):
        empty = "[]" if kind == "list" else "()"
        written = f"sum({text}, {empty})"
        return f"Add up each {kind} by itself, or join them: `{written}`", (
            Fix(f"Join them: `{written}`", (replaced(facts.program, call, written),)),
        )
    if kind == "NoneType":
        written = f"one for one in {text} if one is not None"
        return "Leave the None out", (Fix("Leave the None out", (handed(facts, holder, written),)),) if len(
            call.args
        ) == 1 else ()
    return f"Add up numbers: take one out of each {kind}", ()
