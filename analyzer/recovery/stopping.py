"""Where a run stopped: the statements that were being executed, from the module inwards."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.program import Program
from knowledge.run import PROGRAM, Frame, Run
from knowledge.value import Value


@dataclass(frozen=True, slots=True)
class Level:
    """One frame of the program on the failing stack: its function, and the statement that it was in.

    `node` is the expression that was being evaluated, where the interpreter knows it.
    """

    function: str
    statement: ast.stmt
    node: ast.AST | None
    variables: Mapping[str, Value]


def levels_of(program: Program, run: Run) -> tuple[Level, ...]:
    """The levels of the failing stack, outermost first; without a stack, the last lines reached."""
    frames = [frame for frame in (run.fault.frames if run.fault else run.stuck) if frame.in_program]
    if not frames or frames[0].function != "<module>":
        steps = [step for step in run.trace.steps if step.function == "<module>"][-1:]
        steps += [step for step in run.trace.steps[-1:] if step.function != "<module>"]
        frames = [Frame(PROGRAM, step.function, step.line, "", variables=run.variables) for step in steps]
    return tuple(level for frame in frames if (level := level_of(program, frame)))


def level_of(program: Program, frame: Frame) -> Level | None:
    """Find what a frame was in; its exact place tells apart statements that share a line."""
    node = program.node_at(frame.span) if frame.span else None
    node = node.value if isinstance(node, ast.Expr) else node
    statement = program.statement(node) if node is not None else program.statement_at(frame.line)
    return Level(frame.function, statement, node, frame.variables) if statement is not None else None


def inside(program: Program, statement: ast.stmt) -> list[ast.stmt]:
    """The statements around one, outermost first and itself last, up to the function or module it is in."""
    chain = [statement]
    for ancestor in program.ancestors(statement):
        if isinstance(ancestor, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            break
        if isinstance(ancestor, ast.stmt):
            chain.append(ancestor)
    return chain[::-1]


def block_of(program: Program, statement: ast.stmt) -> list[ast.stmt]:
    """The list of statements that this one is a member of."""
    parent = program.parent(statement)
    blocks = [getattr(parent, name, None) for name in ("body", "orelse", "finalbody")]
    return next((block for block in blocks if isinstance(block, list) and statement in block), [statement])


def line_of(run: Run) -> int | None:
    """The program's line on which a run ended, as far as it is known."""
    frames = [frame for frame in (run.fault.frames if run.fault else run.stuck) if frame.in_program]
    if frames:
        return frames[-1].line
    return run.trace.steps[-1].line if run.trace.steps else None
