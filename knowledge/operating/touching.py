"""What the failing operation laid its hands on: the expressions, each with the part it plays.

An exception names types, seldom the expression. The interpreter knows the failing piece of the text, and
the form of that piece says which values it needed, and for what.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.facts import Facts
from knowledge.operating.kinds import builtin_called, kind_of, value_of
from knowledge.telling.wording import short
from knowledge.value import Value

SUBJECT = re.compile(
    r"^'([\w.]+)' object|of type '([\w.]+)'|non-iterable ([\w.]+) object|must be an iterable, not ([\w.]+)"
)
SUBJECTS = frozenset({"container", "iterated", "unpacked", "called", "context", "awaited"})


@dataclass(frozen=True, slots=True)
class Touched:
    """An expression that the failing operation needed.

    `part` is one of `operand`, `compared`, `container`, `index`, `iterated`, `unpacked`, `called`,
    `argument`, `formatted`, `context`, `awaited`.
    """

    node: ast.expr
    part: str
    value: Value | None
    kind: str | None


def failing(facts: Facts) -> ast.AST | None:
    """The failing node, an expression statement taken as its expression.

    In a chain of calls over several lines the interpreter counts from the name after the dot, so that no
    node begins there; then it is the largest one that ends there. Python 3.12 gives the whole statement for
    what `for` and `with` do with their expression.
    """
    node = facts.node
    if node is None and facts.crash and facts.crash.span:
        span = facts.crash.span
        ends = [
            (other, found)
            for other, found in facts.program.by_span.items()
            if isinstance(found, ast.Call | ast.Attribute | ast.Subscript)
            and (other.end_line, other.end_column) == (span.end_line, span.end_column)
            and other.covers(span)
        ]
        node = min(ends, key=lambda pair: pair[0], default=(None, None))[1]
    match node:
        case ast.Expr(value=value):
            return value
        case ast.For(iter=iterable) | ast.AsyncFor(iter=iterable):
            return iterable
        case ast.With(items=[item]) | ast.AsyncWith(items=[item]):
            return item.context_expr
        case _:
            return node


def touched(facts: Facts) -> list[Touched]:
    """Everything that the failing operation needed, in the order of the text."""
    node = failing(facts)
    if node is None:
        return []
    return [
        Touched(part, name, value_of(facts, part), kind_of(facts, part) or told_kind(facts, name))
        for name, part in parts(facts, node)
    ]


def told_kind(facts: Facts, part: str) -> str | None:
    """The type that the interpreter's message names, for a part whose value was not recorded."""
    message = facts.fault.message if facts.fault else ""
    calls = "not callable" in message
    found = SUBJECT.search(message)
    if found is None or part not in SUBJECTS or calls != (part == "called"):
        return None
    return short(next(name for name in found.groups() if name))


def parts(facts: Facts, node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Tell the expressions that a node works on, and what works on the node from outside.

    `for x in len(xs)` fails on the span of the call, though the call went well: both readings are told,
    and the values decide between them.
    """
    yield from parts_inside(node)
    yield from parts_by_place(facts, node)


def parts_inside(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Tell the expressions that a node works on."""
    match node:
        case ast.BinOp(left=left, right=right) | ast.AugAssign(target=left, value=right):
            yield from (("operand", left), ("operand", right))
        case ast.UnaryOp(operand=operand):
            yield "operand", operand
        case ast.Compare(left=left, comparators=others):
            yield from (("compared", part) for part in (left, *others))
        case ast.Subscript(value=value, slice=index):
            yield from (("container", value), ("index", index))
        case ast.Call():
            yield from parts_of_call(node)
        case ast.FormattedValue(value=value):
            yield "formatted", value
        case ast.Await(value=value):
            yield "awaited", value
        case _:
            return


def parts_of_call(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """A call needs what is called, and hands its arguments on."""
    yield "called", call.func
    for argument in call.args:
        if isinstance(argument, ast.Starred):
            yield "iterated", argument.value
        else:
            yield "argument", argument
    yield from (("argument", keyword.value) for keyword in call.keywords)


def parts_by_place(facts: Facts, node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """A plain expression fails by what stands around it: a loop, an unpacking, a `with`, a format."""
    parent = facts.program.parent(node)
    match parent:
        case ast.For(iter=iterable) | ast.comprehension(iter=iterable):
            yield "iterated" if node is iterable else "unpacked", iterable
        case ast.Assign(value=value, targets=targets) if node in targets or (
            node is value and any(isinstance(target, ast.Tuple | ast.List) for target in targets)
        ):
            yield "unpacked", value
        case ast.withitem(context_expr=expression) if node is expression:
            yield "context", expression
        case ast.Starred() | ast.YieldFrom() if isinstance(node, ast.expr):
            yield "iterated", node
        case ast.FormattedValue() if isinstance(node, ast.expr):
            yield "formatted", node
        case _:
            return


def sink(facts: Facts) -> tuple[str, ast.Call] | None:
    """The builtin that the failing call names, with the call."""
    node = failing(facts)
    name = builtin_called(facts, node) if node is not None else None
    return (name, node) if name and isinstance(node, ast.Call) else None
