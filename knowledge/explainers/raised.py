"""Any exception that the program raises itself: the line that raises, and what led there."""

import ast
from collections.abc import Sequence

from knowledge.backward.origin import Origin
from knowledge.calling.returning import Def
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import kind_of, value_of
from knowledge.operating.operations import SYMBOLS
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.run import Fault
from knowledge.telling.trail import birth, birth_said
from knowledge.telling.wording import quoted, shown
from knowledge.value import Value

HIDDEN = frozenset({"function", "method", "type", "module", "builtin_function_or_method"})


@explains(Exception)
def raised(facts: Facts) -> Cause | None:
    """Name the condition under which the program raises, the values that met it, and where they came from.

    What raises on purpose is seldom the fault: the value that was refused is, and so the cause lies where
    that value was made or passed.
    """
    node = failing(facts)
    if not isinstance(node, ast.Raise) or facts.fault is None or node.exc is None:
        return None
    fault = facts.fault
    if (
        fault.is_a("NotImplementedError")
        or fault.is_a("SystemExit")
        or any(leaf.crash for leaf in fault.group)
    ):
        return None
    if kind_of(facts, node.exc) in ("str", "int", "list", "dict", "NotImplementedType"):
        return None
    inner = facts.fault.cause or facts.fault.context
    if inner is not None and is_handling(facts, node):
        return after(facts, node, inner)
    return on_condition(facts, node, fault)


def is_handling(facts: Facts, node: ast.Raise) -> bool:
    """Whether the raise stands in an `except` clause."""
    return any(isinstance(above, ast.ExceptHandler) for above in facts.program.ancestors(node))


def after(facts: Facts, node: ast.Raise, inner: Fault) -> Cause:
    """Another exception was being handled: that one is the trouble."""
    crash = inner.crash
    place = (crash.span or facts.source.line_span(crash.line)) if crash else facts.program.span(node)
    name = facts.fault.name if facts.fault else "the exception"
    where = f" in line {crash.line}" if crash else ""
    words = f": {quoted(inner.message, 60)}" if inner.message else ""
    return Cause(
        "raised-after-another",
        f"`{inner.name}`{where}{words} was being handled, and line {node.lineno} raises `{name}` for it",
        place,
        immediate=f"line {node.lineno} raises `{name}`",
        certainty=Certainty.PROVEN if crash else Certainty.LIKELY,
        suggestions=(f"Mend the `{inner.name}`{where} first; `{name}` only passes it on",),
    )


def on_condition(facts: Facts, node: ast.Raise, fault: Fault) -> Cause:
    """A test of the program refused a value."""
    test, taken = condition(facts, node)
    suspects = suspects_in(facts, test) if test is not None else []
    origin = birth(facts, suspects[0]) if suspects else None
    told = ", ".join(
        f"{quoted(facts.program.text(part), 40)} is {shown(value, 40)}"
        for part in suspects[:3]
        if (value := value_of(facts, part))
    )
    because = birth_said(facts, suspects[0], origin) if suspects else ""
    bounds = bound_itself(facts, test) if taken else ()
    if test is not None:
        when = (
            f"{quoted(facts.program.text(test), 60)} in line {test.lineno} is {'true' if taken else 'false'}"
        )
    else:
        when = no_condition(facts, node)
    return Cause(
        "raised-by-the-program",
        when + (f": {told}" if told else "") + (f"; {because}" if because else ""),
        place_of(facts, node, origin),
        immediate=f"line {node.lineno} raises `{fault.name}` on purpose" + in_function(facts, node),
        certainty=Certainty.PROVEN if suspects else Certainty.LIKELY,
        evidence=tuple(
            Evidence(node.lineno, facts.program.text(part)[:80], value.text[:80])
            for part in suspects
            if (value := value_of(facts, part))
        ),
        provenance=origin.links if origin else (),
        suggestions=(*(fix.words for fix in bounds), *advice(facts, suspects, origin, fault)),
        fixes=bounds,
    )


