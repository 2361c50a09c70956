"""Which Python a program is for: its version, and which modules it finds.

Questions about modules come from deep inside rules and explainers, where there is nothing but a name. So the
Python that is meant is set around a whole answer, and read wherever one of them is asked.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec

type Version = tuple[int, int, int, str, int]


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python, as far as it decides what a program means.

    `built_in` and `standard` are the names of the modules that it has in itself and of all that come with
    it. `path` is where it looks for the others; None stands for that of this very process, as it is then.
    """

    executable: str
    version: Version
    tag: str
    built_in: frozenset[str]
    standard: frozenset[str]
    path: tuple[str, ...] | None = None

    @property
    def release(self) -> tuple[int, int]:
        """The version as far as it decides about the language."""
        return self.version[:2]

    @property
    def number(self) -> str:
        """The version as people write it."""
        return ".".join(map(str, self.version[:3]))

    def spec(self, name: str, places: list[str] | None = None) -> ModuleSpec | None:
        """Where a module comes from, looked for in the places of its package; nothing of it is run."""
        return PathFinder.find_spec(name, places or self.places())

    def places(self) -> list[str] | None:
        """Where it looks for modules, as the import system takes it."""
        return None if self.path is None else list(self.path)

    def finds(self, top: str) -> bool:
        """Whether there is a module of this name, which has no dots."""
        if top in self.built_in:
            return True
        if self.path is not None:
            return self.spec(top) is not None
        try:
            return find_spec(top) is not None
        except (ImportError, ValueError, AttributeError):
            return top in sys.modules


HERE = Interpreter(
    executable=sys.executable,
    version=tuple(sys.version_info),  # type: ignore[arg-type]  # its length is not known to the type checker
    tag=sys.implementation.cache_tag or sys.implementation.name,
    built_in=frozenset(sys.builtin_module_names),
    standard=sys.stdlib_module_names,
)
"""The Python that runs this."""

_meant: ContextVar[Interpreter] = ContextVar("meant", default=HERE)


def meant() -> Interpreter:
    """The Python that programs are for; this one, unless another was chosen."""
    return _meant.get()


@contextmanager
def meaning(interpreter: Interpreter) -> Iterator[None]:
    """Let programs be for this Python meanwhile; threads that are started inside need the context."""
    token = _meant.set(interpreter)
    try:
        yield
    finally:
        _meant.reset(token)
