"""What took the memory: the largest value at hand, and the step that made it grow."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.calling.calls import callee
from knowledge.ending.controlling import dotted
from knowledge.ending.stopping import Loop, Stop, loops_around, stops, within
from knowledge.facts import Facts
from knowledge.program import first_line
from knowledge.value import Value

MANY = 1000
FEW = 20
MAPPINGS = frozenset({"dict", "defaultdict", "OrderedDict", "Counter"})
GROWS = frozenset({"append", "extend", "add", "insert", "update", "appendleft", "setdefault", "write"})


@dataclass(frozen=True, slots=True)
class Growth:
    """A step that makes something grow in a loop: `name` is the container, `value` its last known state."""

    name: str
    step: ast.stmt
    loop: Loop
    stop: Stop
    value: Value | None


def growths(facts: Facts) -> list[Growth]:
    """The steps in the loops that were going which put something into a container, the largest first."""
    found = []
    for stop in stops(facts):
        for loop in loops_around(facts, stop):
            found += [
                Growth(name, step, loop, stop, stop.variables.get(name))
                for name, step in steps_in(loop)
                if facts.reached(step.lineno)
                and not is_own(facts, name)
                and may_grow(facts, step, stop.variables.get(name))
            ]
    return sorted(found, key=lambda growth: -(size_of(growth.value)))


def is_own(facts: Facts, name: str) -> bool:
    """Whether a name stands for an object of a class of the program, whose methods do what they like."""
    for node in facts.program.nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Call() as call) if target == name:
                if isinstance(callee(facts, call), ast.ClassDef):
                    return True
            case _:
                continue
    return False


def may_grow(facts: Facts, step: ast.stmt, value: Value | None) -> bool:
    """Whether a step can have made something large: no object of the program, and no item that is replaced.

    A container that is still short, and that the step was seldom come to for, is not what took the memory.
    """
    if value is None:
        return True
    replaces = isinstance(step, ast.Assign) and isinstance(step.targets[0], ast.Subscript)
    short = 0 < size_of(value) < FEW and facts.run.trace.hits.get(first_line(step), 0) < FEW
    return value.defined is None and not short and (not replaces or value.type in MAPPINGS)


def stores(facts: Facts) -> Iterator[tuple[str, Stop]]:
    """The lines on the stack that were come to often and keep something in what outlives their function."""
    for stop in stops(facts):
        function = facts.program.function(stop.statement) if stop.statement is not None else None
        if function is None or stop.statement is None or facts.run.trace.hits.get(stop.line, 0) < FEW:
            continue
        name = kept_in(stop.statement)
        scope = facts.program.scope(stop.statement)
        if name and (name.startswith("self.") or name not in scope.bindings):
            yield name, stop


def kept_in(statement: ast.stmt) -> str | None:
    """The name or attribute into which a statement puts one more item."""
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=owner)]):
            return dotted(owner)
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=attr))) if attr in GROWS:
            return dotted(owner)
        case _:
            return None


def size_of(value: Value | None) -> int:
    """The length of a value; 0 where it is not known."""
    return (value.length or 0) if value is not None else 0


def steps_in(loop: Loop) -> list[tuple[str, ast.stmt]]:
    """The statements of a loop that make a named thing longer."""
    found: list[tuple[str, ast.stmt]] = []
    for node in within(loop.body):
        match node:
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr))) if (
                attr in GROWS
            ):
                found.append((name, node))
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.Mult()):
                found.append((name, node))
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))]):
                found.append((name, node))
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.BinOp(left=ast.Name(id=other), op=ast.Add() | ast.Mult()),
            ) if name == other:
                found.append((name, node))
            case _:
                continue
    return found


def largest(stop: Stop) -> tuple[str, Value] | None:
    """The variable with the most items or letters."""
    sized = [(name, value) for name, value in stop.variables.items() if size_of(value) >= MANY]
    return max(sized, key=lambda pair: size_of(pair[1]), default=None)
