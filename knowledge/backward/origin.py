"""Where a value was born: the noun that the backward walk makes."""

import ast
from dataclasses import dataclass

from knowledge.finding import Span
from knowledge.provenance import Link
from knowledge.scopes import Function
from knowledge.value import Value


@dataclass(frozen=True, slots=True)
class Origin:
    """The place at which the walk back from a failing expression ended.

    `kind` says what stands there:

    - `expression`: `node` made the value (a literal, a call, a sum; the caller looks at the node);
    - `falls-off`: `function` ended without a `return`; `node` is the call, where one is known;
    - `bare-return`: `node` is a `return` that says nothing;
    - `default`: `node` is the default of a parameter of `function`;
    - `element`: an item of what `node` is, where it cannot be told which expression put it there;
    - `unknown`: the walk lost the trail at `node`.

    `depth` counts the program's frames from outside in and names the frame in which `node` was evaluated;
    None means that this frame has ended. `sure` is False where a step was chosen among several. `names` are
    the expressions by which the walk found the very same value called, from the crash on.
    """

    kind: str
    node: ast.AST
    span: Span
    depth: int | None
    value: Value | None
    links: tuple[Link, ...]
    function: Function | None = None
    sure: bool = True
    names: tuple[ast.AST, ...] = ()

    @property
    def line(self) -> int:
        """The line on which the value was born."""
        return self.span.line

    @property
    def call(self) -> ast.Call | None:
        """The call that made the value, if a call did."""
        return self.node if self.kind == "expression" and isinstance(self.node, ast.Call) else None
