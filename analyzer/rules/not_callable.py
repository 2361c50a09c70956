"""not-callable: a number, a text or a list is called like a function."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import type_of
from analyzer.reading.guards import asks_first, felt, is_asked_about
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Edit, Severity, Span
from knowledge.tables.builtin_names import BUILTIN_NAMES

VALUES = frozenset(
    {"int", "float", "str", "list", "tuple", "dict", "set", "bool", "bytes", "NoneType", "range"}
)
ITEMS = frozenset({"list", "tuple", "dict", "str"})


@rule(
    ast.Call,
    flags=[
        "'abc'(1)",
        "x = 5\nx(3)",
        "sum = 0\nprint(sum([1, 2]))",
        "[1, 2](0)",
        "None()",
        "'a'.upper()()",
    ],
    fixes={"y = 8 - 5(-2)": "y = 8 - 5*(-2)", "x = 3\ny = 2(x + 1)": "x = 3\ny = 2*(x + 1)"},
    passes=[
        "print(1)",
        "f = lambda: 1\nf()",
        "x = 5\nx = print\nx()",
        "def f(sum): return sum([1])",
        "str(5)",
        "x = None\ndef g():\n    global x\n    x = print\ng()\nx()",
        "hook = None\nif hook:\n    hook()",
        "x = None\nif callable(x):\n    x()",
        "try:\n    5()\nexcept TypeError:\n    pass",
        "d = {}\nd['f']()",
    ],
)
def not_callable(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """A call of a value that surely is no function."""
    kind = type_of(reading, call.func)
    if kind not in VALUES:
        return
    if kind == "NoneType" and is_asked_about(reading.program, call.func):
        return
    severity = felt(reading.program, call, "TypeError")
    if severity and not asks_first(reading.program, call):
        yield hit_of(reading, call, kind, severity)


def hit_of(reading: Reading, call: ast.Call, kind: str, severity: Severity) -> Hit:
    """Say what was probably meant: a product, an item, or the builtin of that name."""
    program = reading.program
    text = program.text(call.func)
    message = f"`{text}` is a value of type `{kind}` and cannot be called"
    span = program.span(call.func)
    gap = Span(span.end_line, span.end_column, span.end_line, span.end_column)
    match call.func:
        case ast.Constant(value=int() | float()):
            words = f"Write `*` between `{text}` and the bracket"
            return Hit(call.func, message, None, None, (Edit(gap, "*"),), (words,), severity)
        case ast.Name(id=name) if name in BUILTIN_NAMES:
            words = f"Give the variable `{name}` another name: it hides the builtin `{name}`"
            return Hit(call.func, message, name, None, (), (words,), severity)
        case ast.Name(id=name) if kind in ITEMS and len(call.args) == 1:
            words = f"Write `{name}[{program.text(call.args[0])}]` to take an item"
            return Hit(call.func, message, name, None, (), (words,), severity)
        case _:
            return Hit(call.func, message, None, None, (), (), severity)
