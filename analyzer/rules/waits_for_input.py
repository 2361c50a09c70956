"""waits-for-input: `input()`, and nothing stands on standard input."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import felt
from analyzer.reading.naming import is_builtin
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Severity


@rule(
    ast.Call,
    severity=Severity.HINT,
    flags=["name = input('? ')", "def f():\n    return int(input())"],
    passes=[
        "try:\n    name = input()\nexcept EOFError:\n    name = ''",
        "def input(): return 'x'\ninput()",
        "import sys\nfor line in sys.stdin:\n    print(line)",
    ],
)
def waits_for_input(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """A program asks for input: where none is given, that raises an EOFError.

    A hint where the caller did not say whether there is any; an error where it is known that there is none.
    """
    name = call.func
    if not isinstance(name, ast.Name) or name.id != "input" or reading.setting.has_input:
        return
    severity = felt(reading.program, call, "EOFError") if is_builtin(reading, name) else None
    if severity:
        bad = severity if reading.setting.has_input is False else Severity.HINT
        words = ("Hand the input over as standard input, or write it into the program",)
        yield Hit(
            call, "this asks for input: without any it raises an EOFError", "input", None, (), words, bad
        )
