"""ZeroDivisionError: which divisor was zero, and why."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.backward.origin import Origin
from knowledge.backward.origins import origin_of
from knowledge.backward.place import value_at
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.emptiness import why_empty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.operating.touching import failing
from knowledge.program import first_line
from knowledge.provenance import Evidence, Link
from knowledge.sharing.consumed import consumed
from knowledge.telling.edits import is_alone, replaced
from knowledge.telling.wording import listed, quoted, shortened, shown


@dataclass(frozen=True, slots=True)
class Why:
    """Why a divisor is zero: code, clause, place, the way there, advice and edits."""

    code: str
    because: str
    span: Span
    links: tuple[Link, ...]
    sure: bool = True
    advice: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()


@explains(ZeroDivisionError)
def zero_divisor(facts: Facts) -> Cause | None:
    """Name the divisor and where its zero comes from.

    The message never says which operand it was, so only the form of the expression and the values are read.
    """
    divisor = divisor_of(facts, failing(facts))
    value = facts.value(divisor) if divisor is not None else None
    if divisor is None:
        return inside_call(facts)
    if value is not None and not is_zero(facts, divisor):
        return None
    why = why_zero(facts, divisor)
    text, guards = quoted(facts.program.text(divisor), 40), tuple(guarded(facts, divisor))
    line = facts.program.span(divisor).line
    return Cause(
        why.code,
        why.because,
        why.span,
        immediate=immediate(facts, text, line),
        certainty=Certainty.PROVEN if value is not None and why.sure else Certainty.LIKELY,
        evidence=evidence(facts, divisor),
        provenance=why.links,
        suggestions=(*(fix.words for fix in (*why.fixes, *guards)), *why.advice),
        fixes=(*consumed(facts), *why.fixes, *guards),
    )


def inside_call(facts: Facts) -> Cause | None:
    """A function divides by something that its arguments make zero."""
    call = failing(facts)
    if not isinstance(call, ast.Call):
        return None
    values = [(facts.program.text(one), facts.value(one)) for one in call.args]
    seen = [
        f"`{text}` is {shown(value, 30)}"
        for text, value in values
        if value is not None and text != value.text
    ]
    text = quoted(facts.program.text(call), 50)
    return Cause(
        "zero-divisor",
        f"{text} divides by 0 inside" + (f"; {listed(seen)}" if seen else ""),
        facts.program.span(call),
        immediate=f"the call {text} in line {call.lineno} divides by 0",
        certainty=Certainty.OPEN,
        evidence=tuple(
            Evidence(call.lineno, shortened(name), shortened(value.text)) for name, value in values if value
        ),
        suggestions=(f"Handle these arguments before calling {quoted(ast.unparse(call.func), 30)}",),
    )


def immediate(facts: Facts, text: str, line: int) -> str:
    """What happened; a power of zero is a division as well."""
    if isinstance(getattr(failing(facts), "op", None), ast.Pow):
        return f"{text} is 0 here, and 0 has no negative power (line {line})"
    return (
        f"{text} is 0 here, and line {line} divides by it" if text != "`0`" else f"line {line} divides by 0"
    )


def divisor_of(facts: Facts, node: ast.AST | None) -> ast.expr | None:
    """The expression that is divided by."""
    match node:
        case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod(), right=right):
            return right
        case ast.AugAssign(op=ast.Div() | ast.FloorDiv() | ast.Mod(), value=value):
            return value
        case ast.BinOp(op=ast.Pow(), left=left):
            return left
        case ast.Call(func=ast.Name(id="divmod"), args=[_, right]):
            return right
        case ast.Call(args=args):
            zeros = [one for one in args if is_zero(facts, one)]
            return zeros[0] if len(zeros) == 1 else None
        case _:
            return None


def is_zero(facts: Facts, node: ast.expr) -> bool:
    """Whether an expression is the number 0, as it is written or as it was."""
    if isinstance(node, ast.Constant):
        return node.value == 0 and not isinstance(node.value, bool)
    known = facts.value(node)
    return known is not None and known.is_number and known.scalar == 0


def evidence(facts: Facts, divisor: ast.expr) -> tuple[Evidence, ...]:
    """The values on the line, the divisor's first; what stands in the text proves nothing."""
    operands = facts.crash.operands if facts.crash else ()
    spoken = [
        one for one in operands if one.value.type not in ("builtin_function_or_method", "function", "type")
    ]
    first = facts.program.span(divisor)
    ordered = sorted(spoken, key=lambda one: one.span != first)
    return tuple(
        Evidence(one.span.line, shortened(one.text), shortened(one.value.text)) for one in ordered[:4]
    )


