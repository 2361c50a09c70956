"""unpack-count: more names than values, or fewer."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import type_of
from analyzer.certain.elements import parts_of
from analyzer.reading.guards import felt
from analyzer.reading.naming import is_builtin
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule

SINGLE = frozenset({"bool", "float", "int", "NoneType"})
"""What holds no values that could be given to names."""


@rule(
    ast.Assign,
    ast.For,
    ast.comprehension,
    flags=[
        "a, b = 1, 2, 3",
        "a, b, c = [1, 2]",
        "a, b = 'xyz'",
        "a, b, c = divmod(7, 2)",
        "for a, b, c in enumerate([1]):\n    pass",
        "for a, b, c in zip([1], [2]):\n    pass",
        "d = {}\nfor a, b, c in d.items():\n    pass",
        "x = [a for a, b, c in enumerate('xy')]",
        "a, *b, c = [1]",
        "def f(x):\n    if x:\n        return 1, 2\n    return x, 3\na, b, c = f(1)",
        "rows = [(1, 2), (3, 4)]\nfor a, b, c in rows:\n    pass",
        "prices = [3, 4]\nfor place, price in prices:\n    pass",
    ],
    passes=[
        "a, b = 1, 2",
        "def f(x):\n    if x:\n        return 1, 2\n    return None\na, b, c = f(1)",
        "def f(x):\n    yield x\n    return 1, 2\na, b, c = f(1)",
        "@decorate\ndef f(x):\n    return 1, 2\na, b, c = f(1)",
        "def f(x):\n    return (*x, 2)\na, b, c = f(1)",
        "a, *b = 1, 2, 3",
        "a, b = x",
        "for i, x in enumerate([1]):\n    pass",
        "for a, b in zip(x, y):\n    pass",
        "for a, (b, c) in enumerate(x):\n    pass",
        "for k, v in {}.items():\n    pass",
        "a, b = [*x]",
        "for a, b, c in zip(*x):\n    pass",
        "try:\n    a, b = 1,\nexcept ValueError:\n    pass",
        "for x in enumerate(y):\n    pass",
        "rows = [(1, 2), (3, 4, 5)]\nfor a, *b in rows:\n    pass",
        "rows = []\nfor a, b in rows:\n    pass",
        "rows = [(1, 2)]\nrows.append(x)\nfor a, b, c in rows:\n    pass",
    ],
)
def unpack_count(reading: Reading, node: ast.AST) -> Iterator[Hit]:
    """Several names are given values at once, and there are more or fewer of those."""
    match node:
        case ast.Assign(targets=[ast.Tuple() | ast.List() as target], value=place):
            count = values_in(reading, place)
        case ast.For(target=ast.Tuple() | ast.List() as target, iter=place):
            count = values_in_each(reading, place)
        case ast.comprehension(target=ast.Tuple() | ast.List() as target, iter=place):
            count = values_in_each(reading, place)
        case _:
            return
    if count is None:
        return
    names = len(target.elts)
    starred = any(isinstance(part, ast.Starred) for part in target.elts)
    if count == names or (starred and count >= names - 1):
        return
    severity = felt(reading.program, place, "ValueError", "TypeError")
    if severity:
        least = "at least " if starred else ""
        message = f"there are {count} values for {least}{names - starred} names"
        yield Hit(place, message, None, None, (), (f"Write {count} names left of the sign",), severity)


def values_in(reading: Reading, node: ast.expr) -> int | None:
    """How many values there are, where the text tells."""
    match node:
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return None if any(isinstance(part, ast.Starred) for part in parts) else len(parts)
        case ast.Constant(value=str(text)):
            return len(text)
        case ast.Call(func=ast.Name(id="divmod") as name) if is_builtin(reading, name):
            return 2
        case ast.Call(func=ast.Name() as name):
            return values_returned(reading, name)
        case _:
            return None


def values_returned(reading: Reading, name: ast.Name) -> int | None:
    """How many values a function of the program returns, where each `return` writes them down."""
    match [binding.node for binding in reading.program.bindings(name)]:
        case [ast.FunctionDef(decorator_list=[]) as function] if not reading.writes_unseen:
            results = reading.of_function.get(function, ())
        case _:
            return None
    values = [node.value if isinstance(node, ast.Return) else None for node in results]
    tuples = [value for value in values if isinstance(value, ast.Tuple)]
    counts = {len(value.elts) for value in tuples}
    starred = any(isinstance(part, ast.Starred) for value in tuples for part in value.elts)
    return counts.pop() if len(tuples) == len(values) and len(counts) == 1 and not starred else None


def values_in_each(reading: Reading, node: ast.expr) -> int | None:
    """How many values each round gives."""
    match node:
        case ast.Call(func=ast.Name(id="enumerate") as name):
            return 2 if is_builtin(reading, name) else None
        case ast.Call(func=ast.Name(id="zip") as name, args=parts):
            starred = any(isinstance(part, ast.Starred) for part in parts)
            return len(parts) if is_builtin(reading, name) and not starred else None
        case ast.Call(func=ast.Attribute(value=owner, attr="items"), args=[]):
            return 2 if type_of(reading, owner) == "dict" else None
        case _:
            return length_of_each(reading, node)


def length_of_each(reading: Reading, node: ast.expr) -> int | None:
    """How many values all the elements have, where they are written down; a number has none."""
    parts = parts_of(reading, node) or ()
    if parts and all(type_of(reading, part) in SINGLE for part in parts):
        return 0
    counts = {len(part.elts) if isinstance(part, ast.Tuple | ast.List) else None for part in parts}
    starred = any(isinstance(inner, ast.Starred) for part in parts for inner in ast.walk(part))
    return counts.pop() if len(counts) == 1 and not starred else None
