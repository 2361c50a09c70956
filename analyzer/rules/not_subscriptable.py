"""not-subscriptable: an item is taken from a number, None, a set or a function."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import library_name, type_of
from analyzer.reading.guards import asks_first, felt, is_asked_about
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.calling.library import members_of_class, returned

VALUES = frozenset(
    {"int", "float", "bool", "complex", "NoneType", "set", "frozenset", "generator", "function", "coroutine"}
)
ITERATORS = frozenset({"generator", "map", "filter", "zip", "enumerate", "reversed"})
WAIT = ("Write `await` before the call that made it",)
NO_ITEMS = VALUES | ITERATORS | {"function"}


@rule(
    ast.Subscript,
    flags=[
        "x = 5\nprint(x[0])",
        "s = {1, 2}\nprint(s[0])",
        "def f():\n    print(1)\ny = f()\nprint(y['a'])",
        "print(len('abc')[0])",
        "def f(): return 1\nprint(f[0])",
        "x = map(str, [1])\nprint(x[0])",
        "x = 5\nx[0] = 1",
        "xs = []\nxs.append[1]",
        "import math\nprint(math.sqrt[4])",
        "async def get(): return {}\nasync def main():\n    data = get()\n    print(data['a'])",
    ],
    passes=[
        "x = [1]\nx[0]",
        "async def get(): return {}\nasync def main():\n    data = await get()\n    print(data['a'])",
        "async def get(): yield 1\nasync def f():\n    async for x in get(): x[0]",
        "def f(x): return x[0]",
        "x: dict[str, int] = {}",
        "def f(x: list[int]) -> tuple[int, ...]: ...",
        "x = None\nif x is not None:\n    x[0]",
        "x = None\ndef g():\n    global x\n    x = []\ng()\nx[0]",
        "try:\n    (5)[0]\nexcept TypeError:\n    pass",
        "class A:\n    def __class_getitem__(cls, k): return cls\nA[0]",
        "@decorate\ndef f(): pass\nf[0]",
    ],
)
def not_subscriptable(reading: Reading, node: ast.Subscript) -> Iterator[Hit]:
    """An item is asked of a value that has none."""
    kind = type_of(reading, node.value) or kind_of_method(reading, node.value)
    if kind not in NO_ITEMS:
        return
    program = reading.program
    severity = felt(program, node, "TypeError")
    guarded = kind == "NoneType" and is_asked_about(program, node.value)
    if severity and not guarded and not asks_first(program, node):
        text = program.text(node.value)
        words = (f"Make a list of it first: `list({text})`",) if kind in ITERATORS else ()
        if kind == "coroutine":
            words = WAIT
        if kind == "function":
            words = (f"Call it: `{text}({program.text(node.slice)})`",)
        yield Hit(
            node, f"`{text}` is a value of type `{kind}`, which has no items", text, None, (), words, severity
        )


def kind_of_method(reading: Reading, node: ast.expr) -> str | None:
    """Whether an expression names a function or method of the standard library."""
    name = library_name(reading, node) if isinstance(node, ast.Attribute) else None
    is_class = name is None or members_of_class(name) is not None or name.rpartition(".")[2][:1].isupper()
    return "function" if name is not None and not is_class and returned(name) not in {None, name} else None
