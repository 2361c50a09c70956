"""AssertionError: what an assertion compared, with the values of both sides."""

import ast
from dataclasses import replace

from knowledge.absence.wanted import none_where_wanted
from knowledge.backward.computed import computed_at
from knowledge.calling.calls import callee
from knowledge.calling.returning import Def, returns_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.operating.comparing import difference, is_rounding, turning
from knowledge.operating.kinds import value_of
from knowledge.operating.operations import SYMBOLS
from knowledge.operating.variations import variations
from knowledge.program import first_line
from knowledge.provenance import Evidence
from knowledge.run import Return
from knowledge.sharing.consumed import consumed
from knowledge.sharing.suspects import shared
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted, shown
from knowledge.value import Value


@explains(AssertionError)
def assertion(facts: Facts) -> Cause | None:
    """Tell both sides, where they part, and which function made the side that was tested.

    The assertion says what was wanted, so the fault lies in what it tests: in the function whose result it
    compares, at the `return` that was taken.
    """
    statement = facts.statement
    if not isinstance(statement, ast.Assert):
        return None
    test = statement.test
    immediate, because = told(facts, test)
    forgotten = none_where_wanted(facts, test, immediate, because)
    if forgotten is not None:
        return forgotten
    made = tested(facts, test)
    done = facts.returned(made.name, first_line(made)) if made else None
    node = test if is_float_equality(facts, test) else return_node(made, done) or test
    behind = (
        computed_at(facts, side_tested(test)) if node is test and not is_float_equality(facts, test) else None
    )
    turned = tuple(remedies(facts, test, node))
    via = f"; `{made.name}` returned {shown(done.value, 60)} in line {done.line}" if made and done else ""
    return Cause(
        "assertion-failed",
        because + via,
        behind or facts.program.span(node),
        immediate=immediate,
        certainty=Certainty.PROVEN if known(facts, test) else Certainty.LIKELY,
        evidence=evidence(facts, test),
        suggestions=(*(looked_at(facts, behind) if behind else ()), *advice(facts, test, made, node)),
        fixes=(*shared(facts), *consumed(facts), *(turned or varied(facts, test, made, done))),
    )


def side_tested(test: ast.expr) -> ast.expr:
    """What an assertion looks at: the left side of a comparison."""
    return test.left if isinstance(test, ast.Compare) else test


def looked_at(facts: Facts, place: Span) -> tuple[str]:
    """Say where what was tested is computed."""
    return (f"Look at line {place.line}, which computes it: {quoted(facts.source.segment(place), 60)}",)


def tested(facts: Facts, test: ast.expr) -> Def | None:
    """The one function of the program that the test calls."""
    calls = [node for node in ast.walk(test) if isinstance(node, ast.Call)]
    found = [node for node in (callee(facts, call) for call in calls) if isinstance(node, ast.FunctionDef)]
    return found[0] if len(set(found)) == 1 else None


def return_node(made: Def | None, done: Return | None) -> ast.stmt | None:
    """The `return` that was taken last."""
    found = [node for node in returns_of(made) if done and node.lineno == done.line] if made else []
    return found[0] if len(found) == 1 else None


def told(facts: Facts, test: ast.expr) -> tuple[str, str]:
    """Say what did not hold, and what its parts were."""
    text = quoted(facts.program.text(test), 60)
    match test:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return f"{text} does not hold", compared(facts, left, SYMBOLS[type(op)], right)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return f"{text} does not hold", describe(facts, operand)
        case ast.BoolOp(op=ast.And(), values=values):
            false = next((part for part in values if is_false(value_of(facts, part))), None)
            return (
                told(facts, false) if false is not None else (f"{text} does not hold", describe(facts, test))
            )
        case _:
            return f"{text} is not true", describe(facts, test)


def is_false(value: Value | None) -> bool:
    """Whether a value counts as false."""
    return value is not None and (value.is_none or value.length == 0 or value.scalar in (0, "", False))


def describe(facts: Facts, node: ast.expr) -> str:
    """Say the value of an expression; of a test the values of its names."""
    value = value_of(facts, node)
    if value is not None and value.type != "bool":
        return f"{quoted(facts.program.text(node), 50)} is {shown(value, 60)}"
    names = [part for part in ast.walk(node) if isinstance(part, ast.Name | ast.Attribute)]
    seen = {facts.program.text(part): value_of(facts, part) for part in names}
    told = [f"`{name}` is {shown(one, 40)}" for name, one in seen.items() if one and one.type not in HIDDEN]
    return (
        ", ".join(told[:3])
        or f"{quoted(facts.program.text(node), 50)} gives {shown(value, 20) if value else 'something false'}"
    )


HIDDEN = frozenset({"function", "method", "type", "module", "builtin_function_or_method"})


