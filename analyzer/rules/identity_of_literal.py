"""identity-of-literal: `x is 1`, which asks for the same object and not for the same value."""

import ast
from collections.abc import Iterator

from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Edit, Severity, Span

type Value = str | bytes | int | float | complex


@rule(
    ast.Compare,
    severity=Severity.WARNING,
    flags=["print(1 < x is 'a')", "print((1, 2) is x)"],
    fixes={
        "print(x is 1)": "print(x == 1)",
        "print(x is not 'a')": "print(x != 'a')",
        "print('is' is x)": "print('is' == x)",
        "print(x is  not -1)": "print(x != -1)",
    },
    passes=["x is None", "x is True", "x is not ...", "x == 1", "x is y", "x is not False"],
)
def identity_of_literal(reading: Reading, node: ast.Compare) -> Iterator[Hit]:
    """A comparison with `is` of a number or text, which may say no though the values are equal."""
    sides = [node.left, *node.comparators]
    for row, operator in enumerate(node.ops):
        left, right = sides[row], sides[row + 1]
        if isinstance(operator, ast.Is | ast.IsNot) and (is_value(left) or is_value(right)):
            better = "==" if isinstance(operator, ast.Is) else "!="
            edits, words = rewritten(reading, left, right, better) if len(node.ops) == 1 else ((), ())
            message = "`is` asks for the same object, not for the same value"
            yield Hit(node, message, edits=edits, suggestions=words, safe=True)


def is_value(node: ast.expr) -> bool:
    """Whether this is a literal of which there may be several equal ones."""
    match node:
        case ast.Constant(value=bool() | None):
            return False
        case ast.Constant(value=str() | bytes() | int() | float() | complex()) | ast.Tuple():
            return True
        case ast.UnaryOp(operand=ast.Constant() as inner):
            return is_value(inner)
        case _:
            return False


def rewritten(
    reading: Reading, left: ast.expr, right: ast.expr, better: str
) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Write the other operator where nothing but the old one stands between the two sides."""
    one, other = reading.program.span(left), reading.program.span(right)
    between = Span(one.end_line, one.end_column, other.line, other.column)
    text = reading.program.source.segment(between)
    if text.split() not in (["is"], ["is", "not"]):
        return (), ()
    start = one.end_column + len(text) - len(text.lstrip())
    place = Span(one.end_line, start, one.end_line, start + len(text.strip()))
    same = one.end_line == other.line
    return ((Edit(place, better),) if same else ()), (f"Compare with `{better}`",)
