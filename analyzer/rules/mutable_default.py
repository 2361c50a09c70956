"""mutable-default: a default that all calls share, and that the function changes."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import type_of
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Severity

CHANGERS = frozenset(
    {"append", "extend", "insert", "add", "update", "setdefault", "pop", "remove", "clear", "sort"}
)


@rule(
    ast.arguments,
    severity=Severity.HINT,
    flags=[
        "def f(x, seen=[]):\n    seen.append(x)\n    return seen",
        "def f(k, *, cache={}):\n    cache[k] = 1",
        "def f(x, seen=set()):\n    seen.add(x)",
        "class A:\n    def __init__(self, rows=[]):\n        self.rows = rows",
    ],
    passes=[
        "def f(xs=[]):\n    return len(xs)",
        "def f(xs=None):\n    xs = xs or []\n    xs.append(1)",
        "def f(xs=[]):\n    xs = list(xs)\n    xs.append(1)",
        "def f(xs=()):\n    return xs",
    ],
)
def mutable_default(reading: Reading, arguments: ast.arguments) -> Iterator[Hit]:
    """A list, dict or set as a default is made once: what one call puts in, the next one finds.

    A hint: some mean it, as a memory of results.
    """
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = [
        *zip(reversed(plain), reversed(arguments.defaults), strict=False),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    home = reading.scope_of.get(reading.program.parent(arguments) or arguments)
    for parameter, default in pairs:
        if default is None or home is None or type_of(reading, default) not in {"list", "dict", "set"}:
            continue
        uses = reading.uses_of.get((home, parameter.arg), ())
        changed = len(home.bindings[parameter.arg]) == 1 and any(changes(reading, use.node) for use in uses)
        if changed:
            message = f"`{parameter.arg}` is made once, and all calls share and change it"
            words = (f"Write `{parameter.arg}=None`, and make a new one in the function",)
            yield Hit(default, message, parameter.arg, None, (), words)


def changes(reading: Reading, node: ast.Name) -> bool:
    """Whether a use of a container changes it, or keeps it where others may."""
    match reading.program.parent(node):
        case ast.Attribute(attr=attr):
            return attr in CHANGERS
        case ast.Subscript(ctx=ast.Store() | ast.Del(), value=value):
            return value is node
        case ast.Assign(targets=[ast.Attribute()], value=value):
            return value is node
        case _:
            return False