def bound_itself(facts: Facts, test: ast.expr | None) -> tuple[Fix, ...]:
    """A test that refuses the very bound: `<` for `<=`, where both sides are equal."""
    match test:
        case ast.Compare(left=left, ops=[ast.LtE() | ast.GtE() as op], comparators=[right]):
            one, other = value_seen(facts, left), value_seen(facts, right)
        case _:
            return ()
    if one is None or other is None or one.scalar is None or one.scalar != other.scalar:
        return ()
    program, old = facts.program, SYMBOLS[type(op)]
    start, end = program.span(left), program.span(right)
    gap = Span(start.end_line, start.end_column, end.line, end.column)
    edit = Edit(gap, program.source.segment(gap).replace(old, old[0], 1))
    return (
        Fix(
            f"Let {quoted(program.text(right), 30)} itself pass: `{old[0]}` instead of `{old}` in line "
            f"{test.lineno}",
            (edit,),
            birth=program.span(test),
            because=f"the test in line {test.lineno} refuses {quoted(one.text, 30)}, which is just the bound",
            guess=True,
        ),
    )


def value_seen(facts: Facts, node: ast.expr) -> Value | None:
    """The value of an expression of the test; the `raise` may show the same one in its message."""
    text, operands = facts.program.text(node), facts.crash.operands if facts.crash else ()
    said = next((one.value for one in operands if one.text == text), None)
    return value_of(facts, node) or said


def no_condition(facts: Facts, node: ast.Raise) -> str:
    """A raise that no test guards: it stands behind a loop that found nothing, or it is always reached."""
    function = facts.program.function(node)
    body = (
        function.body
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        else facts.program.tree.body
    )
    loops = [one for one in body if isinstance(one, ast.For | ast.While) and one.lineno < node.lineno]
    leaves = [one for one in loops if any(isinstance(part, ast.Return) for part in ast.walk(one))]
    if not leaves:
        return f"no test stands before line {node.lineno}, so it is always reached"
    return f"the loop in line {leaves[-1].lineno} went through all of its items without a `return`"


def condition(facts: Facts, node: ast.Raise) -> tuple[ast.expr | None, bool]:
    """The innermost test around a raise, and whether it was true or false."""
    child: ast.AST = node
    for above in facts.program.ancestors(node):
        match above:
            case ast.If(test=test, body=body) | ast.While(test=test, body=body):
                return test, child in body
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return before(above, child)
            case _:
                child = above
    return None, True


def before(function: Def, child: ast.AST) -> tuple[ast.expr | None, bool]:
    """A raise behind `if …: return`: the test of that statement was false."""
    rows = [row for row, statement in enumerate(function.body) if statement is child]
    tests = (
        [statement.test for statement in function.body[: rows[0]] if isinstance(statement, ast.If)]
        if rows
        else []
    )
    return (tests[-1], False) if tests else (None, True)


def suspects_in(facts: Facts, test: ast.expr) -> list[ast.expr]:
    """The names, attributes and items of a test whose values are known, in the order of the text."""
    parts = [part for part in ast.walk(test) if isinstance(part, ast.Name | ast.Attribute | ast.Subscript)]
    found: dict[str, ast.expr] = {}
    for part in parts:
        value = value_of(facts, part)
        if value is not None and value.type not in HIDDEN and not part_of_longer(facts, part, parts):
            found.setdefault(facts.program.text(part), part)
    return list(found.values())


def part_of_longer(facts: Facts, part: ast.expr, parts: Sequence[ast.expr]) -> bool:
    """Whether an expression only leads to a longer one: `order` in `order.total`."""
    parent = facts.program.parent(part)
    return parent in parts and isinstance(parent, ast.Attribute) and value_of(facts, parent) is not None


def place_of(facts: Facts, node: ast.Raise, origin: Origin | None) -> Span:
    """Where the refused value was made, if that is known; else the raise."""
    if origin is not None and origin.kind == "expression" and origin.line != node.lineno:
        return origin.span
    return facts.program.span(node)


def in_function(facts: Facts, node: ast.Raise) -> str:
    """Say in which function."""
    function = facts.program.function(node)
    return f" in `{function.name}`" if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) else ""


def advice(facts: Facts, suspects: list[ast.expr], origin: Origin | None, fault: Fault) -> tuple[str, ...]:
    """What to change: the value, or to expect the exception."""
    caught = f"Catch `{fault.name}` around the call if it is expected here"
    if not suspects:
        return (
            f"Meet what the message asks for: {quoted(fault.message, 60)}" if fault.message else caught,
            caught,
        )
    text = quoted(facts.program.text(suspects[0]), 40)
    where = f" in line {origin.line}" if origin else ""
    return f"Give {text} a value that passes the test{where}", caught
