"""TypeError: a function of Python or of a library gets an argument of a type that it does not take."""

import ast

from knowledge.absence.silence import silent_maker
from knowledge.calling.misfit import misfit
from knowledge.calling.uncallable import uncallable
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import (
    CALLABLES,
    LAZY,
    NUMBERS,
    builtin_called,
    called_name,
    kind_of,
    own_class,
    value_of,
)
from knowledge.operating.numerals import numeral
from knowledge.operating.parsing import converting, named_at
from knowledge.operating.touching import Touched, failing, touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, handed, holds, seen, text_of
from knowledge.telling.wording import a, quoted, short

GOES_THROUGH = frozenset({
    "sum", "sorted", "min", "max", "set", "list", "tuple", "frozenset", "enumerate", "zip", "map", "filter",
    "any", "all", "len", "dict",
})  # fmt: skip
"""Builtins whose trouble lies in the items, or in going through them: told elsewhere."""

ELSEWHERE = CALLABLES | {"NoneType", "coroutine"}
SERIALIZES = frozenset({"dumps", "dump"})


@explains(TypeError)
def argument_kind(facts: Facts) -> Cause | None:
    """Find the argument whose type the message names, and turn it into what the function takes.

    Types decide where only one argument has the type that the message complains of; with two, the cause
    stays open.
    """
    call = failing(facts)
    if not isinstance(call, ast.Call) or misfit(facts) or uncallable(facts) or not of_library(facts, call):
        return None
    if builtin_called(facts, call) in GOES_THROUGH or called_name(call) in SERIALIZES or is_told(facts, call):
        return None
    return joined_items(facts, call) or class_named(facts, call) or of_kind(facts, call)


def is_told(facts: Facts, call: ast.Call) -> bool:
    """Whether the trouble is a key that cannot be hashed, or bytes beside text: those are told elsewhere."""
    message = facts.fault.message if facts.fault else ""
    owner = kind_of(facts, call.func.value) if isinstance(call.func, ast.Attribute) else None
    kinds = {owner, *(kind_of(facts, part) for part in call.args)}
    return message.startswith("unhashable") or ("str" in kinds and bool(kinds & {"bytes", "bytearray"}))


def of_library(facts: Facts, call: ast.Call) -> bool:
    """Whether what is called is no function of the program: that one would show its own line."""
    value = value_of(facts, call.func)
    return value is None or value.defined is None


def of_kind(facts: Facts, call: ast.Call) -> Cause | None:
    """One argument has the type that the interpreter complains of."""
    message = facts.fault.message if facts.fault else ""
    parts = [one for one in touched(facts) if one.part == "argument" and one.kind]
    blamed = [one for one in parts if one.kind not in ELSEWHERE and speaks_of(message, one.kind or "")]
    if own_class(facts, blamed[0].kind if blamed else None) or len({one.kind for one in blamed}) != 1:
        return None
    floats = [one for one in blamed if one.kind == "float"]
    if floats and "integer" in message:
        return None
    one = blamed[0]
    return told(facts, call, one, remedies(facts, call, one, message))


def speaks_of(message: str, kind: str) -> bool:
    """Whether a message names this type, as a word of its own."""
    words = message.replace("'", " ").replace(".", " ").replace(",", " ").replace("(", " ").split()
    return kind in words


def told(facts: Facts, call: ast.Call, one: Touched, fixes: tuple[Fix, ...]) -> Cause:
    """Put the cause together."""
    name = facts.program.text(call.func)
    origin = birth(facts, one.node)
    because = birth_said(facts, one.node, origin)
    maker = numeral(text_of(facts, one.node) or "")
    named = named_at(facts, one.node) if maker else one.node
    if maker and named is not one.node:
        fixes = (converting(facts, named, f"{maker}({facts.program.text(named)})", maker), *fixes)
    return Cause(
        "argument-of-wrong-type",
        holds(facts, one, one.kind or "value") + (f"; {because}" if because else ""),
        facts.program.span(named),
        immediate=f"{quoted(name, 40)} does not take {a(one.kind or 'value')}",
        certainty=Certainty.PROVEN if one.value else Certainty.LIKELY,
        evidence=seen(facts, (one,)),
        provenance=origin.links if origin else (),
        suggestions=tuple(fix.words for fix in fixes[:2])
        or (f"Pass {quoted(name, 40)} another type than {a(one.kind or 'value')}",),
        fixes=fixes,
    )


