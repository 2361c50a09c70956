"""What took the memory: the largest value at hand, and the step that made it grow."""

import ast
from dataclasses import dataclass

from knowledge.ending.stopping import Loop, Stop, loops_around, stops, within
from knowledge.facts import Facts
from knowledge.value import Value

MANY = 1000
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
            ]
    return sorted(found, key=lambda growth: -(size_of(growth.value)))


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
