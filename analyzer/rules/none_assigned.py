"""none-assigned: the result of a method that changes its object in place, and returns None."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import agreed, type_of
from analyzer.reading.guards import felt
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Edit, Severity

IN_PLACE = {
    "list": frozenset({"append", "extend", "insert", "sort", "reverse", "remove", "clear"}),
    "dict": frozenset({"update", "clear"}),
    "set": frozenset({"add", "update", "discard", "remove", "clear"}),
}
KIND_OF = {"append": "list", "extend": "list", "sort": "list", "reverse": "list"}
"""What the object is taken for where it is bound anew by the call itself."""


@rule(
    ast.Assign,
    ast.Return,
    ast.For,
    severity=Severity.WARNING,
    flags=[
        "xs = [2, 1]\nys = xs.append(3)",
        "def f():\n    xs = [1]\n    return xs.append(2)",
        "s = {1}\nt = s.add(2)",
        "line = print('Total:', 12)",
        "xs = []\nfor i in range(3):\n    xs = xs.append(i)",
        "xs = [1]\nfor x in xs.reverse():\n    pass",
    ],
    fixes={
        "xs = [2, 1]\nys = xs.sort()": "xs = [2, 1]\nys = sorted(xs)",
        "xs = [2, 1]\nys = xs.sort(reverse=True)": "xs = [2, 1]\nys = sorted(xs, reverse=True)",
        "xs = [2, 1]\nxs = xs.sort()": "xs = [2, 1]\nxs.sort()",
        "xs = []\nxs = xs.append(1)": "xs = []\nxs.append(1)",
    },
    passes=[
        "xs = [2, 1]\nxs.sort()",
        "def f(xs): return xs.sort()",
        "xs = [1]\ny = xs.pop()",
        "y = sorted([1])",
        "class A:\n    def append(self, x): return self\na = A()\na = a.append(1)",
        "import pandas as pd\ndf = pd.DataFrame()\ndf = df.append(1)",
        "def f():\n    return print('x')",
    ],
)
def none_assigned(reading: Reading, node: ast.stmt) -> Iterator[Hit]:
    """A method that changes its object and returns None, and that None is kept."""
    match node:
        case ast.For(iter=ast.Call() as call) | ast.Assign(value=ast.Call() as call):
            pass
        case ast.Return(value=ast.Call() as call):
            pass
        case _:
            return
    if isinstance(node, ast.Assign) and whole_name(reading, call.func) == "builtins.print":
        yield of_print(reading, call)
    if not isinstance(call.func, ast.Attribute):
        return
    owner, method = call.func.value, call.func.attr
    kind = type_of(reading, owner) or rebound(reading, node, owner, method)
    if method not in IN_PLACE.get(kind or "", ()):
        return
    severity = felt(reading.program, node, "TypeError")
    if severity:
        text = reading.program.text(owner)
        edits, words = instead(reading, node, call, owner, method)
        message = f"`{text}.{method}()` changes `{text}` and returns None"
        yield Hit(call, message, method, None, edits, words, Severity.WARNING)


def of_print(reading: Reading, call: ast.Call) -> Hit:
    """What is printed is gone: the sign wants a text."""
    text = reading.program.text(call)
    words = "Keep the text, and print it in a line of its own"
    return Hit(call, f"`{text}` prints, and returns None", "print", None, (), (words,), Severity.WARNING)


def rebound(reading: Reading, node: ast.AST, owner: ast.expr, method: str) -> str | None:
    """The type of `xs` in `xs = xs.append(1)`, by what else binds it."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) if isinstance(owner, ast.Name) and owner.id == name:
            others = [one for one in reading.program.bindings(owner) if one.owner is not node]
            kind = agreed(reading, others, 2) if others else None
            return kind if kind == KIND_OF.get(method) else None
        case _:
            return None


def instead(
    reading: Reading, node: ast.AST, call: ast.Call, owner: ast.expr, method: str
) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Call it on its own where the object is bound to itself; else `sorted` and a slice make new lists."""
    program = reading.program
    text = program.text(owner)
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) if name == text:
            alone = program.text(call)
            return (Edit(program.span(node), alone),), (f"Write `{alone}` without the assignment",)
    if method == "sort" and not call.args:
        keywords = "".join(f", {program.text(word)}" for word in call.keywords)
        new = f"sorted({text}{keywords})"
        return (Edit(program.span(call), new),), (f"Change `{program.text(call)}` to `{new}`",)
    return (), (f"Call `{text}.{method}(…)` in a line of its own, then use `{text}`",)
