"""The trace as statements instead of lines: one mark for each time that a statement was run."""

from dataclasses import dataclass

from analyzer.report.lines import Lines
from knowledge.run import Trace

MODULE = "<module>"


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement that was reached: its first line, the function, and how deep in calls that was."""

    function: str
    line: int
    depth: int


def named(function: str) -> str:
    """The name of a function without those around it."""
    return function.rpartition("<locals>.")[2]


def is_hidden(function: str) -> bool:
    """Whether this is no function but a part of an expression: a lambda, a generator expression."""
    return named(function).startswith("<") and function != MODULE


def marks(lines: Lines, trace: Trace) -> tuple[Mark, ...]:
    """Turn reached lines into reached statements.

    A statement that spans several lines is told once for each time it runs, and what an expression runs in
    a scope of its own (a generator expression, a lambda) belongs to the line that it stands on. How deep a
    step is follows from who was seen before: a function that is already open was returned to.
    """
    found: list[Mark] = []
    opened: list[str] = []
    inside: dict[str, int] = {}
    for step in trace.steps:
        line, function = lines.start(step.line), named(step.function)
        if is_hidden(function) and found and found[-1].line == line:
            continue
        if function in opened:
            del opened[opened.index(function) + 1 :]
        else:
            opened.append(function)
        if inside.get(function) == line and lines.is_long(line):
            continue
        inside[function] = line
        found.append(Mark(function, line, len(opened)))
    return tuple(found)
