"""unsupported-operands: an operator between two values whose types it does not know."""

import ast
from collections.abc import Iterator

from analyzer.certain.certain import type_of
from analyzer.reading.guards import asks_first, felt, is_asked_about
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Edit, Span

NUMBERS = frozenset({"int", "float", "bool", "complex"})
WHOLE = frozenset({"int", "bool"})
SEQUENCES = frozenset({"str", "list", "tuple", "bytes"})
SETS = frozenset({"set", "frozenset"})
KNOWN = NUMBERS | SEQUENCES | SETS | {"dict", "NoneType", "range", "function", "generator", "coroutine"}
SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


@rule(
    ast.BinOp,
    ast.Compare,
    flags=[
        "[1, 2] + 3",
        "[1, 2] / 2",
        "1.5 * [1]",
        "None + 1",
        "x = [i for i in range(3)]\nprint(x - [1])",
        "{1: 2} + {3: 4}",
        "'a' - 'b'",
        "'5' < 6",
        "2 ^ 1.5",
        "[1] < 2",
    ],
    fixes={
        "x = 5\nprint('x is ' + x)": "x = 5\nprint('x is ' + str(x))",
        "len('abc') + ' letters'": "str(len('abc')) + ' letters'",
        "age = input()\nage >= 18": "age = input()\nint(age) >= 18",
        "n = input('n: ')\nprint(n - 1)": "n = input('n: ')\nprint(int(n) - 1)",
    },
    passes=[
        "1 + 2.5",
        "'a' * 3",
        "[0] * 10",
        "'%s' % [1]",
        "f'{x}' % 1",
        "{1} | {2}",
        "{1: 2} | {3: 4}",
        "def f(x): return x + 1",
        "True + 1",
        "x = []\nx = g()\nx + 1",
        "try:\n    'a' + 1\nexcept TypeError:\n    pass",
        "1 == 'a'",
        "'a' in [1]",
        "int(input()) + 1",
        "(1, 2) < (3,)",
        "3j * 2",
        "int | None",
    ],
)
def unsupported_operands(reading: Reading, node: ast.expr) -> Iterator[Hit]:
    """An operator between two values of types that do not go together."""
    sides = operation(node)
    if sides is None:
        return
    left, sign, right = sides
    kinds = type_of(reading, left), type_of(reading, right)
    if not {*kinds} <= KNOWN or fits(sign, kinds[0] or "", kinds[1] or ""):
        return
    severity = felt(reading.program, node, "TypeError")
    asked = "NoneType" in kinds and any(is_asked_about(reading.program, side) for side in (left, right))
    if severity and not asked and not asks_first(reading.program, node):
        message = f"`{sign}` does not go between a value of type `{kinds[0]}` and one of type `{kinds[1]}`"
        edits, words = converted(reading, sides, kinds)
        yield Hit(node, message, None, None, edits, words, severity)


def operation(node: ast.expr) -> tuple[ast.expr, str, ast.expr] | None:
    """The two sides and the sign; a chain of comparisons has more than two."""
    match node:
        case ast.BinOp(left=left, op=operator, right=right):
            return (left, SIGNS[type(operator)], right) if type(operator) in SIGNS else None
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return (left, SIGNS[type(operator)], right) if type(operator) in SIGNS else None
        case _:
            return None


def fits(sign: str, left: str, right: str) -> bool:
    """Whether Python can do that."""
    both = {left, right}
    if both <= NUMBERS:
        bits = sign in {"&", "|", "^", "<<", ">>"}
        return both <= WHOLE if bits else "complex" not in both or sign in {"+", "-", "*", "/", "**"}
    if sign == "%" and left in {"str", "bytes"}:
        return True
    if sign == "*" and (left in SEQUENCES or right in SEQUENCES):
        return bool(both & WHOLE)
    if sign in {"<", "<=", ">", ">="}:
        return (left == right and left in SEQUENCES) or both <= SETS
    if sign == "+":
        return left == right and left in SEQUENCES
    return (both <= SETS and sign in {"-", "&", "|", "^"}) or (both == {"dict"} and sign == "|")


def converted(
    reading: Reading, sides: tuple[ast.expr, str, ast.expr], kinds: tuple[str | None, str | None]
) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Make a text of a number, or a number of what was read as a text."""
    left, sign, right = sides
    for side, kind, other in ((left, kinds[0], kinds[1]), (right, kinds[1], kinds[0])):
        if (
            sign == "+"
            and kind in NUMBERS
            and other == "str"
            and not is_read(reading, left if side is right else right)
        ):
            return wrapped(reading, side, "str")
        if kind == "str" and other in NUMBERS and is_read(reading, side):
            return wrapped(reading, side, "float" if other == "float" else "int")
    return (), ()


def is_read(reading: Reading, node: ast.expr) -> bool:
    """Whether a value came from `input`."""
    match node:
        case ast.Call(func=ast.Name(id="input")):
            return True
        case ast.Name():
            values = [binding.value for binding in reading.program.bindings(node)]
            return bool(values) and all(value is not None and is_input(value) for value in values)
        case _:
            return False


def is_input(node: ast.expr) -> bool:
    """Whether this is a call of `input`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "input"


def wrapped(reading: Reading, node: ast.expr, call: str) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Put a call around a value."""
    span, text = reading.program.span(node), reading.program.text(node)
    start = Edit(Span(span.line, span.column, span.line, span.column), f"{call}(")
    end = Edit(Span(span.end_line, span.end_column, span.end_line, span.end_column), ")")
    return (start, end), (f"Change `{text}` to `{call}({text})`",)
