"""TypeError: a heap compares what it holds, and two of its items do not compare."""

import ast

from knowledge.backward.origin import Origin
from knowledge.backward.origins import walked
from knowledge.backward.place import Place
from knowledge.calling.misfit import raised_here
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name, value_of
from knowledge.operating.numerals import numeral
from knowledge.operating.operations import REALS, kinds_told
from knowledge.operating.parsing import named_at
from knowledge.operating.touching import failing
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted, shown
from knowledge.value import Value

PUSHERS = frozenset({"heappush", "heappushpop", "heapreplace"})


@explains(TypeError)
def heap_order(facts: Facts) -> Cause | None:
    """Find the text among the numbers by which a heap is ordered, and the call that passed it."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or called_name(call) not in PUSHERS or not raised_here(facts):
        return None
    kinds = set(kinds_told(facts))
    if len(call.args) != 2:
        return None
    held, new = value_of(facts, call.args[0]), call.args[1]
    if len(kinds) == 1 and isinstance(new, ast.Tuple) and len(new.elts) > 1:
        return tied(facts, call, new, kinds.pop())
    if "str" not in kinds or not kinds & REALS:
        return None
    found = first_text(held, new)
    if found is None:
        return None
    node, value = found
    origin = walked(facts, Place(node, None, value, shown=node), frozenset())
    return told(facts, call, node, value, origin)


def tied(facts: Facts, call: ast.Call, new: ast.Tuple, kind: str) -> Cause | None:
    """Two tuples are equal in front, so what stands behind is compared, and that has no order."""
    program = facts.program
    first = quoted(program.text(new.elts[0]), 40)
    rest = quoted(program.text(new.elts[-1]), 40)
    return Cause(
        "items-do-not-compare",
        f"two items tie: they have the same {first}, so Python goes on to compare {rest}, and "
        f"`<` has no meaning between two of type {kind}",
        program.span(new),
        immediate=f"{quoted(program.text(call), 50)} has to compare two of type {kind}",
        certainty=Certainty.LIKELY,
        suggestions=(
            (
                f"Put a running number between {first} and {rest}, so that no two items are equal in front: "
                f"`next(numbers)` of `numbers = itertools.count()`"
            ),
        ),
    )


def first_text(held: Value | None, new: ast.expr) -> tuple[ast.expr, Value] | None:
    """The expression that gives the items their order, with a text that it gave before."""
    node = new.elts[0] if isinstance(new, ast.Tuple) and new.elts else new
    items = (held.items or ()) if held is not None else ()
    for item in items:
        first = leading(item) if isinstance(new, ast.Tuple) else item.scalar
        if isinstance(first, str):
            return node, Value("str", repr(first), scalar=first, length=len(first))
    return None


def leading(item: Value) -> object:
    """The first part of a tuple of plain values; None where it is not one, or was cut."""
    if item.cut:
        return None
    try:
        parts = ast.literal_eval(item.text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return parts[0] if isinstance(parts, tuple) and parts else None


def told(facts: Facts, call: ast.Call, node: ast.expr, value: Value, origin: Origin) -> Cause:
    """Blame the place that handed the text over: there it should have become a number."""
    program = facts.program
    place = named_at(facts, node, value)
    line, text = program.span(place).line, program.text(place)
    maker = numeral(str(value.scalar))
    words = f"Turn {quoted(text, 40)} into a number in line {line}: `{maker or 'int'}({text})`"
    fixes = (Fix(words, (replaced(program, place, f"{maker}({text})"),)),) if maker else ()
    return Cause(
        "items-do-not-compare",
        f"the heap is ordered by {quoted(program.text(node), 40)}: that is the text {shown(value, 30)} for "
        f"one item and a number for another; line {line} passes the text",
        program.span(place),
        immediate=f"{quoted(program.text(call), 50)} has to compare a str and a number",
        certainty=Certainty.LIKELY,
        provenance=origin.links,
        suggestions=(words,),
        fixes=fixes,
    )