def remedies(facts: Facts, call: ast.Call, one: Touched, message: str) -> tuple[Fix, ...]:
    """Turn the argument into a number, into text, into a list; or do without the call."""
    text, found = facts.program.text(one.node), []
    if one.kind == "str":
        maker = numeral(text_of(facts, one.node) or "")
        found += [f"{maker}({text})"] if maker else []
    elif one.kind in NUMBERS and ("str" in message or "string" in message):
        found.append(f"str({text})")
    elif one.kind in LAZY | {"set", "frozenset", "dict_keys", "dict_values", "dict", "range"}:
        found.append(f"sorted({text})" if "set" in (one.kind or "") else f"list({text})")
    elif one.kind in ("list", "tuple") and one.value and one.value.length == 1:
        found.append(f"{text}[0]")
    fixes = [
        Fix(
            f"Pass {quoted(written)} instead of {quoted(text)}", (replaced(facts.program, one.node, written),)
        )
        for written in found
    ]
    if called_name(call) == "loads" and one.kind in ("dict", "list"):
        fixes.insert(
            0, Fix(f"Use {quoted(text)} itself: it is read already", (replaced(facts.program, call, text),))
        )
    if called_name(call) == "next" and one.kind in ("list", "tuple", "str", "range", "dict", "set"):
        fixes.insert(
            0, Fix(f"Make an iterator: `iter({text})`", (replaced(facts.program, one.node, f"iter({text})"),))
        )
    return tuple(fixes)


def joined_items(facts: Facts, call: ast.Call) -> Cause | None:
    """`", ".join(numbers)`: the items have to be text."""
    if (
        called_name(call) != "join"
        or len(call.args) != 1
        or silent_maker(facts)
        or not isinstance(call.func, ast.Attribute)
    ):
        return None
    if kind_of(facts, call.func.value) != "str":
        return None
    holder = call.args[0]
    value, text = value_of(facts, holder), facts.program.text(holder)
    items = (value.items or value.keys or ()) if value else ()
    odd = next(((row, item) for row, item in enumerate(items) if item.type != "str"), None)
    kind = short(odd[1].type) if odd else item_told(facts)
    if not kind:
        return None
    what = (
        f"item {odd[0]} of {quoted(text, 40)} is {quoted(odd[1].text, 30)}, {a(kind)}"
        if odd
        else f"{quoted(text, 40)} hands out {a(kind)}"
    )
    return Cause(
        "joins-no-text",
        f"{what}; `join` takes text only",
        facts.program.span(holder),
        immediate=f"`join` meets {a(kind)} among the items of {quoted(text, 40)}",
        certainty=Certainty.PROVEN if odd else Certainty.LIKELY,
        suggestions=(f"Turn the items into text: {quoted(f'map(str, {text})')}",),
        fixes=(
            Fix(
                "Turn the items into text",
                (handed(facts, holder, f"map(str, {text})"),),
            ),
        ),
    )


def item_told(facts: Facts) -> str | None:
    """The type of the item that the message names; a generator's items are not recorded."""
    words = (facts.fault.message if facts.fault else "").split()
    return words[-2] if words[:2] == ["sequence", "item"] and words[-1] == "found" else None


def class_named(facts: Facts, call: ast.Call) -> Cause | None:
    """`isinstance(x, "int")`: the class is asked for, not its name."""
    if builtin_called(facts, call) not in ("isinstance", "issubclass") or len(call.args) != 2:
        return None
    node = call.args[1]
    kind, name = kind_of(facts, node), text_of(facts, node)
    if kind in ("type", "tuple", "UnionType", None):
        return None
    known = name is not None and name.isidentifier()
    made = f"type({facts.program.text(node)})" if not known else str(name)
    return Cause(
        "class-expected",
        f"{quoted(facts.program.text(node))} is {a(kind or 'value')}; the class itself is asked for",
        facts.program.span(node),
        immediate=f"`{called_name(call)}` needs a class as its second argument",
        suggestions=(f"Write {quoted(made)}",),
        fixes=(Fix(f"Write {quoted(made)}", (replaced(facts.program, node, made),)),),
    )
