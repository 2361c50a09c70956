"""A test that was to keep an index in range, and compares it with something else."""

import ast
from collections.abc import Iterator
from itertools import permutations

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MOST = 4
ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


@slip(rank=0)
def wrong_guard(facts: Facts) -> Iterator[Fix]:
    """Test the index itself; swap two bounds; test against the length of what is indexed."""
    program, node = facts.program, failing(facts)
    if not isinstance(node, ast.Subscript) or facts.fault is None or not facts.fault.is_a("IndexError"):
        return
    tests = list(bounds(facts))
    for test in tests[:MOST]:
        yield from of_index_itself(program, test, node)
    for one, other in permutations(tests, 2):
        if one.lineno == other.lineno and one.col_offset < other.col_offset:
            yield from crossed(program, one, other)


def of_index_itself(program: Program, test: ast.Compare, node: ast.Subscript) -> Iterator[Fix]:
    """`i + 1 < len(xs)` for `i < len(xs)`, where `xs[i + 1]` failed."""
    index, length = program.text(node.slice), f"len({program.text(node.value)})"
    sides = [test.left, *test.comparators]
    for side in sides:
        if is_part_of(side, node.slice) and length in map(program.text, sides):
            yield told(program, test, f"test `{index}`", (replaced(program, side, index),))


def crossed(program: Program, one: ast.Compare, other: ast.Compare) -> Iterator[Fix]:
    """`r < height and c < width` for `r < width and c < height`."""
    first, second = one.comparators[-1], other.comparators[-1]
    texts = [program.text(first), program.text(second)]
    if texts[0] == texts[1] or any(isinstance(side, ast.Constant) for side in (first, second)):
        return
    edits = (replaced(program, first, texts[1]), replaced(program, second, texts[0]))
    yield told(program, one, f"swap `{texts[0]}` and `{texts[1]}`", edits)


def bounds(facts: Facts) -> Iterator[ast.Compare]:
    """Yield the tests for an order that the run came to."""
    for test in facts.program.by_type.get(ast.Compare, []):
        if isinstance(test, ast.Compare) and facts.reached(test.lineno) and isinstance(test.ops[-1], ORDERS):
            yield test


def is_part_of(side: ast.expr, index: ast.expr) -> bool:
    """Whether an index is computed from this side of a test: `i` of `i + 1`."""
    match index:
        case ast.BinOp(left=left, op=ast.Add()):
            return ast.dump(left) == ast.dump(side)
        case _:
            return False


def told(program: Program, test: ast.Compare, what: str, edits: tuple[Edit, ...]) -> Fix:
    """Word the change."""
    return Fix(
        f"In line {test.lineno}, {what}",
        edits,
        birth=program.span(test),
        because=f"the test {quoted(program.text(test), 40)} in line {test.lineno} lets through an index that "
        f"is out of range",
    )
