"""A container that nothing fills, and one made like it that is filled in its place."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

FILLS = frozenset({"append", "appendleft", "add", "extend", "insert", "update", "put", "push"})
TAKES = frozenset({"pop", "popleft", "popitem", "remove", "heappop"})
MOST = 4
FAULTS = ("IndexError", "KeyError", "ValueError", "ZeroDivisionError", "StatisticsError")


@slip(rank=1)
def other_filled(facts: Facts) -> Iterator[Fix]:
    """Fill the one that is empty: first where a function puts back into the other what it took from it.

    In the function that failed nothing is filled: what it puts in it would take out again at once.
    """
    program = facts.program
    if facts.fault is None or not any(map(facts.fault.is_a, FAULTS)):
        return
    empty_here = list(empty_ones(facts))
    if not empty_here:
        return
    fills = [call for call in calls_of(program, FILLS) if facts.reached(call.lineno)]
    taken = {
        (function, owner_text(program, call))
        for call in calls_of(program, TAKES)
        for function in [program.function(call)]
        if function is not None
    }
    for empty in empty_here:
        text = program.text(empty)
        if any(owner_text(program, call) == text for call in fills):
            continue
        twins = made_alike(program, text)
        home = program.function(empty)
        meant = [
            call
            for call in fills
            if owner_text(program, call) in twins and (home is None or program.function(call) is not home)
        ]
        meant.sort(key=lambda call: (program.function(call), owner_text(program, call)) not in taken)
        for call in meant[:MOST]:
            yield told(program, call, text)


def empty_ones(facts: Facts) -> Iterator[ast.expr]:
    """Yield the names and attributes in the failing expression that hold something empty."""
    node = failing(facts)
    for part in ast.walk(node) if node is not None else ():
        if isinstance(part, ast.Name | ast.Attribute) and isinstance(part.ctx, ast.Load):
            value = value_of(facts, part)
            if value is not None and value.length == 0:
                yield part


def calls_of(program: Program, methods: frozenset[str]) -> Iterator[ast.Call]:
    """Yield the calls of methods of these names."""
    for call in program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in methods:
                yield call
            case _:
                continue


def owner_text(program: Program, call: ast.Call) -> str:
    """What a method is called of."""
    return program.text(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def made_alike(program: Program, text: str) -> set[str]:
    """The other names that are given the same empty container as `text`, in the same block."""
    made: dict[str, list[tuple[ast.AST | None, str]]] = {}
    for statement in program.statements:
        match statement:
            case ast.Assign(targets=[ast.Name() | ast.Attribute() as target], value=value):
                place = program.parent(statement), ast.dump(value)
                made.setdefault(program.text(target), []).append(place)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                made.setdefault(program.text(target), []).append((program.parent(statement), ast.dump(value)))
            case _:
                continue
    own = made.get(text, [])
    return {name for name, places in made.items() if name != text and any(place in own for place in places)}


def told(program: Program, call: ast.Call, text: str) -> Fix:
    """Word the change."""
    old = owner_text(program, call)
    owner = call.func.value if isinstance(call.func, ast.Attribute) else call.func
    return Fix(
        f"Put it into {quoted(text, 30)} instead of {quoted(old, 30)} in line {call.lineno}",
        (replaced(program, owner, text),),
        birth=program.span(call),
        because=f"nothing fills {quoted(text, 30)}, and line {call.lineno} fills {quoted(old, 30)}, which is "
        f"made like it",
    )
