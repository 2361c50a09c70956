"""not-iterable: a loop over a number, None or a function."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import type_of
from analyzer.reading.guards import asks_first, felt, is_asked_about
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule

VALUES = frozenset({"int", "float", "bool", "complex", "NoneType", "function", "coroutine"})


@rule(
    ast.For,
    ast.comprehension,
    flags=[
        "for i in 2.5:\n    pass",
        "def f():\n    return 1\nfor x in f:\n    pass",
        "x = None\nprint([y for y in x])",
        "xs = [2, 1]\nfor x in xs.sort():\n    pass",
        "async def rows(): return [1]\nasync def main():\n    for row in rows(): print(row)",
    ],
    fixes={
        "for i in 10:\n    pass": "for i in range(10):\n    pass",
        "xs = [1]\nfor i in len(xs):\n    pass": "xs = [1]\nfor i in range(len(xs)):\n    pass",
        "n = int('3')\nprint([i for i in n])": "n = int('3')\nprint([i for i in range(n)])",
    },
    passes=[
        "for i in range(3):\n    pass",
        "def f(n):\n    for i in n:\n        pass",
        "rows = None\nfor row in rows or []:\n    pass",
        "rows = None\nif rows:\n    for row in rows:\n        pass",
        "try:\n    for i in 5:\n        pass\nexcept TypeError:\n    pass",
        "for c in 'abc':\n    pass",
        "async def rows(): return [1]\nasync def main():\n    for row in await rows(): print(row)",
    ],
)
def not_iterable(reading: Reading, node: ast.AST) -> Iterator[Hit]:
    """A loop over a value that cannot be looped over."""
    looped = node.iter if isinstance(node, ast.For | ast.comprehension) else node
    kind = type_of(reading, looped)
    if kind not in VALUES or not isinstance(looped, ast.expr):
        return
    program = reading.program
    severity = felt(program, looped, "TypeError")
    guarded = kind == "NoneType" and is_asked_about(program, looped)
    if not severity or guarded or asks_first(program, looped):
        return
    text = program.text(looped)
    message = f"`{text}` is a value of type `{kind}`, and cannot be looped over"
    better = f"range({text})" if kind == "int" else None
    words = (f"Change `{text}` to `{better}`",) if better else ()
    if kind == "coroutine":
        words = ("Write `await` before the call that made it",)
    if kind == "function":
        words = (f"Call it: `{text}()`",)
    yield Hit(looped, message, text, better, (), words, severity)
