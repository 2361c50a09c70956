"""Telling a program that turns for want of memory from one that merely turns.

A program that swallows each MemoryError and tries again is ended by the clock, but what it wanted was memory.
That its memory was full when it was stopped is seen from outside; that it turned around a handler which
swallows is read from its text, and that the handler was reached from the lines that it reached. The last can
be a lie, and gains nothing: one failure takes the place of another.
"""

import ast
from collections.abc import Iterator
from dataclasses import replace

from executor.stack.settling import loops
from knowledge.run import Ending, Frame, Run
from knowledge.source import Source

FULL = 0.95
"""Of the memory limit: with so much, whatever is swallowed is most likely the want of more."""
LARGE = 1 / 3
"""Of the limit: whoever asks for as much again, or twice as much, may be refused from here on."""
BROAD = frozenset(["MemoryError", "Exception", "BaseException"])
IDLE = frozenset(["print", "sleep", "collect"])
"""Functions that change nothing of what a program holds."""

type Swallowing = ast.ExceptHandler | ast.With


def starved(run: Run, source: Source, writable: int) -> Run:
    """Call the end of a run by its cause, where it was stopped by the clock while it swallowed MemoryErrors.

    `writable` is what it had asked for when it was last seen.
    """
    share = writable / run.limits.memory_bytes
    if run.ending is not Ending.TIMEOUT or share < LARGE:
        return run
    for node in turning_around(run, source):
        body = swallowed_by(node, run, share)
        if body:
            return replace(run, ending=Ending.MEMORY, stuck=at_statement(run.stuck, body, source))
    return run


def turning_around(run: Run, source: Source) -> Iterator[ast.AST]:
    """Yield what the program turned around: what a stack's lines stand in, and all of the innermost loop."""
    found = list(loops(source))
    lines = [frame.line for frame in run.stuck if frame.in_program]
    for line in reversed(lines):
        around = [loop for loop in found if holds(loop, line)]
        inner = max(around, key=lambda loop: loop.lineno, default=None)
        for loop in around:
            is_stuck = loop is inner and line == lines[-1]
            yield from (node for node in ast.walk(loop) if is_stuck or holds(node, line))


def holds(node: ast.AST, line: int) -> bool:
    """Whether a line lies in a statement."""
    return isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)


def swallowed_by(node: ast.AST, run: Run, share: float) -> list[ast.stmt]:
    """The statements whose MemoryErrors this swallowed; none where that is not known."""
    if isinstance(node, ast.Try) and any(was_reached(one, run, share) for one in node.handlers):
        return node.body
    if isinstance(node, ast.With) and share >= FULL and suppresses(node) and reached(node, run):
        return node.body
    return []


def was_reached(handler: ast.ExceptHandler, run: Run, share: float) -> bool:
    """Whether a handler swallowed something, and a MemoryError as far as can be told."""
    named = isinstance(handler.type, ast.Name) and handler.type.id == "MemoryError"
    fits = share >= (LARGE if named else FULL) and catches(handler.type)
    return fits and all(map(is_idle, handler.body)) and reached(handler, run)


def reached(node: Swallowing, run: Run) -> bool:
    """Whether the first line in there was reached more than once."""
    return run.trace.hits.get(node.body[0].lineno, 0) > 1


def catches(kind: ast.expr | None) -> bool:
    """Whether a handler of that type takes a MemoryError."""
    if isinstance(kind, ast.Tuple):
        return any(map(catches, kind.elts))
    return kind is None or (isinstance(kind, ast.Name) and kind.id in BROAD)


def suppresses(node: ast.With) -> bool:
    """Whether a `with` statement swallows MemoryErrors, by `contextlib.suppress`."""
    calls = (item.context_expr for item in node.items)
    return any(
        isinstance(call, ast.Call) and name_of(call.func) == "suppress" and any(map(catches, call.args))
        for call in calls
    )


def is_idle(statement: ast.stmt) -> bool:
    """Whether a statement leaves everything as it is, but for a counter."""
    match statement:
        case ast.Pass() | ast.Continue() | ast.Expr(ast.Constant()):
            return True
        case ast.Expr(ast.Call(func=function)):
            return name_of(function) in IDLE
        case ast.AugAssign(target=ast.Name(), value=ast.Constant()):
            return True
        case _:
            return False


def name_of(function: ast.expr) -> str:
    """The last name of what is called."""
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def at_statement(stuck: tuple[Frame, ...], body: list[ast.stmt], source: Source) -> tuple[Frame, ...]:
    """Put the innermost frame that turns there at the statement that wanted memory, if that is but one."""
    (first, *more), last = body, len(stuck) - 1
    places = [index for index, frame in enumerate(stuck) if frame.in_program]
    if more or not places or places[-1] != last or beyond(stuck[last], first):
        return stuck
    span = source.span_of(first)
    code = source.code_line(first.lineno)
    return (*stuck[:last], replace(stuck[last], line=first.lineno, code_line=code, span=span))


def beyond(frame: Frame, statement: ast.stmt) -> bool:
    """Whether a frame stands far from a statement: in a function that is called there."""
    return not statement.lineno - 3 <= frame.line <= (statement.end_lineno or statement.lineno) + 3
