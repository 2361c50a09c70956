"""unhashable-key: a list, dict or set as a key, or in a set."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import type_of
from analyzer.reading.guards import felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule

UNHASHABLE = frozenset({"list", "dict", "set", "bytearray"})


@rule(
    ast.Dict,
    ast.Set,
    ast.Subscript,
    ast.DictComp,
    ast.SetComp,
    flags=[
        "d = {{1}: 2}",
        "x = [1]\nd = {x: 2}",
        "s = {(1, [2])}",
        "d = {}\nd[{}] = 1",
        "x = {row.split(): 1 for row in ['a']}",
    ],
    fixes={
        "d = {[1, 2]: 'a'}": "d = {(1, 2): 'a'}",
        "d = {}\nd[[1]] = 2": "d = {}\nd[(1,)] = 2",
        "s = {[], 1}": "s = {(), 1}",
    },
    passes=[
        "d = {(1, 2): [3]}",
        "s = {frozenset({1}), 'a'}",
        "d = {}\nd[1] = [2]",
        "def f(x): return {x: 1}",
        "x: dict[list, int] = {}",
        "import numpy as np\na = np.zeros(3)\na[[1, 2]] = 0",
        "try:\n    {[1]: 2}\nexcept TypeError:\n    pass",
    ],
)
def unhashable_key(reading: Reading, node: ast.expr) -> Iterator[Hit]:
    """A value that can change is used as a key, or put into a set."""
    for key in keys_of(reading, node):
        bad = unhashable(reading, key)
        severity = felt(reading.program, key, "TypeError") if bad else None
        if bad and severity:
            kind, better = type_of(reading, bad), None
            message = f"a value of type `{kind}` can change, so it cannot be a key or stand in a set"
            match bad:
                case ast.List(elts=parts):
                    inside = ", ".join(reading.program.text(part) for part in parts)
                    better = f"({inside},)" if len(parts) == 1 else f"({inside})"
            words = (f"Use a tuple: `{better}`",) if better else ("Use a tuple or a frozenset",)
            yield Hit(bad, message, None, better, (), words, severity)


def keys_of(reading: Reading, node: ast.expr) -> list[ast.expr]:
    """The values that have to be hashable."""
    match node:
        case ast.Dict(keys=keys):
            return [key for key in keys if key is not None]
        case ast.Set(elts=parts):
            return parts
        case ast.DictComp(key=key):
            return [key]
        case ast.SetComp(elt=part):
            return [part]
        case ast.Subscript(value=owner, slice=key):
            return [key] if type_of(reading, owner) == "dict" else []
        case _:
            return []


def unhashable(reading: Reading, node: ast.expr) -> ast.expr | None:
    """The part of a key that cannot be hashed."""
    if isinstance(node, ast.Tuple):
        return next((bad for part in node.elts if (bad := unhashable(reading, part))), None)
    return node if type_of(reading, node) in UNHASHABLE else None
