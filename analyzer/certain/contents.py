"""What a container surely holds where it is read: a literal, or a name bound to one that nobody changes."""

import ast

from analyzer.certain.elements import is_untouched
from analyzer.reading.naming import is_builtin
from analyzer.reading.reading import Reading

MOST = 500
"""Keys of a dict that is looked into: it is, for each lookup."""

type Key = str | int | float | bool | bytes | None


def length_of(reading: Reading, node: ast.expr) -> int | None:
    """How many items there are."""
    match literal_of(reading, node):
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return None if any(isinstance(part, ast.Starred) for part in parts) else len(parts)
        case ast.Constant(value=str() | bytes() as text):
            return len(text)
        case ast.Call(func=ast.Name(id="list" | "tuple" | "str") as made, args=[], keywords=[]):
            return 0 if is_builtin(reading, made) else None
        case _:
            return None


def keys_of(reading: Reading, node: ast.expr) -> set[Key] | None:
    """The keys of a dict, all of them."""
    match literal_of(reading, node):
        case ast.Dict(keys=keys):
            if len(keys) > MOST:
                return None
            values = [key.value for key in keys if isinstance(key, ast.Constant)]
            plain = [value for value in values if isinstance(value, str | int | float | bytes | None)]
            return set(plain) if len(plain) == len(keys) else None
        case ast.Call(func=ast.Name(id="dict") as made, args=[], keywords=words) if is_builtin(reading, made):
            names = {word.arg for word in words}
            return None if None in names else {*names}
        case _:
            return None


def literal_of(reading: Reading, node: ast.expr) -> ast.expr | None:
    """The expression that made a container; None where it may have been changed since."""
    if not isinstance(node, ast.Name):
        return node
    match reading.program.bindings(node):
        case [binding] if binding.kind == "assignment" and binding.value is not None:
            fixed = isinstance(binding.value, ast.Constant | ast.Tuple)
            return binding.value if fixed or is_untouched(reading, node) else None
        case _:
            return None


def whole_number(node: ast.expr) -> int | None:
    """The number that an index is written as."""
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
        case _:
            return None