def why_zero(facts: Facts, divisor: ast.expr) -> Why:
    """Walk back to what made the zero."""
    origin = origin_of(facts, divisor)
    match origin.node:
        case ast.Call(func=ast.Name(id="len" | "sum"), args=[inner, *_]):
            return of_empty(facts, divisor, origin, inner)
        case ast.BinOp(op=ast.Sub(), left=left, right=right):
            return of_difference(facts, divisor, origin, left, right)
        case ast.Constant():
            return of_constant(facts, divisor, origin)
        case _:
            return of_range(facts, divisor, origin) or of_other(facts, divisor, origin)


def of_empty(facts: Facts, divisor: ast.expr, origin: Origin, inner: ast.expr) -> Why:
    """`len(rows)` of nothing."""
    known = value_at(facts, inner, origin.depth)
    text = quoted(facts.program.text(origin.node), 40)
    if known is not None and known.length:
        return of_other(facts, divisor, origin)
    empty = why_empty(facts, inner, origin.depth)
    place = "" if origin.node is divisor else f" (line {origin.line})"
    name = quoted(facts.program.text(divisor), 40)
    start = f"{name} is {text}{place}" if origin.node is not divisor else f"{text} is 0"
    return Why(
        "zero-length",
        f"{start}, and {empty.because}",
        facts.program.span(divisor) if empty.expected else empty.span,
        (*origin.links, *empty.links[1:]),
        origin.sure and empty.sure,
        (empty.advice,),
    )


def of_difference(facts: Facts, divisor: ast.expr, origin: Origin, left: ast.expr, right: ast.expr) -> Why:
    """Two equal numbers were subtracted."""
    one, other = (quoted(facts.program.text(side), 30) for side in (left, right))
    value = value_at(facts, left, origin.depth)
    both = f"both {shown(value, 30)}" if value is not None else "equal"
    line = "" if origin.node is divisor else f" in line {origin.line}"
    return Why(
        "zero-difference",
        f"{one} and {other} are {both}{line}, so their difference is 0",
        origin.span,
        origin.links,
        origin.sure,
        (f"Handle the case that {one} equals {other}",),
    )


def of_constant(facts: Facts, divisor: ast.expr, origin: Origin) -> Why:
    """A 0 that was written down: passed as an argument, or a start value that nothing raised."""
    text = quoted(facts.program.text(divisor), 40)
    statement = facts.program.statement(origin.node)
    parent = facts.program.parent(origin.node)
    if isinstance(parent, ast.Call | ast.keyword):
        because = f"{text} is 0 because the call in line {origin.line} passes 0"
        return Why("zero-divisor", because, origin.span, origin.links, origin.sure)
    if origin.node is divisor:
        return Why("zero-divisor", f"line {origin.line} divides by 0 itself", origin.span, origin.links)
    missed = missed_changes(facts, statement)
    lines = listed(first_line(one) for one in missed)
    test = next((test for one in missed if (test := condition(facts, one))), None)
    still = f", and line {lines}, which changes it, was never reached" if missed else ""
    return Why(
        "zero-divisor",
        f"{text} is 0 from line {origin.line}{still}",
        facts.program.span(test) if test is not None else origin.span,
        origin.links,
        origin.sure,
        (f"Find out why line {lines} is not reached",) if missed else (),
    )


