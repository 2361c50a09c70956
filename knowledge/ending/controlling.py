"""What decides whether a loop goes on: the places that its test and the tests of its exits read."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.calling.calls import callee
from knowledge.ending.leaving import PURE, exits_of, guards
from knowledge.ending.stopping import within
from knowledge.facts import Facts

CHANGING = frozenset(
    {"random", "secrets", "time", "datetime", "uuid", "threading", "multiprocessing", "concurrent", "asyncio"}
    | {"queue", "socket", "select", "os", "signal", "sys", "itertools", "subprocess"}
)
"""Modules whose functions give something else each time, or keep a state that is not seen."""

UNSEEN_CALLS = frozenset({"input", "open", "next", "iter", "exec", "eval", "globals", "vars", "setattr"})
MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Controls:
    """The places that are read directly, and `behind` them all that these are computed from.

    A place is a name, or a name with attributes: `self.balance`.
    """

    places: tuple[str, ...]
    behind: tuple[str, ...]


def is_repeatable(facts: Facts) -> bool:
    """Whether nothing in the program can give another result when all that is seen stays the same."""
    classes = {"cls", *(node.name for node in facts.program.nodes if isinstance(node, ast.ClassDef))}
    for node in facts.program.nodes:
        match node:
            case ast.Import(names=names) if any(one.name.partition(".")[0] in CHANGING for one in names):
                return False
            case ast.ImportFrom(module=module) if (module or "").partition(".")[0] in CHANGING:
                return False
            case ast.Call(func=ast.Name(id=name)) if name in UNSEEN_CALLS:
                return False
            case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store()) if name in classes:
                return False
            case ast.arguments(defaults=defaults) if any(
                not isinstance(one, ast.Constant) for one in defaults
            ):
                return False
            case ast.Yield() | ast.YieldFrom() | ast.Await() | ast.Nonlocal():
                return False
            case _:
                continue
    return True


def controls_of(facts: Facts, loop: ast.While) -> Controls | None:
    """What decides whether the loop goes on; None where that is nothing, or too much."""
    tests = [loop.test, *(test for leave in exits_of(loop) for test in guards(facts, loop, leave))]
    places = tuple(dict.fromkeys(place for test in tests for place in places_in(facts, test)))
    behind = dict.fromkeys((*places, *shared(facts)))
    for _ in range(MOST_PLACES):
        more = {place: None for node in within(loop.body) for place in sources(facts, node, behind)}
        if more.keys() <= behind.keys():
            break
        behind |= more
    if not places or len(behind) > MOST_PLACES:
        return None
    return Controls(places, tuple(behind))


def shared(facts: Facts) -> list[str]:
    """The variables of the module that functions read or change."""
    bindings = facts.program.scopes.root.bindings
    found = [
        node.id
        for node in facts.program.nodes
        if isinstance(node, ast.Name) and node.id in bindings and facts.program.function(node) is not None
    ]
    kinds = {name: {binding.kind for binding in bindings[name]} for name in found}
    return [name for name in dict.fromkeys(found) if not kinds[name] & {"import", "def", "class"}]


def places_in(facts: Facts, node: ast.AST) -> Iterator[str]:
    """Yield the places that an expression reads, without what it calls."""
    match node:
        case ast.Call(func=func, args=args, keywords=keywords):
            parts: list[ast.AST] = [*called(facts, node, func), *args, *keywords]
        case ast.Name(id=name, ctx=ast.Load()):
            yield name
            return
        case ast.Attribute() if place := dotted(node):
            yield place
            return
        case ast.NamedExpr(value=value):
            parts = [value]
        case ast.Lambda():
            return
        case _:
            parts = list(ast.iter_child_nodes(node))
    for part in parts:
        yield from places_in(facts, part)


def called(facts: Facts, call: ast.Call, func: ast.expr) -> list[ast.expr]:
    """What a call reads beside its arguments: the object of a method, or a function that is not known."""
    if isinstance(func, ast.Attribute):
        return [func.value]
    known = isinstance(func, ast.Name) and (func.id in PURE or callee(facts, call) is not None)
    return [] if known else [func]


def dotted(node: ast.expr) -> str | None:
    """A name with attributes, as text."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            head = dotted(value)
            return f"{head}.{attr}" if head else None
        case _:
            return None


def sources(facts: Facts, node: ast.AST, behind: dict[str, None]) -> Iterator[str]:
    """Yield what a statement reads that changes one of the places."""
    match node:
        case ast.Assign(targets=targets, value=value):
            reads = [value] if any(changes(target, behind) for target in targets) else []
        case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            reads = [value] if changes(target, behind) else []
        case ast.For(target=target, iter=value):
            reads = [value] if changes(target, behind) else []
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner)) as value) if changes(owner, behind):
            reads = [value]
        case _:
            return
    tests = [above.test for above in facts.program.ancestors(node) if isinstance(above, ast.If | ast.While)]
    for read in (*reads, *(tests if reads else ())):
        yield from places_in(facts, read)


def changes(target: ast.expr, behind: dict[str, None]) -> bool:
    """Whether a target is one of the places, or a part of one."""
    return any(
        isinstance(node, ast.expr) and (place := dotted(node)) is not None and touches(place, behind)
        for node in ast.walk(target)
    )


def touches(place: str, behind: dict[str, None]) -> bool:
    """Whether changing a place changes one of the others."""
    return any(f"{one}.".startswith(f"{place}.") or f"{place}.".startswith(f"{one}.") for one in behind)
