"""Any exception that rises out of a library: the call of the program that led there."""

import ast
import re

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.touching import Touched, failing, touched
from knowledge.telling.trail import birth, seen
from knowledge.telling.wording import listed, quoted
from knowledge.value import Value

HIDDEN = frozenset({"module", "type", "function", "builtin_function_or_method", "method"})


@explains(Exception)
def library_call(facts: Facts) -> Cause | None:
    """Say what was called, or computed, with which values; the library's own message says what it refuses.

    It speaks where no explainer knows the failure, so it is never better than likely.
    """
    node, fault = failing(facts), facts.fault
    if fault is None or not isinstance(
        node, ast.Call | ast.BinOp | ast.AugAssign | ast.Subscript | ast.Compare
    ):
        return None
    if not comes_from_library(facts):
        return None
    shown = [
        one
        for one in touched(facts)
        if one.value and one.value.type not in HIDDEN and not isinstance(one.node, ast.Constant)
    ]
    told = [
        f"{quoted(facts.program.text(one.node), 30)} was {quoted(one.value.text, 50)}{size_said(one.value)}"
        for one in shown
        if one.value
    ]
    refused = refused_number(facts, shown)
    if refused is not None:
        return refused
    origins = [found for one in shown if (found := birth(facts, one.node))]
    name = quoted(facts.program.text(node.func if isinstance(node, ast.Call) else node), 40)
    deepest = fault.frames[-1]
    inside = (
        f" inside the library (`{deepest.function}` in `{deepest.filename.rpartition('/')[2]}`)"
        if not deepest.in_program
        else ""
    )
    message = quoted(fault.message.strip(), 80)
    return Cause(
        "library-call-failed",
        f"{name} in line {node.lineno} fails{inside}" + (f"; {listed(told[:3])}" if told else ""),
        facts.program.span(node),
        immediate=f"{name} raised `{fault.name}`" + (f": {message}" if fault.message.strip() else ""),
        certainty=Certainty.LIKELY,
        evidence=seen(facts, shown),
        provenance=origins[0].links if origins else (),
        suggestions=(
            f"Check what {name} is given: it says {message}"
            if fault.message.strip()
            else f"Check the values in line {node.lineno}",
        ),
    )


def size_said(value: Value) -> str:
    """The length of bytes, whose escapes hide it."""
    is_bytes = value.type in ("bytes", "bytearray") and value.length is not None
    return f" (length {value.length})" if is_bytes else ""


def comes_from_library(facts: Facts) -> bool:
    """Whether the exception rose out of a library, or out of a value or a call that only a library made."""
    fault = facts.fault
    if fault is None or not fault.frames:
        return False
    own = fault.name in facts.program.classes
    of_module = "." in fault.type and not own and isinstance(failing(facts), ast.Call)
    known = fault.is_a("ValueError") or fault.is_a("OverflowError")
    return not fault.frames[-1].in_program or known or of_module


def refused_number(facts: Facts, shown: list[Touched]) -> Cause | None:
    """The library refuses a number and says which: name the argument that has it, and where it was made."""
    fault, node = facts.fault, failing(facts)
    if fault is None or not fault.is_a("ValueError") or not isinstance(node, ast.Call):
        return None
    if fault.frames[-1].in_program:
        return None
    numbers = [one for one in shown if one.part == "argument" and one.value and one.value.is_number]
    words = re.findall(r"-?\d+(?:\.\d+)?", fault.message)
    told = [one for one in numbers if one.value and one.value.text in words[:1]]
    if len(told) != 1 or told[0].value is None:
        return None
    one, value = told[0], told[0].value
    origin = birth(facts, one.node)
    made = origin.node if origin is not None and origin.kind == "expression" else one.node
    line, text = facts.program.span(made).line, quoted(facts.program.text(one.node), 40)
    name = quoted(facts.program.text(node.func), 40)
    because = f": {quoted(facts.program.text(made), 50)} gives it" if made is not one.node else ""
    return Cause(
        "argument-out-of-range",
        f"{text} is {value.text} from line {line}{because}; {name} says {quoted(fault.message.strip(), 80)}",
        facts.program.span(made),
        immediate=f"{name} does not take {value.text} for {text}",
        certainty=Certainty.LIKELY,
        evidence=seen(facts, told),
        provenance=origin.links if origin else (),
        suggestions=(f"Keep {text} within what {name} takes, where line {line} makes it",),
    )
