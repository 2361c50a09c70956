"""ValueError: the smallest, largest or average of nothing."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.kinds import called_name, value_of
from knowledge.provenance import Evidence
from knowledge.touching import failing
from knowledge.trail import birth, birth_said, handed
from knowledge.value import Value
from knowledge.wording import quoted, shown

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
    if not is_empty(value) and not (value is None and says_empty(facts)):
        return None
    text, name = facts.program.text(node), called_name(call)
    origin = birth(facts, node)
    because = filtered(facts, node) or birth_said(facts, node, origin)
    place = (
        origin.span
        if origin and origin.kind == "expression" and value is not None and is_made_empty(origin.node)
        else facts.program.span(call)
    )
    return Cause(
        "empty-argument",
        because or f"{quoted(text, 50)} has no items",
        place,
        immediate=f"{quoted(text, 50)} is empty here, and `{name}` needs at least one item",
        certainty=Certainty.PROVEN if value is not None else Certainty.LIKELY,
        evidence=(Evidence(call.lineno, text[:80], value.text[:80]),) if value else (),
        provenance=origin.links if origin else (),
        suggestions=advice(facts, call, text, str(name)),
        fixes=with_default(facts, call, str(name)),
    )


def is_empty(value: Value | None) -> bool:
    """Whether a value holds nothing."""
    return value is not None and value.length == 0


def says_empty(facts: Facts) -> bool:
    """Whether the interpreter speaks of emptiness: a generator's items are gone."""
    message = facts.fault.message if facts.fault else ""
    return "empty" in message


def is_made_empty(node: ast.AST) -> bool:
    """Whether an expression makes something empty: nothing was put in later."""
    return isinstance(node, ast.List | ast.Dict | ast.Set) and not getattr(
        node, "elts", getattr(node, "keys", [])
    )


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
        )
        for value in ("0", "None")
    )
