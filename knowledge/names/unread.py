"""What a program defines and never uses: where something is missing, that is what was to stand there."""

import ast

from knowledge.program import Program
from knowledge.scopes import Scope, Use

VALUES = frozenset({"assignment", "parameter", "augmented"})
FUNCTIONS = frozenset({"def"})


def reads(use: Use) -> bool:
    """Whether a use of a name asks for its value."""
    return isinstance(use.node.ctx, ast.Load)


def unread(program: Program, scope: Scope, kinds: frozenset[str]) -> list[str]:
    """The names that a scope binds in these ways, and that nothing reads."""
    read = {use.name for use in program.scopes.uses if reads(use) and use.scope.resolve(use.name) is scope}
    return [
        name
        for name, bindings in scope.bindings.items()
        if name not in read
        and not name.startswith("_")
        and name not in ("self", "cls")
        and bindings[0].kind in kinds
    ]
