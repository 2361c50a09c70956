"""The failing operation with two sides: what stood on each, and what was done with them."""

import ast
import re
from dataclasses import dataclass

from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.numerals import counts, numeral
from knowledge.operating.touching import Touched, failing, touched
from knowledge.telling.wording import short

SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.BitXor: "^", ast.BitAnd: "&", ast.BitOr: "|", ast.LShift: "<<", ast.RShift: ">>",
    ast.Lt: "<", ast.Gt: ">", ast.LtE: "<=", ast.GtE: ">=", ast.In: "in", ast.NotIn: "not in",
    ast.Eq: "==", ast.NotEq: "!=", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
ARITHMETIC = frozenset({"+", "-", "*", "/", "//", "%", "**"})
REALS = frozenset({"int", "float", "complex", "bool", "Decimal", "Fraction"})
ORDERING = frozenset({"<", ">", "<=", ">="})
NAMED = re.compile(r"'([\w.]+)'(?: and |, )'([\w.]+)'$|of '([\w.]+)' and '([\w.]+)'")
GLUED = re.compile(r'concatenate (\w+) \(not "([\w.]+)"\)')


@dataclass(frozen=True, slots=True)
class Operation:
    """`left symbol right`, each side with its value; `kinds` are the names of the two types."""

    node: ast.AST
    symbol: str
    left: Touched
    right: Touched
    kinds: tuple[str, str]

    @property
    def sides(self) -> tuple[tuple[Touched, str], tuple[Touched, str]]:
        """Both sides with their types."""
        return (self.left, self.kinds[0]), (self.right, self.kinds[1])

    def side(self, *kinds: str) -> Touched | None:
        """The first side of one of these types."""
        return next((side for side, kind in self.sides if kind in kinds), None)


def operation(facts: Facts) -> Operation | None:
    """The failing operator with its two sides; of a chain of comparisons the pair that failed."""
    node = failing(facts)
    sides = touched(facts)
    match node:
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            return paired(facts, node, SYMBOLS[type(op)], sides[0], sides[1])
        case ast.Compare(ops=ops):
            pairs = [paired(facts, node, SYMBOLS[type(op)], *sides[at : at + 2]) for at, op in enumerate(ops)]
            return chosen([pair for pair in pairs if pair], facts)
        case _:
            return None


def paired(facts: Facts, node: ast.AST, symbol: str, left: Touched, right: Touched) -> Operation | None:
    """Put two sides together; the message names the types of those whose values were not recorded."""
    told = kinds_told(facts)
    kinds = (left.kind or told[0], right.kind or told[1])
    return Operation(node, symbol, left, right, (kinds[0], kinds[1])) if kinds[0] and kinds[1] else None


def kinds_told(facts: Facts) -> tuple[str, str]:
    """The two types that the interpreter's message names."""
    message = facts.fault.message if facts.fault else ""
    if found := GLUED.search(message):
        return found[1], short(found[2])
    if found := NAMED.search(message):
        names = [name for name in found.groups() if name]
        return short(names[0]), short(names[1])
    return "", ""


def chosen(pairs: list[Operation], facts: Facts) -> Operation | None:
    """Of several pairs, the one whose types the message names."""
    told = kinds_told(facts)
    return next((pair for pair in pairs if pair.kinds == told), pairs[0] if len(pairs) == 1 else None)


def symbol_edit(facts: Facts, node: ast.BinOp | ast.AugAssign, symbol: str) -> Edit | None:
    """Write another operator in the place of the one between two sides."""
    left, right = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
    before, after = facts.program.span(left), facts.program.span(right)
    old = SYMBOLS[type(node.op)]
    gap = facts.source.segment(Span(before.end_line, before.end_column, after.line, after.column))
    at = gap.find(old)
    if at < 0 or "\n" in gap[:at] or "\r" in gap[:at]:
        return None
    column = before.end_column + at
    return Edit(Span(before.end_line, column, before.end_line, column + len(old)), symbol)


CONTAINERS = frozenset({"list", "tuple"})


def is_repeat(found: Operation) -> bool:
    """Whether `sequence * float` was meant to repeat: text, or a list of constants such as `[0]`.

    A list of values times a factor was meant for each item.
    """
    sequence = found.side("str", "bytes", *CONTAINERS)
    if found.symbol != "*" or "float" not in found.kinds or sequence is None:
        return False
    if sequence.kind == "str":
        text = sequence.value.scalar if sequence.value else None
        return not (isinstance(text, str) and (numeral(text) or counts(text)))
    node = sequence.node
    return isinstance(node, ast.List | ast.Tuple) and all(
        isinstance(item, ast.Constant) for item in node.elts
    )


def kind_at(facts: Facts, one: Touched) -> str | None:
    """The type of an expression; of an operator's side that was not recorded, the one the message names."""
    found = operation(facts) if one.kind is None else None
    sides = found.sides if found else ()
    return next((kind for side, kind in sides if side.node is one.node), one.kind)
