"""Small slips in a function that returns the wrong thing: each is one character or two from what was meant.

They are offered for a failed assertion only: the assertion is the specification that a try is held against.
"""

import ast
from collections.abc import Iterator
from dataclasses import replace

from knowledge.calling.returning import Def
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.operations import SYMBOLS, symbol_edit
from knowledge.telling.edits import replaced
from knowledge.value import Value

MOST = 10
COMPUTED = frozenset({"bool", "list", "str", "int", "tuple", "dict", "set"})
BOUNDARY: dict[type[ast.cmpop], str] = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
SWAPS: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Sub: ("+",),
    ast.Add: ("-", "*"),
    ast.Mult: ("+", "**"),
    ast.Div: ("//", "*"),
    ast.FloorDiv: ("/",),
}


def variations(facts: Facts, function: Def, got: Value, wanted: Value) -> tuple[Fix, ...]:
    """Change a bound, a comparison, an index or an operator, where the two values are of one kind.

    A number that is off by one, and a list that is one item too long or short, speak for bounds; other
    numbers speak for operators first. Only what the run came to can have made the value.
    """
    if not alike(got, wanted):
        return ()
    code = [node for part in parts_of(facts, function) for node in in_order(facts, part)]
    bounds = [
        *shorter_ranges(facts, code),
        *plain_indices(facts, code),
        *boundaries(facts, code),
        *longer_ranges(facts, code),
    ]
    operators = list(swaps(facts, code))
    found = (
        bounds + operators if is_off_by_one(got, wanted) or got.type == "bool" else mixed(operators, bounds)
    )
    return tuple(replace(fix, birth=fix.edits[0].span) for fix in found[:MOST])


def mixed(operators: list[Fix], bounds: list[Fix]) -> list[Fix]:
    """The first guesses at operators, then those at bounds, then the rest."""
    return [*operators[: MOST // 2], *bounds, *operators[MOST // 2 :]]


def parts_of(facts: Facts, function: Def) -> list[Def]:
    """A function, and those of the program that it calls."""
    names = {
        node.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    called = [one for name in sorted(names) for one in facts.program.functions.get(name, ())]
    inner = {node for node in ast.walk(function) if isinstance(node, ast.FunctionDef)}
    return [function, *(one for one in called if one not in inner)]


def alike(got: Value, wanted: Value) -> bool:
    """Whether both are numbers, or of one type that is computed."""
    return (got.is_number and wanted.is_number) or (got.type == wanted.type and got.type in COMPUTED)


def is_off_by_one(got: Value, wanted: Value) -> bool:
    """Whether a number, or a length, misses by one."""
    if isinstance(got.scalar, int | float) and isinstance(wanted.scalar, int | float):
        return abs(got.scalar - wanted.scalar) == 1
    return got.length is not None and wanted.length is not None and got.length != wanted.length


def range_ends(code: list[ast.expr]) -> Iterator[ast.expr]:
    """Yield what ranges end at."""
    for node in code:
        match node:
            case ast.Call(func=ast.Name(id="range"), args=[end] | [_, end]):
                yield end
            case _:
                continue


def shorter_ranges(facts: Facts, code: list[ast.expr]) -> Iterator[Fix]:
    """`range(n)` for `range(n + 1)` and `range(n - 1)`."""
    for end in range_ends(code):
        bare = without_one(end)
        if bare is not None:
            yield ending_at(facts, end, facts.program.text(bare))


def longer_ranges(facts: Facts, code: list[ast.expr]) -> Iterator[Fix]:
    """`range(n + 1)` for `range(n)`."""
    for end in range_ends(code):
        if without_one(end) is None:
            yield ending_at(facts, end, f"{facts.program.text(end)} + 1")


def ending_at(facts: Facts, end: ast.expr, written: str) -> Fix:
    """Let a range end elsewhere."""
    words = f"Let the range in line {end.lineno} end at `{written}`"
    return Fix(words, (replaced(facts.program, end, written),))


def without_one(node: ast.expr) -> ast.expr | None:
    """`n` of `n - 1` and of `n + 1`."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=ast.Constant(value=1)):
            return left
        case _:
            return None


def plain_indices(facts: Facts, code: list[ast.expr]) -> Iterator[Fix]:
    """`xs[i]` for `xs[i + 1]`."""
    for node in code:
        bare = without_one(node.slice) if isinstance(node, ast.Subscript) else None
        if isinstance(node, ast.Subscript) and bare is not None:
            text = facts.program.text(bare)
            words = f"Use the index `{text}` itself in line {node.lineno}"
            yield Fix(words, (replaced(facts.program, node.slice, text),))


def boundaries(facts: Facts, code: list[ast.expr]) -> Iterator[Fix]:
    """`<` for `<=`, and the like."""
    for node in code:
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


def swaps(facts: Facts, code: list[ast.expr]) -> Iterator[Fix]:
    """Another operator in what is returned, then elsewhere."""
    nodes = [node for node in code if isinstance(node, ast.BinOp)]
    returned = [node for node in nodes if isinstance(facts.program.statement(node), ast.Return)]
    for node in [*returned, *(one for one in nodes if one not in returned)]:
        for new in SWAPS.get(type(node.op), ()):
            edit = symbol_edit(facts, node, new)
            if edit:
                yield Fix(f"Change `{SYMBOLS[type(node.op)]}` to `{new}` in line {node.lineno}", (edit,))


def in_order(facts: Facts, function: Def) -> list[ast.expr]:
    """The expressions of a function that the run came to, in the order of the text."""
    found = [node for node in ast.walk(function) if isinstance(node, ast.expr)]
    lines = {line for line in facts.run.trace.hits if facts.reached(line)}
    seen = [node for node in found if not lines or node.lineno in lines]
    return sorted(seen, key=lambda node: (node.lineno, node.col_offset))
