"""The two halves joined: what was found before the run, and what the run showed."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.finding import Finding
from knowledge.program import Program
from knowledge.run import Fault, Frame, Operand, Return, Run
from knowledge.source import Source
from knowledge.value import Value


@dataclass(frozen=True, slots=True)
class Rounds:
    """How a loop stood at the start of its rounds, when it was come to for the last time.

    `places` decide directly whether it goes on, `behind` holds these and all that they are computed from;
    a row has a hash of the value of each of `behind`, `?` where the value cannot be told, `x` where there
    is none yet.
    """

    places: tuple[str, ...]
    behind: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything that is known about one execution of a program that parses."""

    program: Program
    findings: tuple[Finding, ...]
    run: Run
    rounds: Mapping[int, Rounds] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        """The text."""
        return self.program.source

    @property
    def fault(self) -> Fault | None:
        """The exception that ended the run, if one did."""
        return self.run.fault

    @cached_property
    def crash(self) -> Frame | None:
        """The innermost frame of the program: where it failed, or where it was stopped."""
        if self.run.fault:
            return self.run.fault.crash
        inside = [frame for frame in self.run.stuck if frame.in_program]
        return inside[-1] if inside else None

    @cached_property
    def node(self) -> ast.AST | None:
        """The failing expression or statement, where the interpreter knows its place."""
        span = self.crash.span if self.crash else None
        return self.program.node_at(span) if span else None

    @cached_property
    def statement(self) -> ast.stmt | None:
        """The statement that failed."""
        if self.node is not None:
            return self.program.statement(self.node)
        return self.program.statement_at(self.crash.line) if self.crash else None

    def value(self, node: ast.AST) -> Value | None:
        """The value that an expression of the crash frame had, where it could be told safely."""
        found = self.operand(node)
        if found:
            return found.value
        if isinstance(node, ast.Name) and self.crash:
            return self.crash.variables.get(node.id) or self.run.variables.get(node.id)
        return None

    def operand(self, node: ast.AST) -> Operand | None:
        """The recorded operand at the place of this node."""
        span = self.program.span(node)
        operands = self.crash.operands if self.crash else ()
        return next((operand for operand in operands if operand.span == span), None)

    def frame_of(self, function: str) -> Frame | None:
        """The innermost program frame that runs the function of this name."""
        frames = self.run.fault.frames if self.run.fault else self.run.stuck
        inside = [frame for frame in frames if frame.in_program and frame.function == function]
        return inside[-1] if inside else None

    def returned(self, function: str, defined: int | None = None) -> Return | None:
        """What the function returned last, if it returned at all."""
        found = [done for done in self.run.trace.returns if done.function.rpartition(".")[2] == function]
        return next((done for done in found if defined in (None, done.defined)), None)

    def reached(self, line: int) -> bool:
        """Whether the run came to this line."""
        return self.run.trace.hits.get(line, 0) > 0