def missed_changes(facts: Facts, statement: ast.stmt | None) -> list[ast.stmt]:
    """The statements that change the variable which a statement set, if none of them was reached."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if not isinstance(target, ast.Name):
        return []
    bindings = facts.program.scope(target).lookup(target.id)
    owners = [one.owner for one in bindings if isinstance(one.owner, ast.stmt) and one.owner is not statement]
    return [] if any(facts.reached(first_line(owner)) for owner in owners) else owners[:3]


def condition(facts: Facts, statement: ast.stmt) -> ast.expr | None:
    """The test of the `if` that a statement stands under."""
    parent = facts.program.parent(statement)
    return parent.test if isinstance(parent, ast.If) and statement in parent.body else None


def of_range(facts: Facts, divisor: ast.expr, origin: Origin) -> Why | None:
    """A loop counts from 0."""
    match origin.node:
        case ast.Call(func=ast.Name(id="range"), args=[stop]) if origin.kind == "element":
            text, program = quoted(facts.program.text(divisor), 40), facts.program
            new = f"range(1, {program.text(stop)})"
            words = f"Start at 1: `{shortened(new, 40)}` in line {origin.line}"
            fix = Fix(words, (replaced(program, origin.node, new),))
            because = f"{text} counts from 0: {quoted(program.text(origin.node), 40)} in line {origin.line}"
            return Why("range-from-zero", because, origin.span, origin.links, origin.sure, (), (fix,))
        case _:
            return None


def of_other(facts: Facts, divisor: ast.expr, origin: Origin) -> Why:
    """Something else gave 0."""
    text = quoted(facts.program.text(divisor), 40)
    if origin.node is divisor or origin.kind not in ("expression", "default"):
        return Why("zero-divisor", f"{text} is 0", facts.program.span(divisor), origin.links, origin.sure)
    made = quoted(facts.program.text(origin.node).split("\n")[0], 50)
    because = f"{text} is 0 from line {origin.line}: {made}"
    fixes = tuple(at_least_one(facts, origin))
    return Why("zero-divisor", because, origin.span, origin.links, origin.sure, fixes=fixes)


def at_least_one(facts: Facts, origin: Origin) -> Iterator[Fix]:
    """A whole division rounds to 0 where the share is smaller than 1."""
    if isinstance(origin.node, ast.BinOp) and isinstance(origin.node.op, ast.FloorDiv):
        new = f"max(1, {facts.program.text(origin.node)})"
        words = f"Make it at least 1: {quoted(new, 50)} in line {origin.line}"
        yield Fix(words, (replaced(facts.program, origin.node, new),))


def guarded(facts: Facts, divisor: ast.expr) -> Iterator[Fix]:
    """Say what the result is when there is nothing to divide by."""
    program, node = facts.program, failing(facts)
    statement = program.statement(divisor)
    if not isinstance(node, ast.BinOp) or isinstance(divisor, ast.Constant) or statement is None:
        return
    test = program.text(divisor)
    nothing = "0.0" if isinstance(node.op, ast.Div) else "0"
    whole = f"{program.text(node)} if {test} else {nothing}"
    if isinstance(statement, ast.Return) and statement.value is node and is_alone(program, statement):
        words = f"Return {nothing} when {quoted(test, 30)} is 0"
        yield Fix(words, (replaced(program, node, whole),), masks=True)
        return
    line = first_line(statement)
    words = f"Use {nothing} when {quoted(test, 30)} is 0: {quoted(whole, 60)} in line {line}"
    loose = isinstance(program.parent(node), ast.Call | ast.Assign | ast.AugAssign | ast.keyword | ast.Return)
    yield Fix(words, (replaced(program, node, whole if loose else f"({whole})"),), masks=True)
