"""TypeError: `json` meets a value that it has no way to write."""

import ast
import re

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import own_class, value_of
from knowledge.operating.touching import failing
from knowledge.telling.wording import a, quoted, short
from knowledge.value import Value

SAYS = re.compile(r"^Object of type (\S+) is not JSON serializable|^keys must be str, .* not (\S+)$")
DEFAULTS = {
    "set": "list", "frozenset": "list", "datetime": "str", "date": "str", "time": "str", "timedelta": "str",
    "Decimal": "str", "UUID": "str", "PosixPath": "str", "bytes": "bytes.decode", "deque": "list",
    "generator": "list", "dict_keys": "list", "dict_values": "list", "map": "list", "range": "list",
    "zip": "list", "filter": "list", "complex": "str", "Fraction": "str",
    "ndarray": "lambda one: one.tolist()", "int64": "int", "int32": "int", "float32": "float",
    "bool_": "bool", "bool": "bool",
}  # fmt: skip


@explains(TypeError)
def not_serializable(facts: Facts) -> Cause | None:
    """Name the type that JSON does not know, where in the data it sits, and how to write it.

    The value lies anywhere inside the data and the library's frames keep it, so the type is read from the
    library's message.
    """
    told = SAYS.match(facts.fault.message) if facts.fault else None
    call = failing(facts)
    if told is None or not isinstance(call, ast.Call) or not call.args:
        return None
    kind = short(told[1] or told[2])
    data = call.args[0]
    value = value_of(facts, data)
    where = place_of(value, kind)
    maker = "vars" if own_class(facts, kind) else DEFAULTS.get(kind, "str")
    if told[2]:
        return bad_key(facts, call, data, kind)
    return Cause(
        "not-json-serializable",
        f"{quoted(facts.program.text(data))} holds {a(kind)}{where}; JSON knows dict, list, str, "
        f"numbers, bool and None",
        facts.program.span(call),
        immediate=f"{quoted(facts.program.text(call.func))} cannot write {a(kind)}",
        certainty=Certainty.PROVEN if value is not None else Certainty.LIKELY,
        suggestions=(f"Say how to write it: `default={maker}` in line {call.lineno}, or convert it before",),
        fixes=(with_default(facts, call, maker),)
        if not any(word.arg == "default" for word in call.keywords)
        else (),
    )


def place_of(value: Value | None, kind: str) -> str:
    """Say under which key, or at which position, the value sits."""
    if value is None or short(value.type) == kind:
        return ""
    for row, item in enumerate(value.items or ()):
        if short(item.type) == kind:
            key = value.keys[row].text if value.keys and row < len(value.keys) else str(row)
            return f" at `[{key}]`"
    return ""


def with_default(facts: Facts, call: ast.Call, maker: str) -> Fix:
    """Tell `json` what to do with values that it does not know."""
    span = facts.program.span(call)
    end = Span(span.end_line, span.end_column - 1, span.end_line, span.end_column - 1)
    return Fix(f"Write such values with `default={maker}`", (Edit(end, f", default={maker}"),))


def bad_key(facts: Facts, call: ast.Call, data: ast.expr, kind: str) -> Cause:
    """A key of a dict is of a type that JSON has no keys of."""
    return Cause(
        "not-a-json-key",
        f"{quoted(facts.program.text(data))} has a key of type {kind}; keys of JSON are text",
        facts.program.span(call),
        immediate=f"{quoted(facts.program.text(call.func))} cannot write a {kind} as a key",
        certainty=Certainty.LIKELY,
        suggestions=("Turn the keys into text: `{str(key): value for key, value in …}`",),
    )
