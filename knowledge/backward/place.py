"""Where the walk back stands, and what the frames say there."""

import ast
from dataclasses import dataclass, replace

from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.program import Program
from knowledge.run import Frame
from knowledge.scopes import Function, Scope
from knowledge.value import Value


@dataclass(frozen=True, slots=True)
class Place:
    """A node that had the value, in the frame `depth`, and `how` the walk came to it.

    `shown` is what a reader should be shown of the step. Where `kind` is set the walk ends here.
    """

    node: ast.AST
    depth: int | None
    value: Value | None
    how: str = "crash"
    shown: ast.AST | None = None
    kind: str = ""
    function: Function | None = None
    sure: bool = True

    def to(self, node: ast.AST, how: str, shown: ast.AST | None = None, *, sure: bool = True) -> "Place":
        """The next place in the same frame."""
        return replace(self, node=node, how=how, shown=shown or node, sure=self.sure and sure)

    def ending(
        self, kind: str, node: ast.AST, function: Function | None = None, shown: ast.AST | None = None
    ) -> "Place":
        """The last place."""
        return replace(self, node=node, kind=kind, function=function, shown=shown or node)


def frames(facts: Facts) -> tuple[Frame, ...]:
    """All frames of the failure, outermost first."""
    return facts.run.fault.frames if facts.run.fault else facts.run.stuck


def innermost(facts: Facts) -> int | None:
    """The depth of the crash frame."""
    inside = [depth for depth, frame in enumerate(frames(facts)) if frame.in_program]
    return inside[-1] if inside else None


def expression_at(program: Program, span: Span | None) -> ast.AST | None:
    """The expression or statement with this span; a statement that is a lone expression gives that one."""
    node = program.node_at(span) if span else None
    return node.value if isinstance(node, ast.Expr) else node


def value_at(facts: Facts, node: ast.AST, depth: int | None) -> Value | None:
    """The value that an expression had in one frame."""
    if depth is None or depth >= len(frames(facts)):
        return None
    if depth == innermost(facts):
        return facts.value(node)
    frame = frames(facts)[depth]
    span = facts.program.span(node)
    found = next((operand.value for operand in frame.operands if operand.span == span), None)
    if found is None and isinstance(node, ast.Name):
        return frame.variables.get(node.id)
    return found


def runs(frame: Frame, function: Function) -> bool:
    """Whether a frame of the program runs this function."""
    last = frame.function.rpartition(".")[2]
    inside = function.lineno <= frame.line <= (function.end_lineno or function.lineno)
    return frame.in_program and inside and last == getattr(function, "name", "<lambda>")


def depth_of(facts: Facts, scope: Scope, depth: int | None) -> int | None:
    """The depth of the frame that holds a scope's variables, seen from a frame inside it."""
    home = scope
    while home.kind == "comprehension" and home.parent:
        home = home.parent
    if home.kind == "module":
        outside = (at for at, frame in enumerate(frames(facts)) if frame.in_program)
        first = next(outside, None)
        return first if first is not None and frames(facts)[first].function == "<module>" else None
    if depth is None or depth >= len(frames(facts)):
        return None
    if not isinstance(home.node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return None
    function, below = home.node, range(depth, -1, -1)
    return next((at for at in below if runs(frames(facts)[at], function)), None)


def line_of(facts: Facts, node: ast.AST) -> int:
    """The line on which a node was evaluated, as the trace counts lines."""
    span = facts.program.span(node)
    statement = facts.program.statement(node)
    if facts.reached(span.line) or statement is None:
        return span.line
    return statement.lineno