def compared(facts: Facts, left: ast.expr, symbol: str, right: ast.expr) -> str:
    """Both sides of a comparison, and where they part."""
    one, other = value_of(facts, left), value_of(facts, right)
    parts = [(left, one), (right, other)]
    if symbol == "==" and is_plain(facts, right, other):
        words = (
            f"{side(facts, left, one)}, and {shown(other, 60)} was wanted"
            if other
            else side(facts, left, one)
        )
    else:
        words = " and ".join(
            side(facts, node, value) for node, value in parts if not is_plain(facts, node, value)
        )
    if not words and symbol in ("in", "not in"):
        holds = "does not hold" if symbol == "in" else "holds"
        return f"{quoted(facts.program.text(right), 50)} {holds} {quoted(facts.program.text(left), 40)}"
    apart = difference(one, other) if one and other and symbol == "==" else ""
    return (words or describe(facts, left)) + (f": {apart}" if apart else "")


def is_plain(facts: Facts, node: ast.expr, value: Value | None) -> bool:
    """Whether an expression says its value already."""
    return isinstance(node, ast.Constant) or (value is not None and value.text == facts.program.text(node))


def side(facts: Facts, node: ast.expr, value: Value | None) -> str:
    """One side with its value."""
    text = quoted(facts.program.text(node), 40)
    return f"{text} is {shown(value, 60)}" if value is not None else f"{text} was not seen"


def known(facts: Facts, test: ast.expr) -> bool:
    """Whether values show what did not hold."""
    if isinstance(test, ast.Compare):
        return all(value_of(facts, part) is not None for part in (test.left, *test.comparators))
    return value_of(facts, test) is not None


def evidence(facts: Facts, test: ast.expr) -> tuple[Evidence, ...]:
    """The values of both sides."""
    parts = [test.left, *test.comparators] if isinstance(test, ast.Compare) else [test]
    return tuple(
        Evidence(test.lineno, facts.program.text(part)[:80], value.text[:80])
        for part in parts
        if (value := value_of(facts, part)) and not is_plain(facts, part, value)
    )


def advice(facts: Facts, test: ast.expr, made: Def | None, node: ast.AST) -> tuple[str, ...]:
    """Where to look."""
    near = (
        (f"Compare floats with `math.isclose(…)` in line {test.lineno}",)
        if is_float_equality(facts, test)
        else ()
    )
    if made is not None and isinstance(node, ast.Return):
        return (
            *near,
            (
                f"Look at `{made.name}`: its `return` in line {node.lineno} gives another value than the "
                f"assertion wants"
            ),
        )
    variables = facts.crash.variables if facts.crash else {}
    names = dict.fromkeys(
        part.id for part in ast.walk(test) if isinstance(part, ast.Name) and part.id in variables
    )
    plain = [f"`{name}`" for name in names if variables[name].type not in HIDDEN]
    return (
        (*near, f"Look at the lines that set {', '.join(plain[:3])}")
        if plain
        else near or ("Look at what the assertion tests",)
    )


def is_float_equality(facts: Facts, test: ast.expr) -> bool:
    """Whether two floats that differ by rounding are compared with `==`."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            one, other = value_of(facts, left), value_of(facts, right)
            return is_rounding(one.scalar if one else None, other.scalar if other else None)
        case _:
            return False


def remedies(facts: Facts, test: ast.expr, node: ast.AST) -> list[Fix]:
    """Turn the result into what was wanted, where its value shows how; compare floats with a distance."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            one, other = value_of(facts, left), value_of(facts, right)
        case _:
            return []
    if is_float_equality(facts, test):
        distance = f"abs({facts.program.text(left)} - {facts.program.text(right)}) < 1e-9"
        return [Fix("Compare by distance instead of `==`", (replaced(facts.program, test, distance),))]
    turned = turning(one, other) if one and other else None
    if turned is None or not isinstance(node, ast.Return) or node.value is None:
        return []
    text = facts.program.text(node.value)
    inner = (
        f"({text})" if turned.startswith("{}") and not isinstance(node.value, ast.Name | ast.Call) else text
    )
    written = turned.format(inner)
    return [
        Fix(
            f"Return {quoted(written)} in line {node.lineno}", (replaced(facts.program, node.value, written),)
        )
    ]


def varied(facts: Facts, test: ast.expr, made: Def | None, done: Return | None) -> tuple[Fix, ...]:
    """Try small slips in the function that was tested."""
    if made is None or done is None:
        return ()
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            sides = [value_of(facts, left), value_of(facts, right)]
        case ast.Call():
            sides = [done.value, replace(done.value, text="True", scalar=True)]
        case ast.UnaryOp(op=ast.Not(), operand=ast.Call()):
            sides = [done.value, replace(done.value, text="False", scalar=False)]
        case _:
            return ()
    got, wanted = sides
    return variations(facts, made, got, wanted) if got and wanted else ()
