"""Operators, applied to plain values only, and only where the result is small."""

import ast
import operator
from collections.abc import Callable
from typing import Any

from executor.child.classes import NOTHING, in_class, plain_kind
from executor.child.lookup import HASHABLE, Refused, is_hashable

NUMBERS = frozenset([int, float, bool, complex])
JOINED = frozenset([str, bytes, list, tuple])
CONTAINERS = frozenset([list, tuple, dict, set, frozenset, str, bytes, bytearray, range])
LARGEST = 10**12
LONGEST = 10_000

type Operation = Callable[[Any, Any], object]

ARITHMETIC: dict[type[ast.operator], Operation] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
COMPARISONS: dict[type[ast.cmpop], Operation] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def binary(sign: ast.operator, left: object, right: object) -> object:
    """Calculate with small numbers, and join short texts and lists."""
    kinds = plain_kind(type(left)), plain_kind(type(right))
    operation = ARITHMETIC.get(type(sign))
    if operation is not None and NUMBERS.issuperset(kinds):
        return operation(small(left), small(right))
    if type(sign) is ast.Add and kinds[0] is kinds[1] and kinds[0] in JOINED:
        return joined(left, right)
    raise Refused


def joined(left: Any, right: Any) -> object:  # noqa: ANN401  # two of the same kind
    """Join two texts, lists or tuples that are short."""
    if len(left) + len(right) > LONGEST:
        raise Refused
    return left + right


def unary(sign: ast.unaryop, value: object) -> object:
    """Negate a number, or a truth."""
    if type(sign) is ast.Not:
        return not truth(value)
    if plain_kind(type(value)) not in NUMBERS or type(sign) is ast.Invert:
        raise Refused
    return -small(value) if type(sign) is ast.USub else +small(value)


def compared(sign: ast.cmpop, left: object, right: object) -> bool:
    """Compare plain values; identity can always be told."""
    match sign:
        case ast.Is():
            return left is right
        case ast.IsNot():
            return left is not right
        case ast.In() | ast.NotIn():
            return contains(right, left) is (type(sign) is ast.In)
        case _:
            return bool(COMPARISONS[type(sign)](plain(left), plain(right)))


def contains(container: Any, member: object) -> bool:  # noqa: ANN401  # its kind is looked at
    """Whether a container has a plain member."""
    kind = plain_kind(type(container))
    if kind is str and type(member) is str:
        return member in container
    if kind in {dict, set, frozenset} and is_hashable(member):
        return member in container
    if kind in {list, tuple} and len(container) <= LONGEST:
        wanted = plain(member)
        return any(plain(other) == wanted for other in container)
    raise Refused


def plain(value: object, depth: int = 8) -> object:
    """Let pass what compares by the interpreter's own rules."""
    kind = plain_kind(type(value))
    if kind in HASHABLE:
        return value
    if kind in {tuple, list} and depth > 0 and len(value) <= LONGEST:  # type: ignore[arg-type]  # sized
        parts = [plain(part, depth - 1) for part in value]  # type: ignore[attr-defined]  # iterable
        return parts if kind is list else tuple(parts)
    raise Refused


def small(value: Any) -> Any:  # noqa: ANN401  # a number
    """Let pass what can be calculated with at no cost."""
    if type(value) is int and not -LARGEST < value < LARGEST:
        raise Refused
    return value


def truth(value: object) -> bool:
    """Whether a value counts as true, where no code is asked."""
    kind = plain_kind(type(value))
    if kind in HASHABLE:
        return bool(value)
    if kind in CONTAINERS:
        return len(value) > 0  # type: ignore[arg-type]  # sized: just seen
    if in_class(type(value), "__bool__") is NOTHING and in_class(type(value), "__len__") is NOTHING:
        return True
    raise Refused
