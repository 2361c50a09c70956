"""From which line on a name has its value, and whether a use of it is evaluated in time."""

from collections.abc import Iterable, Iterator
from math import inf

from knowledge.scopes import Binding, Scope, Use
from knowledge.tables.builtin_names import CLASS_NAMES, MODULE_NAMES

UNSURE = frozenset({"except", "annotation", "augmented"})
"""What binds a name for a while only, or not at all."""


def is_given(use: Use) -> bool:
    """Whether a module or a class has this name without saying so."""
    inside = use.name in CLASS_NAMES and any(scope.kind == "class" for scope in outward(use.scope))
    return inside or use.name in MODULE_NAMES


def set_in(bindings: Iterable[Binding]) -> float:
    """The line behind which a name surely has had a value; infinite where something may have taken it."""
    if any(binding.kind in UNSURE for binding in bindings):
        return inf
    return min(map(line_of, bindings))


def line_of(binding: Binding) -> int:
    """The line behind which the name has its value; a parameter has it from the start."""
    if binding.kind == "parameter":
        return 0
    if binding.kind in {"assignment", "walrus", "import"}:
        return int(getattr(binding.owner, "end_lineno", None) or 0)
    return int(getattr(binding.node, "lineno", 0))


def is_direct(use: Use, home: Scope) -> bool:
    """Whether a name is read when its scope runs, not when some function in it is called."""
    scope: Scope | None = use.scope
    while scope is not None and scope is not home:
        if scope.kind in {"function", "lambda"}:
            return False
        scope = scope.parent
    return True


def outward(scope: Scope | None) -> Iterator[Scope]:
    """Yield a scope and all that it lies in, classes included."""
    while scope is not None:
        yield scope
        scope = scope.parent
