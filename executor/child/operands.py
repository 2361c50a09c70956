"""The values of the failing statement's expressions, evaluated again without running anybody's code."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from types import FrameType

from executor.child.details import detailed_claim
from executor.child.evaluation import Evaluation
from executor.child.lookup import Refused
from executor.child.syntax import COMPREHENSIONS, Range, Syntax, covers, evaluated, parts, range_of
from executor.child.values import Claim, value_claim

MOST_OPERANDS = 40
LOAD = ast.Load()
INNER_SCOPES: dict[str, type[ast.expr]] = {"<lambda>": ast.Lambda, "<genexpr>": ast.GeneratorExp}

type Position = tuple[int | None, int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Failing:
    """Where a frame failed; `held` are the variables that comprehensions in it had at that moment."""

    frame: FrameType
    line: int
    position: Position
    held: dict[str, object]


def operand_claims(failing: Failing, syntax: Syntax, *, rich: bool) -> list[Claim]:
    """Tell what the expressions of the statement were, those of the failing expression first."""
    place = whole(failing.position)
    statement = syntax.statement(failing.line, place)
    if statement is None:
        return []
    code_name = failing.frame.f_code.co_name
    nodes = [node for root in roots(statement, code_name, place) for node in evaluated(root, place)]
    nodes.sort(key=lambda node: place is not None and not covers(place, range_of(node)))
    inner = inside_comprehensions(nodes, place) if failing.held else frozenset()
    outside, inside = Evaluation(failing.frame, {}), Evaluation(failing.frame, failing.held)
    claims = (
        _claim(node, inside if id(node) in inner else outside, rich=rich)
        for node in nodes
        if not isinstance(node, ast.Constant) and isinstance(getattr(node, "ctx", LOAD), ast.Load)
    )
    return list(islice(filter(None, claims), MOST_OPERANDS))


def inside_comprehensions(nodes: list[ast.expr], place: Range | None) -> frozenset[int]:
    """The nodes that see the variables of a comprehension that holds the place."""
    found: set[int] = set()
    for node in nodes:
        if isinstance(node, COMPREHENSIONS) and place and covers(range_of(node), place):
            outer = {id(part) for part in ast.walk(node.generators[0].iter)}
            found.update(id(part) for part in ast.walk(node) if part is not node and id(part) not in outer)
    return frozenset(found)


def roots(statement: ast.stmt, code_name: str, place: Range | None) -> Iterator[ast.expr]:
    """Yield the outermost expressions of the statement that belong to the frame's own code."""
    kind = INNER_SCOPES.get(code_name)
    if kind is None:
        yield from parts(statement)
        return
    nodes: list[ast.expr] = [node for node in ast.walk(statement) if isinstance(node, kind)]
    inside = [node for node in nodes if place and covers(range_of(node), place)]
    match inside[-1:]:
        case [ast.Lambda(body=body)]:
            yield body
        case [ast.GeneratorExp(elt=element, generators=[first, *others])]:
            yield from (element, *first.ifs)
            yield from (part for other in others for part in (other.iter, *other.ifs))
        case _:
            return


def _claim(node: ast.expr, evaluation: Evaluation, *, rich: bool) -> Claim | None:
    """Tell the value of one expression; None where it cannot be known without running code."""
    try:
        value = evaluation.value(node)
    except Refused:
        return None
    name = last_name(node)
    claim = detailed_claim(value, name) if rich else value_claim(value, name)
    return {"span": range_of(node), "value": claim}


def last_name(node: ast.expr) -> str:
    """The name that a value is kept under."""
    match node:
        case (
            ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name)))
        ):
            return name
        case _:
            return ""


def whole(position: Position) -> Range | None:
    """The range, if all of it is known."""
    line, column, end_line, end_column = position
    if line is None or column is None or end_line is None or end_column is None:
        return None
    return (line, column, end_line, end_column)
