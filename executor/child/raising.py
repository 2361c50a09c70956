"""What comprehensions held when an exception left them.

Their variables are put back before anybody can look at them, so each raise in the program is heard of, up to
a bound; in programs without comprehensions, none.
"""

import ast
import sys
from collections.abc import Callable
from types import CodeType

from executor.child.scopes import is_plain
from executor.child.syntax import COMPREHENSIONS, Syntax
from executor.child.tracing import TOOL

MOST_RAISES = 5_000

_monitoring = sys.monitoring
_RAISE = _monitoring.events.RAISE
_frame = sys._getframe  # noqa: SLF001  # the only way to see the frame that raises


class Raises:
    """What the comprehensions on the way of the last exception held, by the code that they stand in."""

    __slots__ = ("error", "held", "names", "syntax")

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.names: frozenset[str] | None = None
        self.error = 0
        self.held: dict[int, dict[str, object]] = {}

    def start(self, codes: list[CodeType]) -> None:
        """Hear of exceptions from now on, if there is a reason to; the tool is in use already."""
        if "for" in self.syntax.text:
            _monitoring.register_callback(TOOL, _RAISE, self._hook({id(code) for code in codes}))
            _monitoring.set_events(TOOL, _RAISE)

    def _hook(self, codes: set[int]) -> Callable[[CodeType, int, BaseException], object]:
        """Make the callback; whatever it needs is bound here, out of the program's reach."""
        left, held, frame = [MOST_RAISES], self.held, _frame
        identity, plain, failures, kind, closing = id, is_plain, Exception, type, GeneratorExit

        def hook(code: CodeType, _offset: int, error: BaseException) -> None:
            if identity(code) not in codes or kind(error) is closing:  # dropping a generator raises this
                return
            try:
                if self.error != identity(error):
                    self.error = identity(error)
                    held.clear()
                names = self.names if self.names is not None else self.find_names()
                local = frame(1).f_locals
                if plain(local):
                    held[identity(code)] = {name: local[name] for name in names if name in local}
                left[0] -= 1
                if left[0] <= 0 or not names:
                    _monitoring.set_events(TOOL, 0)
            except failures:  # no room left, on the stack or in memory: the program must not notice
                return

        return hook

    def find_names(self) -> frozenset[str]:
        """Look through the tree, at the first exception."""
        self.names = comprehension_names(self.syntax.root())
        return self.names

    def held_by(self, code: CodeType, error: BaseException) -> dict[str, object]:
        """What the comprehensions of that code held when this exception went through it."""
        return self.held.get(id(code), {}) if self.error == id(error) else {}


def comprehension_names(tree: ast.Module) -> frozenset[str]:
    """The names that comprehensions of the program bind."""
    targets = [
        clause.target
        for node in ast.walk(tree)
        if isinstance(node, COMPREHENSIONS)
        for clause in node.generators
    ]
    names = (name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
    return frozenset(name.id for name in names)
