"""What a program defines and never uses: where something is missing, that is what was to stand there."""

import ast

from knowledge.program import Program
from knowledge.scopes import Scope

VALUES = frozenset({"assignment", "parameter", "augmented"})
FUNCTIONS = frozenset({"def"})


def unread(program: Program, scope: Scope, kinds: frozenset[str]) -> list[str]:
    """The names that a scope binds in these ways, and that nothing reads."""
    read = {
        node.id for node in program.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    return [
        name
        for name, bindings in scope.bindings.items()
        if name not in read
        and not name.startswith("_")
        and name not in ("self", "cls")
        and bindings[0].kind in kinds
    ]
