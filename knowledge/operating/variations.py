"""Small slips in a function that returns the wrong thing: each is one character or two from what was meant.

They are offered for a failed assertion only: the assertion is the specification that a try is held against.
"""

import ast
from collections.abc import Iterator

from knowledge.calling.returning import Def, inside
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.operations import SYMBOLS, symbol_edit
from knowledge.telling.edits import replaced
from knowledge.value import Value

MOST = 4
BOUNDARY: dict[type[ast.cmpop], str] = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
SWAPS: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Sub: ("+",),
    ast.Add: ("-", "*"),
    ast.Mult: ("+", "**"),
    ast.Div: ("//", "*"),
    ast.FloorDiv: ("/",),
}


def variations(facts: Facts, function: Def, got: Value, wanted: Value) -> tuple[Fix, ...]:
    """Change a bound, a comparison or an operator, where the two values are of one kind.

    A number that is off by one, and a list that is one item too long or short, speak for bounds; other
    numbers speak for operators first.
    """
    if not alike(got, wanted):
        return ()
    bounds, operators = (
        [*range_ends(facts, function), *boundaries(facts, function)],
        list(swaps(facts, function)),
    )
    found = bounds + operators if is_off_by_one(got, wanted) or got.type == "bool" else operators + bounds
    return tuple(found[:MOST])


def alike(got: Value, wanted: Value) -> bool:
    """Whether both are numbers, both truths, or both lists."""
    return (got.is_number and wanted.is_number) or (
        got.type == wanted.type and got.type in ("bool", "list", "str", "int")
    )


def is_off_by_one(got: Value, wanted: Value) -> bool:
    """Whether a number, or a length, misses by one."""
    if isinstance(got.scalar, int | float) and isinstance(wanted.scalar, int | float):
        return abs(got.scalar - wanted.scalar) == 1
    return got.length is not None and wanted.length is not None and got.length != wanted.length


def range_ends(facts: Facts, function: Def) -> Iterator[Fix]:
    """`range(n)` for `range(n + 1)`, and the other way round."""
    for node in in_order(function, ast.Call):
        match node:
            case ast.Call(func=ast.Name(id="range"), args=[end] | [_, end]):
                text = facts.program.text(end)
                written = shorter(facts, end) or f"{text} + 1"
                yield Fix(
                    f"Let the range in line {end.lineno} end at `{written}`",
                    (replaced(facts.program, end, written),),
                )
            case _:
                continue


def shorter(facts: Facts, end: ast.expr) -> str | None:
    """`n` for `n - 1` and for `n + 1`."""
    match end:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=ast.Constant(value=1)):
            return facts.program.text(left)
        case _:
            return None


def boundaries(facts: Facts, function: Def) -> Iterator[Fix]:
    """`<` for `<=`, and the like."""
    for node in in_order(function, ast.Compare):
        if not isinstance(node, ast.Compare) or len(node.ops) != 1 or type(node.ops[0]) not in BOUNDARY:
            continue
        old, new = SYMBOLS[type(node.ops[0])], BOUNDARY[type(node.ops[0])]
        edit = compare_edit(facts, node, old, new)
        if edit:
            yield Fix(f"Change `{old}` to `{new}` in line {node.lineno}", (edit,))


def compare_edit(facts: Facts, node: ast.Compare, old: str, new: str) -> Edit | None:
    """Write another comparison between the two sides, where they stand on one line."""
    before, after = facts.program.span(node.left), facts.program.span(node.comparators[0])
    gap = facts.source.segment(Span(before.end_line, before.end_column, after.line, after.column))
    at = gap.find(old)
    if at < 0 or before.end_line != after.line:
        return None
    start = before.end_column + at
    return Edit(Span(before.end_line, start, before.end_line, start + len(old)), new)


def swaps(facts: Facts, function: Def) -> Iterator[Fix]:
    """Another operator in what is returned, then elsewhere."""
    nodes = [node for node in in_order(function, ast.BinOp) if isinstance(node, ast.BinOp)]
    returned = [node for node in nodes if isinstance(facts.program.statement(node), ast.Return)]
    for node in [*returned, *(one for one in nodes if one not in returned)]:
        for new in SWAPS.get(type(node.op), ()):
            edit = symbol_edit(facts, node, new)
            if edit:
                yield Fix(f"Change `{SYMBOLS[type(node.op)]}` to `{new}` in line {node.lineno}", (edit,))


def in_order(function: Def, kind: type[ast.expr]) -> list[ast.expr]:
    """The nodes of a function of one kind, in the order of the text."""
    found = [node for node in inside(function) if isinstance(node, kind)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))
