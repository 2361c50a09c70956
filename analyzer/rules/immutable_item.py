"""immutable-item: an item of a text or tuple is set or deleted."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import type_of
from analyzer.reading.guards import asks_first, felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule

FIXED = frozenset({"str", "tuple", "bytes", "range"})


@rule(
    ast.Subscript,
    flags=[
        "t = (1, 2)\nt[0] = 3",
        "s = 'abc'\ns[0] = 'x'",
        "s = 'abc'\ndel s[0]",
        "t = 1, 2\nt[0] += 3",
        "s = input()\ns[0] = 'x'",
    ],
    passes=[
        "x = [1]\nx[0] = 2",
        "def f(x): x[0] = 1",
        "t = (1, [2])\nt[1][0] = 3",
        "t = (1, 2)\nt = list(t)\nt[0] = 3",
        "try:\n    'a'[0] = 1\nexcept TypeError:\n    pass",
        "s = 'abc'\ns[0]",
    ],
)
def immutable_item(reading: Reading, node: ast.Subscript) -> Iterator[Hit]:
    """An item of a value that cannot be changed is set or deleted."""
    if isinstance(node.ctx, ast.Load):
        return
    kind = type_of(reading, node.value)
    severity = felt(reading.program, node, "TypeError") if kind in FIXED else None
    if severity and not asks_first(reading.program, node):
        text = reading.program.text(node.value)
        verb = "deleted" if isinstance(node.ctx, ast.Del) else "set"
        words = (f"Make a list of it first: `list({text})`",)
        if kind == "str":
            words = (f"Build a new text: `{text}[:i] + … + {text}[i + 1:]`",)
        message = f"`{text}` is a value of type `{kind}`: its items cannot be {verb}"
        yield Hit(node, message, text, None, (), words, severity)
