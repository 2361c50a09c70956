"""ValueError: the smallest, largest or average of nothing."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.emptiness import fills, why_empty
from knowledge.ending.stopping import within
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import LAZY, called_name, value_of
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.sharing.consumed import consumed
from knowledge.telling.trail import birth, handed
from knowledge.telling.wording import quoted, short, shown
from knowledge.value import Value

PICKS = frozenset({"min", "max"})
NEEDS = PICKS | {
    "mean", "median", "mode", "fmean", "choice", "choices", "reduce", "stdev", "variance", "quantiles",
    "argmax", "argmin",
}  # fmt: skip


@explains(ValueError)
def empty_argument(facts: Facts) -> Cause | None:
    """Say what is empty and why: where it was made, or the test that let nothing through."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or called_name(call) not in NEEDS or not call.args:
        return None
    node = call.args[0]
    value = value_of(facts, node)
    used_up = value is not None and short(value.type) in LAZY and says_empty(facts)
    value = None if used_up else value
    if not is_empty(value) and not (value is None and says_empty(facts)):
        return None
    text, name = facts.program.text(node), called_name(call)
    empty = why_empty(facts, container(node)) if value is not None else None
    none_left = gone(facts, node) if used_up else ""
    because = none_left or unfed(facts, node) or filtered(facts, node) or (empty.because if empty else "")
    place = (
        empty.span if empty and not empty.expected and not unfed(facts, node) else facts.program.span(call)
    )
    return Cause(
        "empty-argument",
        because or f"{quoted(text, 50)} has no items",
        place,
        immediate=f"{quoted(text, 50)} is empty here, and `{name}` needs at least one item",
        certainty=Certainty.PROVEN if value is not None else Certainty.LIKELY,
        evidence=(Evidence(call.lineno, text[:80], value.text[:80]),) if value else (),
        provenance=empty.links if empty else (),
        suggestions=advice(facts, call, text, str(name)),
        fixes=(*consumed(facts), *with_default(facts, call, str(name))),
    )


def gone(facts: Facts, node: ast.expr) -> str:
    """Say that an iterator gave nothing: it can be gone through only once."""
    text = quoted(facts.program.text(node), 40)
    return f"{text} is a generator or another iterator: it gives its items only once, and none were left"


def is_empty(value: Value | None) -> bool:
    """Whether a value holds nothing."""
    return value is not None and value.length == 0


def says_empty(facts: Facts) -> bool:
    """Whether the interpreter speaks of emptiness: a generator's items are gone."""
    message = facts.fault.message if facts.fault else ""
    return "empty" in message


def container(node: ast.expr) -> ast.expr:
    """What a view was taken of."""
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr="values" | "keys" | "items"), args=[]):
            return owner
        case _:
            return node


def unfed(facts: Facts, node: ast.expr) -> str:
    """Say which loop should have filled the container, where that loop had nothing to go through."""
    name = facts.program.text(container(node))
    function = facts.program.function(node)
    body = (
        function.body
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        else facts.program.tree.body
    )
    for loop in within(body):
        if isinstance(loop, ast.For) and any(
            fills(part, name) for part in within(loop.body) if isinstance(part, ast.stmt)
        ):
            known = value_of(facts, loop.iter)
            if is_empty(known) and known is not None:
                text = quoted(facts.program.text(loop.iter), 40)
                tail = f"which line {loop.lineno} goes through, is {shown(known, 20)}"
                return f"nothing was put into `{name}`: {text}, {tail}"
    return ""


def filtered(facts: Facts, node: ast.expr) -> str:
    """Say which tests of a comprehension let no item through."""
    origin = birth(facts, node)
    made = origin.node if origin else node
    if not isinstance(made, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        return ""
    tests = [test for clause in made.generators for test in clause.ifs]
    source = facts.program.text(made.generators[0].iter)
    if tests:
        return (
            f"no item of {quoted(source, 40)} passes {quoted(facts.program.text(tests[0]), 40)} in "
            f"line {tests[0].lineno}"
        )
    value = facts.value(made.generators[0].iter)
    return (
        f"{quoted(source, 40)} is {shown(value, 30)}, so nothing is made of it"
        if is_empty(value) and value
        else ""
    )


def advice(facts: Facts, call: ast.Call, text: str, name: str) -> tuple[str, ...]:
    """Say what to do with nothing."""
    function = facts.program.function(call)
    where = (
        f"at the start of `{function.name}`"
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        else f"before line {call.lineno}"
    )
    first = f"Handle the case that {quoted(text, 40)} is empty {where}"
    return (
        (first, f"Give `{name}` a `default=`, if there is a value that fits nothing")
        if name in PICKS
        else (first,)
    )


def with_default(facts: Facts, call: ast.Call, name: str) -> tuple[Fix, ...]:
    """`max(rows, default=…)`."""
    if name not in PICKS or len(call.args) != 1 or any(word.arg == "default" for word in call.keywords):
        return ()
    text = facts.program.text(call.args[0])
    return tuple(
        Fix(
            f"Let `{name}` of nothing be {value}: `default={value}`",
            (handed(facts, call.args[0], f"{text}, default={value}"),),
            masks=True,
        )
        for value in ("0", "None")
    )
