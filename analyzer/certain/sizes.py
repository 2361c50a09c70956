"""How much memory an expression surely takes, by its constants alone; nothing large is computed."""

import ast

from analyzer.reading.naming import is_builtin
from analyzer.reading.reading import Reading

DEEPEST = 8
LARGEST = 1 << 80
"""Numbers above are not followed: whatever has that many parts does not fit."""

ITEM = {"list": 8, "tuple": 8, "str": 1, "bytes": 1, "bytearray": 1, "int": 1}
"""Bytes for one more item, at least."""


def number_of(reading: Reading, node: ast.AST, depth: int = DEEPEST) -> int | None:
    """The whole number that an expression of constants makes; `LARGEST` where it is above."""
    if depth == 0:
        return None
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return min(number, LARGEST)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            found = number_of(reading, inner, depth - 1)
            return None if found is None else -found
        case ast.BinOp(left=left, op=operator, right=right):
            one, other = number_of(reading, left, depth - 1), number_of(reading, right, depth - 1)
            return None if one is None or other is None else computed(operator, one, other)
        case ast.Call(func=ast.Name(id="int") as called, args=[ast.Constant(value=float(size))]):
            return int(size) if is_builtin(reading, called) and 0 <= size < LARGEST else None
        case ast.Name():
            match reading.program.bindings(node):
                case [binding] if binding.kind == "assignment" and binding.value is not None:
                    return number_of(reading, binding.value, depth - 1)
    return None


def computed(operator: ast.operator, one: int, other: int) -> int | None:
    """What an operator makes of two numbers, up to `LARGEST`."""
    match operator:
        case ast.Add():
            return min(one + other, LARGEST)
        case ast.Sub():
            return one - other
        case ast.Mult():
            return min(one * other, LARGEST)
        case ast.FloorDiv() if other:
            return one // other
        case ast.Pow() if one >= 2 and other >= 0:
            return LARGEST if one.bit_length() * other > 160 else min(one**other, LARGEST)
        case ast.LShift() if one > 0 and other >= 0:
            return LARGEST if other > 80 else min(one << other, LARGEST)
        case _:
            return None


def bytes_of(reading: Reading, node: ast.AST) -> int | None:
    """The memory that a value surely takes, at least; None where constants do not tell."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return repeated(reading, left, right) or repeated(reading, right, left)
        case ast.BinOp(left=left, op=ast.Pow() | ast.LShift(), right=right):
            return of_power(reading, node)
        case ast.Call(func=ast.Name(id=name) as called, args=[only], keywords=[]) if is_builtin(
            reading, called
        ):
            return of_call(reading, name, only)
        case ast.ListComp(generators=[ast.comprehension(iter=iterable, ifs=[])]):
            rounds = rounds_of(reading, iterable)
            return None if rounds is None else 8 * rounds
        case _:
            return None


def repeated(reading: Reading, part: ast.expr, times: ast.expr) -> int | None:
    """The memory of `[0] * 1000` or `"a" * 1000`."""
    match part:
        case ast.Constant(value=str() | bytes() as text):
            size = len(text)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            size = 8 * len(parts)
        case _:
            return None
    count = number_of(reading, times)
    return None if count is None else size * count


def of_power(reading: Reading, node: ast.BinOp) -> int | None:
    """The memory of a huge whole number."""
    one, other = number_of(reading, node.left), number_of(reading, node.right)
    if one is None or other is None or one < 1 or other < 0:
        return None
    bits = other if isinstance(node.op, ast.LShift) else (one.bit_length() - 1) * other
    return bits // 8


def of_call(reading: Reading, name: str, only: ast.expr) -> int | None:
    """The memory of `bytearray(n)`, `list(range(n))` and the like."""
    if name in {"bytearray", "bytes"}:
        return number_of(reading, only)
    if name in {"list", "tuple", "set", "sorted"}:
        rounds = rounds_of(reading, only)
        return None if rounds is None else 8 * rounds
    return None


def rounds_of(reading: Reading, iterable: ast.expr) -> int | None:
    """How often a loop over `range(…)` goes round."""
    match iterable:
        case ast.Call(func=ast.Name(id="range") as called, args=[*bounds], keywords=[]) if is_builtin(
            reading, called
        ):
            numbers = [number_of(reading, bound) for bound in bounds]
        case _:
            return None
    known = [number for number in numbers if number is not None]
    if len(known) != len(numbers) or not known:
        return None
    start, stop, step = {1: (0, known[0], 1), 2: (*known, 1), 3: tuple(known)}.get(len(known), (0, 0, 1))
    return max((stop - start) // step, 0) if step > 0 else None
