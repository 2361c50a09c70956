"""Computes with recorded values: what an expression gives, as far as plain numbers and text go.

Nothing of the program runs here: only numbers that are small, text that is short, and the operators below.
"""

import ast
import operator
from collections.abc import Callable, Mapping

from knowledge.value import Value

type Plain = int | float | str | bool
type State = Mapping[str, Plain]

BIGGEST = 10**30
LONGEST = 10_000

OPERATORS: dict[type[ast.AST], Callable[..., object]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
    ast.LtE: operator.le,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def state_of(variables: Mapping[str, Value]) -> dict[str, Plain]:
    """The variables whose values are at hand."""
    return {name: value.scalar for name, value in variables.items() if value.scalar is not None}


def reckon(node: ast.expr, state: State) -> Plain | None:
    """What an expression gives; None where that cannot be told."""
    match node:
        case ast.Constant(value=bool() | int() | float() | str() as constant):
            return constant
        case ast.Name(id=name):
            return state.get(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            value = reckon(operand, state)
            return -value if isinstance(value, int | float) else None
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            value = reckon(operand, state)
            return None if value is None else not value
        case ast.BinOp(left=left, op=op, right=right):
            return computed(type(op), reckon(left, state), reckon(right, state))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return computed(type(op), reckon(left, state), reckon(right, state))
        case ast.Compare(left=left, ops=[_, _], comparators=[middle, right]):
            first = reckon(ast.Compare(left, node.ops[:1], [middle]), state)
            second = reckon(ast.Compare(middle, node.ops[1:], [right]), state)
            return None if first is None or second is None else bool(first and second)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            value = reckon(test, state)
            return None if value is None else reckon(body if value else orelse, state)
        case ast.BoolOp(op=op, values=values):
            found = [reckon(value, state) for value in values]
            return None if None in found else all(found) if isinstance(op, ast.And) else any(found)
        case _:
            return None


def computed(kind: type[ast.AST], left: Plain | None, right: Plain | None) -> Plain | None:
    """Apply an operator to two plain values that are not too large for it."""
    if left is None or right is None or kind not in OPERATORS or is_large(left) or is_large(right):
        return power(left, right) if kind is ast.Pow else None
    if kind is ast.Mult and (isinstance(left, str) or isinstance(right, str)):
        return None
    try:
        return plain(OPERATORS[kind](left, right))
    except (TypeError, ValueError, ArithmeticError):
        return None


def plain(value: object) -> Plain | None:
    """The value, if it is a plain one: powers and quotients can be complex."""
    return value if isinstance(value, int | float | str) else None


def power(left: Plain | None, right: Plain | None) -> Plain | None:
    """A power of moderate numbers."""
    if (
        isinstance(left, str | None)
        or isinstance(right, str | None)
        or not abs(right) <= 64
        or abs(left) > 10**12
    ):
        return None
    try:
        return plain(left**right)
    except (ArithmeticError, ValueError):
        return None


def is_large(value: Plain) -> bool:
    """Whether a value is too large to compute with."""
    return len(value) > LONGEST if isinstance(value, str) else abs(value) > BIGGEST
