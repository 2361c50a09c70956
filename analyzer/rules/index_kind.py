"""index-kind: an index that is no whole number."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from analyzer.certain.certain import type_of
from analyzer.reading.guards import asks_first, felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Edit, Span

ROWS = frozenset({"list", "tuple", "str", "bytes", "range"})
WRONG = frozenset({"float", "str", "NoneType", "list", "tuple", "dict", "set", "complex", "bytes"})


@rule(
    ast.Subscript,
    flags=[
        "xs = [1, 2]\nprint(xs['a'])",
        "xs = [[1, 2] [0, 1]]",
        "xs = [1]\nxs[1.0] = 2",
        "grid = [[0]]\nprint(grid[0, 0])",
        "xs = [1]\ni = input()\nprint(xs[i])",
    ],
    fixes={
        "xs = [1, 2, 3]\nprint(xs[len(xs) / 2])": "xs = [1, 2, 3]\nprint(xs[len(xs) // 2])",
        "xs = 'abc'\nprint(xs[:len(xs)/2])": "xs = 'abc'\nprint(xs[:len(xs)//2])",
    },
    passes=[
        "xs = [1]\nprint(xs[0], xs[-1], xs[True], xs[0:1])",
        "d = {}\nd['a'] = 1",
        "def f(xs): return xs['a']",
        "x: list[str] = []",
        "import numpy as np\na = np.zeros(3)\na[0, 0]",
        "try:\n    [1]['a']\nexcept TypeError:\n    pass",
    ],
)
def index_kind(reading: Reading, node: ast.Subscript) -> Iterator[Hit]:
    """An index of a list, tuple or text that is no whole number."""
    kind = type_of(reading, node.value)
    if kind not in ROWS:
        return
    bounds = [node.slice.lower, node.slice.upper] if isinstance(node.slice, ast.Slice) else [node.slice]
    for index in bounds:
        given = type_of(reading, index)
        wrong = given in WRONG and not (given == "NoneType" and len(bounds) == 2)
        severity = felt(reading.program, node, "TypeError") if index and wrong else None
        if index and severity and not asks_first(reading.program, node):
            yield replace(hit_of(reading, node, index, str(given), kind), severity=severity)


def hit_of(reading: Reading, node: ast.Subscript, index: ast.expr, given: str, kind: str) -> Hit:
    """Say what is wrong; a quotient becomes whole by `//`, and a pair of indexes are two."""
    program = reading.program
    text = program.text(node.value)
    message = f"`{text}` is a value of type `{kind}`: its index must be a whole number, not `{given}`"
    match index:
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            between = slash_between(reading, left, right)
            edits = (Edit(between, "//"),) if between else ()
            return Hit(index, message, None, None, edits, ("Divide with `//`",))
        case ast.Tuple(elts=parts) if isinstance(node.value, ast.List):
            return Hit(node, message, None, None, (), ("Write a comma between the lists",))
        case ast.Tuple(elts=parts):
            each = "".join(f"[{program.text(part)}]" for part in parts)
            return Hit(index, message, None, None, (), (f"Write `{text}{each}`",))
        case _:
            words = (f"Make it a number: `int({program.text(index)})`",) if given in {"str", "float"} else ()
            return Hit(index, message, None, None, (), words)


def slash_between(reading: Reading, left: ast.expr, right: ast.expr) -> Span | None:
    """Where the sign of a division stands, if nothing but blanks is around it."""
    one, other = reading.program.span(left), reading.program.span(right)
    between = Span(one.end_line, one.end_column, other.line, other.column)
    text = reading.program.source.segment(between)
    if text.strip() != "/" or "\n" in text:
        return None
    start = one.end_column + text.index("/")
    return Span(one.end_line, start, one.end_line, start + 1)
