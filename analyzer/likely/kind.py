"""What a value probably is, the noun, and the question for it on its way."""

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from analyzer.reading.reading import Reading

MAPPINGS = frozenset({"dict", "mapping", "collections.defaultdict", "collections.OrderedDict"})
ROWS = frozenset(
    {"list", "set", "frozenset", "iterable", "generator", "collections.deque", "enumerate", "zip"}
    | {"reversed", "filter", "iter", "map"}
)
CONTAINERS = MAPPINGS | ROWS | {"tuple"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of the program, or one of Python's own by its name, and what the values in it are.

    `made_by` is the definition of the class, or the call that makes a named tuple. The `inner` kinds are
    those of a tuple's places, of keys and values, or of the elements.
    """

    name: str
    made_by: ast.ClassDef | ast.expr | None = None
    inner: tuple["Kind | None", ...] = ()

    @property
    def held(self) -> "Kind | None":
        """What `value[something]` gives."""
        if self.name in MAPPINGS:
            return self.inner[1] if len(self.inner) > 1 else None
        if self.name == "str":
            return self
        return self.inner[0] if self.inner and len(set(self.inner)) == 1 else None

    @property
    def element(self) -> "Kind | None":
        """What a loop over it gives."""
        return self.inner[0] if self.name in MAPPINGS and self.inner else self.held


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way: how much deeper it may go, and who answers the next one."""

    reading: Reading
    depth: int
    follow: Callable[[Reading, ast.AST | None, int], Kind | None]

    def of(self, node: ast.AST | None) -> Kind | None:
        """What another expression probably gives."""
        return self.follow(self.reading, node, self.depth)


def agreed(kinds: Iterable[Kind | None]) -> Kind | None:
    """What all are; one that says what it holds speaks for the others of its name."""
    found = list(kinds)
    fullest = max(found, key=lambda one: len(one.inner) if one else 0, default=None)
    if fullest is None or any(one is None or is_other(one, fullest) for one in found):
        return None
    return fullest


def is_other(one: Kind, fullest: Kind) -> bool:
    """Whether two kinds contradict each other."""
    if (one.name, one.made_by) != (fullest.name, fullest.made_by):
        return True
    return bool(one.inner) and one.inner != fullest.inner


def is_none(node: ast.AST | None) -> bool:
    """Whether this is the word None: a place that is kept free."""
    return isinstance(node, ast.Constant) and node.value is None
