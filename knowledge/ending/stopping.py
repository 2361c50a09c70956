"""Where a program was when it was stopped: the line, the variables, and the loops around it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.calling.calls import callee
from knowledge.facts import Facts
from knowledge.program import first_line
from knowledge.value import Value

DEEPEST = 50
"""Levels of the stack that are looked at."""

type Loop = ast.While | ast.For | ast.AsyncFor


@dataclass(frozen=True, slots=True)
class Stop:
    """One level of the stack of a stopped program; `variables` is empty where the stack could not be read."""

    line: int
    function: str
    variables: Mapping[str, Value]
    statement: ast.stmt | None


def stops(facts: Facts) -> list[Stop]:
    """The levels of the stack, innermost first.

    Without a stack the last line that was traced stands for it, and the calls that the run came to lead
    outward: as long as a function is called from one place only, its caller is known.
    """
    frames = facts.run.fault.frames if facts.run.fault else facts.run.stuck
    inside = [frame for frame in reversed(frames) if frame.in_program][:DEEPEST]
    if inside:
        found = {line: facts.program.statement_at(line) for line in {one.line for one in inside}}
        levels = [Stop(one.line, one.function, one.variables, found[one.line]) for one in inside]
        return [*lost_level(facts, levels[0]), *levels]
    steps = facts.run.trace.steps
    return list(outward(facts, steps[-1].line, steps[-1].function)) if steps else []


def lost_level(facts: Facts, innermost: Stop) -> list[Stop]:
    """The level that is missing where memory ran out while the traceback was made.

    The trace still has the last line; it counts where the innermost line calls the function that it lies in.
    """
    steps, fault = facts.run.trace.steps, facts.run.fault
    if fault is None or not fault.is_a("MemoryError") or not steps or innermost.statement is None:
        return []
    last = steps[-1]
    calls = [node for node in ast.walk(innermost.statement) if isinstance(node, ast.Call)]
    inside = any(
        isinstance(found := callee(facts, call), ast.FunctionDef) and found.name == last.function
        for call in calls
    )
    lost = inside and last.function != innermost.function.rpartition(".")[2]
    return [Stop(last.line, last.function, {}, facts.program.statement_at(last.line))] if lost else []


def outward(facts: Facts, line: int, function: str) -> Iterator[Stop]:
    """Yield a line, then the calls that led to it."""
    seen: set[int] = set()
    statement = facts.program.statement_at(line)
    while statement is not None and line not in seen:
        seen.add(line)
        yield Stop(line, function, {}, statement)
        owner = facts.program.function(statement)
        calls = [
            node
            for node in facts.program.nodes
            if isinstance(node, ast.Call) and owner and callee(facts, node) is owner
        ]
        reached = [call for call in calls if facts.reached(call.lineno)]
        if len(reached) != 1:
            return
        statement = facts.program.statement(reached[0])
        line, function = reached[0].lineno, function_name(facts, reached[0])


def function_name(facts: Facts, node: ast.AST) -> str:
    """The name of the function that a node lies in."""
    owner = facts.program.function(node)
    return owner.name if isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef) else "<module>"


def within(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Yield the nodes of some statements, without the functions and classes defined in them."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            pending.extend(ast.iter_child_nodes(node))


def loops_around(facts: Facts, stop: Stop) -> list[Loop]:
    """The loops of the same function that the line lies in, innermost first."""
    if stop.statement is None:
        return []
    found: list[Loop] = (
        [stop.statement] if isinstance(stop.statement, ast.While | ast.For | ast.AsyncFor) else []
    )
    for above in facts.program.ancestors(stop.statement):
        if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            break
        if isinstance(above, ast.While | ast.For | ast.AsyncFor):
            found.append(above)
    return found


def turns(facts: Facts, loop: Loop) -> int:
    """How often the body of a loop was begun; the trace stops counting at its cap."""
    return facts.run.trace.hits.get(first_line(loop.body[0]), 0)


def turns_said(facts: Facts, loop: Loop) -> str:
    """Say how often a loop went round."""
    count = turns(facts, loop)
    return f"more than {count} times" if count >= facts.run.trace.cap else f"{count} times"


def is_hot(facts: Facts, loop: Loop) -> bool:
    """Whether a loop went round so often that the trace stopped counting."""
    return turns(facts, loop) >= facts.run.trace.cap
