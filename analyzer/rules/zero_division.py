"""zero-division: a division by a zero that stands there, or that a name surely is."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import type_of
from analyzer.reading.guards import felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Severity
from knowledge.program import Program

NUMBERS = frozenset({"int", "float", "bool", "complex"})


@rule(
    ast.BinOp,
    ast.AugAssign,
    ast.Call,
    flags=[
        "1 / 0",
        "def f(x):\n    return x // 0.0",
        "x = 5\nx %= 0",
        "count = 0\nprint(10 / count)",
        "divmod(7, 0)",
        "1 / (2 - 2)",
    ],
    passes=[
        "1 / 2",
        "'%d' % 0",
        "f'{x}' % 0",
        "count = 0\ncount += 1\nprint(1 / count)",
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    pass",
        "def f(n=0):\n    return 1 / n",
        "for n in range(3):\n    print(0 / 1)",
        "if False:\n    1 / 0",
        "count = 0\nmean = 5 / count if count else 0",
        "def f():\n    count = 0\n    if not count:\n        return\n    print(1 / count)",
        "count = 0\ndef f():\n    global count\n    count = 5\nf()\nprint(1 / count)",
    ],
)
def zero_division(reading: Reading, node: ast.AST) -> Iterator[Hit]:
    """A division by zero. Where the other side may be an array or a path, it is a warning."""
    sides = divided(node)
    if sides is None:
        return
    left, right = sides
    kind = type_of(reading, left)
    if kind in {"str", "bytes"} or not is_zero(reading.program, right):
        return
    severity = felt(reading.program, node, "ZeroDivisionError", "ArithmeticError")
    if severity is Severity.ERROR and kind not in NUMBERS:
        severity = Severity.WARNING
    if severity:
        text = reading.program.text(right)
        message = f"`{text}` is 0 here, and nothing can be divided by it"
        yield Hit(right, message, text, None, (), (f"Check `{text}` before dividing",), severity)


def divided(node: ast.AST) -> tuple[ast.expr, ast.expr] | None:
    """The two sides of a division."""
    match node:
        case ast.BinOp(left=left, op=ast.Div() | ast.FloorDiv() | ast.Mod(), right=right):
            return left, right
        case ast.AugAssign(target=left, op=ast.Div() | ast.FloorDiv() | ast.Mod(), value=right):
            return left, right
        case ast.Call(func=ast.Name(id="divmod"), args=[left, right]):
            return left, right
        case _:
            return None


def is_tested(program: Program, name: str) -> bool:
    """Whether any condition of the program looks at this name."""
    tests = (test for node in program.nodes for test in tests_of(node))
    return any(isinstance(part, ast.Name) and part.id == name for test in tests for part in ast.walk(test))


def tests_of(node: ast.AST) -> list[ast.expr]:
    """The conditions in a node."""
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) | ast.Assert(test=test):
            return [test]
        case ast.BoolOp(values=values) | ast.comprehension(ifs=values):
            return values
        case ast.Match(subject=subject):
            return [subject]
        case _:
            return []


def is_zero(program: Program, node: ast.expr) -> bool:
    """Whether a value is surely zero: a literal, or a name that is bound to one once and never tested."""
    match node:
        case ast.Constant(value=int() | float() | complex() as number):
            return number == 0
        case ast.BinOp(left=ast.Constant(value=left), op=ast.Sub(), right=ast.Constant(value=right)):
            return left == right
        case ast.Name() as name:
            bindings = program.bindings(name)
            values = [binding.value for binding in bindings if binding.kind == "assignment"]
            literal = len(values) == len(bindings) == 1 and isinstance(values[0], ast.Constant)
            zero = literal and values[0] is not None and is_zero(program, values[0])
            return zero and not is_tested(program, name.id)
        case _:
            return False
