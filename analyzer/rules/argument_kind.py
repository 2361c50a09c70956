"""argument-kind: a builtin is given a value of a kind that it cannot work with."""

import ast
from collections.abc import Iterator, Mapping

from analyzer.certain.certain import type_of
from analyzer.reading.guards import asks_first, felt, is_asked_about
from analyzer.reading.naming import is_builtin
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Severity

NUMBERS = frozenset({"int", "float", "bool", "complex", "NoneType", "function", "coroutine"})
LAZY = frozenset({"generator", "map", "filter", "zip", "enumerate"})
TEXTS = frozenset({"str", "bytes", "list", "tuple", "dict", "set", "NoneType", "function"})
UNFIT: Mapping[str, frozenset[str]] = {
    "len": NUMBERS | LAZY,
    **dict.fromkeys(("sum", "sorted", "list", "tuple", "set", "any", "all", "enumerate", "iter"), NUMBERS),
    "range": TEXTS | {"float", "complex"},
    "int": frozenset({"list", "tuple", "dict", "set", "NoneType", "complex", "function"}),
    "float": frozenset({"list", "tuple", "dict", "set", "NoneType", "complex", "function"}),
    "abs": TEXTS,
    "round": TEXTS,
    "chr": TEXTS | {"float"},
    "ord": NUMBERS | {"list", "tuple", "dict", "set"},
}
"""Kinds that the builtins refuse as arguments by place."""


@rule(
    ast.Call,
    flags=[
        "len(5)",
        "x = None\nlen(x)",
        "rows = (r for r in [1])\nprint(len(rows))",
        "for i in range('3'): pass",
        "int([1])",
        "sum(5)",
        "abs('a')",
        "n = 10\nprint(list(n))",
    ],
    fixes={
        "n = 10\nfor i in range(n / 2): pass": "n = 10\nfor i in range(n // 2): pass",
        "n = input()\nfor i in range(n): pass": "n = input()\nfor i in range(int(n)): pass",
    },
    passes=[
        "len('a'), sum([1]), range(3), int('3'), abs(-1), list('ab'), sorted({1}), ord('a'), round(1.5)",
        "def f(x): return len(x)",
        "def len(x): return 1\nlen(5)",
        "try:\n    len(5)\nexcept TypeError:\n    pass",
        "x = None\nif x is not None:\n    len(x)",
        "sum(*x)",
    ],
)
def argument_kind(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """A builtin function gets a number for a list, a text for a number, or the like."""
    if not isinstance(call.func, ast.Name) or call.func.id not in UNFIT or not is_builtin(reading, call.func):
        return
    name = call.func.id
    for argument in call.args if name == "range" else call.args[:1]:
        kind = type_of(reading, argument)
        severity = felt(reading.program, call, "TypeError") if kind in UNFIT[name] else None
        guarded = kind == "NoneType" and is_asked_about(reading.program, argument)
        if severity and not guarded and not asks_first(reading.program, call):
            yield hit_of(reading, name, argument, str(kind), severity=severity)


def hit_of(reading: Reading, name: str, argument: ast.expr, kind: str, *, severity: Severity) -> Hit:
    """Say which kind it is; a quotient becomes whole by `//`, and a text a number by `int`."""
    text = reading.program.text(argument)
    message = f"`{name}` cannot take `{text}`, a value of type `{kind}`"
    better = None
    match argument:
        case ast.BinOp(left=left, op=ast.Div(), right=right) if name == "range":
            better = f"{reading.program.text(left)} // {reading.program.text(right)}"
        case _ if name == "range" and kind in {"str", "float"}:
            better = f"int({text})"
        case _ if name == "len" and kind in LAZY:
            better = f"list({text})"
        case _:
            pass
    words = (f"Change `{text}` to `{better}`",) if better else ()
    return Hit(argument, message, text, better, (), words, severity)
