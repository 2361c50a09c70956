"""Indices that are wrong by how the container, or its end, was made: too short, too high, two swapped."""

import ast

from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.emptiness import fills
from knowledge.containers.index_loops import by_for
from knowledge.containers.lengths import Indexing, length_of, loop_of, name_in
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted, shortened


def by_growth(facts: Facts, found: Indexing) -> Cause | None:
    """The list grows inside the loop, and the index is ahead of it."""
    name, _ = name_in(found.node.slice)
    loop = loop_of(facts, name) if name is not None else None
    if not isinstance(loop, ast.For) or found.index < found.length:
        return None
    text = ast.unparse(found.container)
    statements = (one for one in ast.walk(loop) if isinstance(one, ast.Expr | ast.AugAssign))
    whole = (one for one in statements if not isinstance(getattr(one, "target", None), ast.Subscript))
    growing = next((one for one in whole if fills(one, text)), None)
    if growing is None:
        return None
    program, written = facts.program, facts.program.text(found.node.slice)
    fixes: tuple[Fix, ...] = ()
    if found.index == found.length:
        news = (f"{written} - 1", "-1")
        words = (f"Count from 0: `{text}[{news[0]}]`", f"Take the last item: `{text}[-1]`")
        fixes = tuple(
            Fix(say, (replaced(program, found.node.slice, new),))
            for say, new in zip(words, news, strict=True)
        )
    return Cause(
        "index-ahead-of-list",
        f"line {growing.lineno} adds one item to {quoted(text, 30)} in each turn; `{written}` is ahead of it",
        program.span(found.node),
        certainty=Certainty.LIKELY,
        provenance=origin_of(facts, found.node.slice).links,
        fixes=fixes,
    )


def by_end(facts: Facts, found: Indexing) -> Cause | None:
    """The index is the length itself."""
    origin = origin_of(facts, found.node.slice)
    counted = length_of(origin.node) if isinstance(origin.node, ast.expr) else None
    if counted is None or found.index != found.length or isinstance(found.node.slice, ast.Call):
        return None
    return bound_too_high(facts, found, facts.program.text(found.node.slice), origin.node)  # type: ignore[arg-type]  # it is an expression


def by_bound(facts: Facts, found: Indexing) -> Cause | None:
    """The index is computed from an upper end that is the length, where the last index was meant."""
    origin = origin_of(facts, found.node.slice)
    names = {part.id for part in ast.walk(origin.node) if isinstance(part, ast.Name)}
    if found.index != found.length or not names or origin.kind != "expression":
        return None
    program, function = facts.program, facts.program.function(found.node)
    for statement in program.statements:
        if program.function(statement) is function and (end := end_set(statement, names)):
            name, length = end
            counted = length_of(length)
            if counted is not None and ast.unparse(counted) == ast.unparse(found.container):
                return bound_too_high(facts, found, name, length)
    return None


def end_set(statement: ast.stmt, names: set[str]) -> tuple[str, ast.expr] | None:
    """The name and the expression of `high = len(xs)`, also as a part of `low, high = 0, len(xs)`."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in names and length_of(value):
            return name, value
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            for target, value in zip(targets, values, strict=False):
                if isinstance(target, ast.Name) and target.id in names and length_of(value):
                    return target.id, value
    return None


def bound_too_high(facts: Facts, found: Indexing, name: str, length: ast.expr) -> Cause:
    """Blame the upper end."""
    program, text = facts.program, facts.program.text(length)
    line = program.span(length).line
    words = f"Start with `{name} = {shortened(text, 30)} - 1` in line {line}"
    return Cause(
        "loop-goes-too-far",
        f"line {line} sets `{name}`, which gives the index, to {quoted(text, 30)}: one more than the last",
        program.span(length),
        certainty=Certainty.LIKELY,
        provenance=origin_of(facts, found.node.slice).links,
        fixes=(Fix(words, (replaced(program, length, f"{text} - 1"),)),),
    )


def by_size(facts: Facts, found: Indexing) -> Cause | None:
    """A table was made one item too short: its size is written down, and the index is just behind its end."""
    origin = origin_of(facts, found.container)
    size = size_of(origin.node)
    if found.index != found.length or size is None or isinstance(size, ast.Constant):
        return None
    program, text = facts.program, facts.program.text(size)
    new = f"{text} + 1" if not isinstance(size, ast.BinOp) else f"({text} + 1)"
    words = f"Make it one longer: {quoted(new, 30)} instead of {quoted(text, 30)} in line {origin.line}"
    other = by_for(facts, found)
    bracketed_new = f"({new})" if not new.startswith("(") else new
    return Cause(
        "table-too-short",
        f"line {origin.line} makes {quoted(program.text(found.container), 30)} with {found.length} items, "
        f"so its last index is {found.length - 1}",
        program.span(size),
        certainty=Certainty.LIKELY,
        provenance=origin.links,
        fixes=(
            Fix(words, (replaced(program, size, bracketed_new),), birth=program.span(size), guess=True),
            *(other.fixes if other else ()),
        ),
    )


def size_of(node: ast.AST) -> ast.expr | None:
    """`n` of `[0] * n`, and of `[0 for _ in range(n)]`."""
    match node:
        case (
            ast.BinOp(left=ast.List(), op=ast.Mult(), right=size)
            | ast.BinOp(left=size, op=ast.Mult(), right=ast.List())
        ):
            return size
        case ast.ListComp(
            generators=[ast.comprehension(iter=ast.Call(func=ast.Name(id="range"), args=[size]), ifs=[])]
        ):
            return size
        case _:
            return None


def by_swap(facts: Facts, found: Indexing) -> Cause | None:
    """`board[c][r]` where the rows come first: each index would fit the other place.

    An index that a step led to went over the edge, in whatever order the two are written.
    """
    program = facts.program
    outer = program.parent(found.node)
    if not isinstance(outer, ast.Subscript) or outer.value is not found.node:
        return None
    if is_step(origin_of(facts, found.node.slice).node):
        return None
    other = facts.value(outer.slice)
    rows = facts.value(found.container)
    lengths = {item.length for item in (rows.items or ())} if rows else set()
    fits = other is not None and isinstance(other.scalar, int) and 0 <= other.scalar < found.length
    if not fits or lengths == {None} or not any(length and found.index < length for length in lengths):
        return None
    one, two = program.text(found.node.slice), program.text(outer.slice)
    new = f"{program.text(found.container)}[{two}][{one}]"
    words = f"Swap the two indices: {quoted(new, 50)}"
    return Cause(
        "indices-swapped",
        f"{quoted(program.text(found.container), 30)} has {found.length} rows; `{one}` is {found.index}, "
        f"which fits a column, and `{two}` fits a row",
        program.span(found.node),
        certainty=Certainty.LIKELY,
        fixes=(Fix(words, (replaced(program, outer, new),)),),
    )


def is_step(node: ast.AST) -> bool:
    """Whether an expression goes a step on from where something is: `row + down`."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return not isinstance(left, ast.Constant) and not isinstance(right, ast.Constant)
        case _:
            return False
