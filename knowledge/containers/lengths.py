"""Where an index comes from: the loop that counts it, and what that loop counts to."""

import ast
from dataclasses import dataclass

from knowledge.facts import Facts
from knowledge.finding import Span


@dataclass(frozen=True, slots=True)
class Indexing:
    """A failing `container[index]`: both expressions, the length and the index where they are known."""

    node: ast.Subscript
    length: int
    index: int
    kind: str

    @property
    def container(self) -> ast.expr:
        """What was indexed."""
        return self.node.value

    @property
    def stores(self) -> bool:
        """Whether an item was to be set."""
        return isinstance(self.node.ctx, ast.Store)


def name_in(index: ast.expr) -> tuple[ast.Name | None, int]:
    """The name in an index and the number added to it: `i` and 1 for `i + 1`."""
    match index:
        case ast.Name():
            return index, 0
        case ast.BinOp(left=ast.Name() as name, op=ast.Add(), right=ast.Constant(value=int(count))):
            return name, count
        case ast.BinOp(left=ast.Name() as name, op=ast.Sub(), right=ast.Constant(value=int(count))):
            return name, -count
        case _:
            return None, 0


def loop_of(facts: Facts, name: ast.Name) -> ast.For | ast.comprehension | None:
    """The innermost loop around a name that binds it."""
    bindings = facts.program.bindings(name)
    above = list(facts.program.ancestors(name))
    for node in above:
        if isinstance(node, ast.For) and any(one.owner is node for one in bindings):
            return node
        for clause in getattr(node, "generators", ()):
            if any(part is one.node for part in ast.walk(clause.target) for one in bindings):
                return clause  # type: ignore[no-any-return]  # generators hold clauses
    return next((one.owner for one in bindings if isinstance(one.owner, ast.For)), None)


def while_of(facts: Facts, name: ast.Name) -> ast.While | None:
    """The innermost `while` around a name whose test compares it."""
    for node in facts.program.ancestors(name):
        if isinstance(node, ast.While) and any(
            isinstance(part, ast.Name) and part.id == name.id for part in ast.walk(node.test)
        ):
            return node
    return None


def stop_of(iterable: ast.expr) -> ast.expr | None:
    """What a `range` counts up to."""
    match iterable:
        case ast.Call(func=ast.Name(id="range"), args=[_, _, ast.UnaryOp(op=ast.USub())]):
            return None
        case (
            ast.Call(func=ast.Name(id="range"), args=[stop])
            | ast.Call(func=ast.Name(id="range"), args=[_, stop, *_])
        ):
            return stop
        case _:
            return None


def length_of(node: ast.expr) -> ast.expr | None:
    """`xs` of `len(xs)`."""
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[inner]):
            return inner
        case _:
            return None


def shrinks(facts: Facts, loop: ast.AST, container: ast.expr) -> Span | None:
    """Where a loop takes items out of the container that it walks over by index."""
    text = ast.unparse(container)
    for node in ast.walk(loop):
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr="pop" | "remove" | "clear")):
                found = owner
            case ast.Delete(targets=[ast.Subscript(value=owner)]):
                found = owner
            case _:
                continue
        if ast.unparse(found) == text:
            return facts.program.span(node)
    return None


def first_beyond(facts: Facts, index: ast.expr, length: int) -> int | None:
    """The first index behind the end that a comprehension's `range` leads to.

    The variables of a comprehension are gone when its failure is seen, so they are counted after.
    """
    largest = highest(facts, index)
    return length if largest is not None and largest >= length else None


def highest(facts: Facts, index: ast.expr) -> int | None:
    """The largest value that an index can have: by its value, its number, or the end of its `range`."""
    known = facts.value(index)
    if known is not None and isinstance(known.scalar, int):
        return known.scalar
    match index:
        case ast.Constant(value=int(number)):
            return number
        case ast.Name() as name:
            loop = loop_of(facts, name)
            stop = stop_of(loop.iter) if isinstance(loop, ast.comprehension) else None
            end = highest(facts, stop) if stop is not None else None
            return None if end is None else end - 1
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, other = highest(facts, left), highest(facts, right)
            return None if one is None or other is None else one + other
        case _:
            return None
