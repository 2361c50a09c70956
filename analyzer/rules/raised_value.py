"""raised-value: `raise` with something that is no exception."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import type_of
from analyzer.reading.guards import felt
from analyzer.reading.naming import is_builtin
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule

MEANT = "NotImplementedError"
VALUES = frozenset({"str", "int", "float", "bytes", "tuple", "list", "dict", "bool", "NoneType", "set"})


@rule(
    ast.Raise,
    flags=["raise 1", "raise NotImplemented('x')", "raise ('a', 'b')", "raise None"],
    fixes={
        "raise NotImplemented": "raise NotImplementedError",
        "raise 'too late'": "raise Exception('too late')",
        "def f(n):\n    raise f'bad {n}'": "def f(n):\n    raise Exception(f'bad {n}')",
    },
    passes=[
        "raise ValueError",
        "raise ValueError('x')",
        "raise error",
        "raise make()",
        "raise",
        "try:\n    raise 'x'\nexcept TypeError:\n    pass",
    ],
)
def raised_value(reading: Reading, statement: ast.Raise) -> Iterator[Hit]:
    """A `raise` of a value that is no exception, which raises a TypeError instead."""
    value = statement.exc
    if value is None or not (severity := felt(reading.program, statement, "TypeError")):
        return
    text = reading.program.text(value)
    name = value.func if isinstance(value, ast.Call) else value
    if isinstance(name, ast.Name) and name.id == "NotImplemented" and is_builtin(reading, name):
        message = f"`{name.id}` is a value for comparisons, the exception is `{MEANT}`"
        yield Hit(name, message, name.id, MEANT, (), (f"Raise `{MEANT}`",), severity, safe=True)
    elif (kind := type_of(reading, value)) in VALUES:
        better = f"Exception({text})" if kind == "str" else None
        words = (f"Raise `{better}`, or a more special exception",) if better else ()
        yield Hit(value, f"a value of type `{kind}` cannot be raised", None, better, (), words, severity)
