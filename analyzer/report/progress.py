"""How far a program came: which of its lines ran to their end, and which one did so last.

The trace says what was *reached*. What was reached and did not complete is what was still running at the
failure, and what raised on the way. Where the trace cannot tell, a line counts as not completed.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analyzer.report.lines import FUNCTIONS, Lines, block_of, inner_blocks, last_line
from analyzer.report.marks import MODULE, Mark, is_hidden, marks, named
from knowledge.program import first_line
from knowledge.run import Frame, Run

type Function = ast.FunctionDef | ast.AsyncFunctionDef

AGAIN = ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith
"""Statements whose first line is reached more than once in one execution."""

SUITES = (
    ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Try | ast.TryStar | ast.Match
)


@dataclass(frozen=True, eq=False)
class Progress:
    """How far one run of a program came."""

    lines: Lines
    run: Run
    stack: tuple[Frame, ...]
    """The program's frames at the failure, outermost first."""

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The statements reached, in order."""
        return marks(self.lines, self.run.trace)

    @cached_property
    def marked(self) -> Counter[int]:
        """How often the statement on each line was run."""
        return Counter(mark.line for mark in self.marks)

    @cached_property
    def running(self) -> Counter[ast.stmt]:
        """The statements that were running at the failure, in how many frames; with what encloses them."""
        found: Counter[ast.stmt] = Counter()
        for frame in self.stack:
            if is_hidden(frame.function):
                continue
            statement = self.lines.running_in(frame)
            while statement is not None:
                found[statement] += 1
                statement = self.enclosing(statement)
        return found

    @cached_property
    def unfinished(self) -> dict[ast.stmt, int]:
        """Statements that may not have completed, and how many of their executions did not."""
        found = dict(self.running)
        for statement, times in [*self.interrupted(), *self.abandoned()]:
            found[statement] = max(times, found.get(statement, 0))
        return found

    @cached_property
    def completed(self) -> frozenset[int]:
        """The lines whose statements all ran to their end at least once."""
        if not self.run.trace.hits:
            return frozenset(self.before_the_crash())
        return frozenset(
            line
            for line, statements in self.lines.starting.items()
            if all(self.is_complete(statement) for statement in statements)
        )

    @cached_property
    def last(self) -> int | None:
        """The line that completed last before the failure, in the failing function or else in its callers.

        What functions did that were called on the way and returned is theirs: the caller's line holds it.
        """
        ways = self.traced_back() if self.run.trace.complete else self.backwards()
        return next(ways, None)

    def enclosing(self, statement: ast.stmt) -> ast.stmt | None:
        """The statement of the same scope that a statement stands in."""
        above = self.lines.program.parent(statement)
        if isinstance(above, ast.ExceptHandler | ast.match_case):
            above = self.lines.program.parent(above)
        return above if isinstance(above, SUITES) else None

    def hits(self, statement: ast.stmt) -> int:
        """How often a statement was reached, up to the trace's bound."""
        line = first_line(statement)
        return max(self.run.trace.hits.get(line, 0), self.run.trace.hits.get(statement.lineno, 0))

    def is_complete(self, statement: ast.stmt) -> bool:
        """Whether this statement ran to its end at least once."""
        if is_silent(statement):
            return self.block_was_entered(statement)
        hits = self.hits(statement)
        if not hits or self.was_passed(statement):
            return hits > 0
        if self.never_passed(statement):
            return False
        if statement not in self.unfinished:
            return True
        return not isinstance(statement, AGAIN) and self.executions(statement) > self.unfinished[statement]

    def executions(self, statement: ast.stmt) -> int:
        """How often a simple statement was run: one over several lines is reached more often."""
        line = first_line(statement)
        return self.marked[line] if self.lines.is_long(line) else self.hits(statement)

    def was_passed(self, statement: ast.stmt) -> bool:
        """Whether the next statement of its block was reached."""
        follower = self.follower(statement)
        return follower is not None and self.hits(follower) > 0

    def never_passed(self, statement: ast.stmt) -> bool:
        """Whether the next statement would have been reached, had this one ever completed."""
        follower = self.follower(statement)
        return follower is not None and not self.hits(follower) and not may_jump(statement)

    def follower(self, statement: ast.stmt) -> ast.stmt | None:
        """The next statement of the block that leaves a trace, if it stands on lines of its own."""
        follower = self.lines.following.get(statement)
        while follower is not None and is_silent(follower):
            follower = self.lines.following.get(follower)
        return follower if follower is not None and first_line(follower) > last_line(statement) else None

    def block_was_entered(self, statement: ast.stmt) -> bool:
        """Whether a statement that leaves no trace stands in a block that was run."""
        block = block_of(statement, self.lines.program)
        return any(self.hits(other) for other in block if not is_silent(other))

    def interrupted(self) -> Iterator[tuple[ast.stmt, int]]:
        """Yield what may have raised inside a `try` whose handler was looked at."""
        for node in self.lines.program.statements:
            if isinstance(node, ast.Try | ast.TryStar) and node.handlers:
                times = max(self.entered(handler) for handler in node.handlers)
                if times and not (node.orelse and self.hits(node.orelse[0])):
                    yield from self.last_reached(node.body, times)

    def entered(self, handler: ast.ExceptHandler) -> int:
        """How often a handler was looked at."""
        return max(self.run.trace.hits.get(handler.lineno, 0), self.hits(handler.body[0]))

    def abandoned(self) -> Iterator[tuple[ast.stmt, int]]:
        """Yield where functions ended that were called and never returned: something in them raised."""
        returned = {(done.function.rpartition(".")[2], done.defined) for done in self.run.trace.returns}
        for function in self.lines.program.statements:
            if not isinstance(function, FUNCTIONS) or is_generator(function) or is_on_one_line(function):
                continue
            if returned & {(function.name, function.lineno), (function.name, first_line(function))}:
                continue
            calls = next((self.hits(node) for node in function.body if not is_silent(node)), 0)
            if calls:
                yield from self.last_reached(function.body, calls)

    def last_reached(self, block: Sequence[ast.stmt], times: int) -> Iterator[tuple[ast.stmt, int]]:
        """Yield the last statement of a block that was reached, and the same inside it."""
        reached = [statement for statement in block if self.hits(statement)]
        if reached:
            yield reached[-1], times
            if isinstance(reached[-1], SUITES):
                for inner in inner_blocks(reached[-1]):
                    yield from self.last_reached(inner, times)

    def before_the_crash(self) -> Iterator[int]:
        """Yield the top-level lines before the one that failed: all that is sure without a trace."""
        if self.stack and self.stack[0].function == "<module>":
            for statement in self.lines.program.tree.body:
                if last_line(statement) < self.stack[0].line:
                    yield first_line(statement)

    def traced_back(self) -> Iterator[int]:
        """Yield completed lines by the trace, last first, of the failing call, then of those around it."""
        failing = {first_line(statement) for statement in self.running}
        function = named(self.stack[-1].function) if self.stack else MODULE
        depth = next((mark.depth for mark in reversed(self.marks) if mark.function == function), 0)
        for mark in reversed(self.marks):
            depth = min(depth, mark.depth)
            if mark.depth == depth and mark.line in self.completed - failing:
                yield mark.line

    def backwards(self) -> Iterator[int]:
        """Yield completed lines before the failing statement in its block, then in its caller's."""
        for frame in reversed(self.stack):
            statement = self.lines.running_in(frame)
            while statement is not None and not isinstance(statement, FUNCTIONS | ast.ClassDef):
                yield from self.earlier_siblings(statement)
                above = self.lines.program.parent(statement)
                statement = self.lines.program.statement(above) if above is not None else None

    def earlier_siblings(self, statement: ast.stmt) -> Iterator[int]:
        """Yield the completed lines before a statement in its block, nearest first."""
        block = block_of(statement, self.lines.program)
        for other in reversed(block[: block.index(statement)]):
            if first_line(other) in self.completed and not is_silent(other):
                yield first_line(other)


def is_silent(statement: ast.stmt) -> bool:
    """Whether a statement leaves no instruction behind that could be traced."""
    match statement:
        case ast.Global() | ast.Nonlocal() | ast.Expr(value=ast.Constant()):
            return True
        case ast.AnnAssign(value=None):
            return True
        case _:
            return False


def may_jump(statement: ast.stmt) -> bool:
    """Whether a statement may end without the next one being reached, and without raising."""
    return any(isinstance(node, ast.Return | ast.Break | ast.Continue) for node in ast.walk(statement))


def is_on_one_line(function: Function) -> bool:
    """Whether a function's first statement shares its line, so that a hit may be of either."""
    return first_line(function.body[0]) == function.lineno


def is_generator(function: Function) -> bool:
    """Whether calling the function only makes a generator."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, FUNCTIONS | ast.Lambda | ast.ClassDef):
            pending.extend(ast.iter_child_nodes(node))
    return False
