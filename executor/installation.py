"""A Python with its packages: what the warm process is started with, and what programs may read of it."""

import os
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from executor.sandbox.places import Places, places_here
from knowledge.interpreter import HERE, Interpreter

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "NO_COLOR": "1",
    "PYTHON_COLORS": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_MAX_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
"""All that an interpreter is told. Thread pools of numerical libraries would take the program's memory."""


@dataclass(frozen=True, slots=True)
class Installation:
    """An interpreter, the directories of its standard library and of its packages, and what may be read.

    The directories end with a slash. `site` is what the warm process adds to its path, in this order.
    """

    interpreter: Interpreter
    stdlib: tuple[str, ...]
    site: tuple[str, ...]
    places: Places

    def with_paths(self, paths: tuple[str, ...]) -> "Installation":
        """Add directories of the operator, before those of the installed packages; read only like them."""
        if not paths:
            return self
        site = tuple(dict.fromkeys((*map(slashed, paths), *self.site)))
        base = (entry for entry in self.interpreter.path or () if slashed(entry) not in site)
        path = (*base, *site)
        places = replace(self.places, readable=(*map(os.path.realpath, paths), *self.places.readable))
        return replace(self, interpreter=replace(self.interpreter, path=path), site=site, places=places)


def installation_here() -> Installation:
    """Describe the Python that runs this, as it is now."""
    return Installation(interpreter_here(), stdlib_directories(), site_directories(), places_here())


def interpreter_here() -> Interpreter:
    """The Python that runs this, as programs find it: what else stands on our own path is not on theirs."""
    return _interpreter(tuple(sys.path))


@lru_cache(maxsize=8)
def _interpreter(search: tuple[str, ...]) -> Interpreter:
    """Keep the answer until the path changes."""
    stdlib, site = stdlib_directories(), site_directories()
    own = (entry for entry in search if slashed(entry).startswith(stdlib) and slashed(entry) not in site)
    return replace(HERE, path=(*own, *site))


def directories_of(paths: Iterable[str | os.PathLike[str]]) -> tuple[str, ...]:
    """Check the directories of the operator; TypeError or ValueError say which one is wrong."""
    if isinstance(paths, str | bytes | os.PathLike) or not isinstance(paths, Iterable):
        raise TypeError(f"paths should be a list of directories, found {paths!r}")
    given = tuple(paths)
    for path in given:
        if not isinstance(path, str | os.PathLike):
            raise TypeError(f"paths should hold directories, found {path!r}")
    found = tuple(os.path.abspath(os.fspath(path)) for path in given)
    for path in found:
        if not os.path.isdir(path) or path == "/":
            raise ValueError(f"paths should hold directories to import from, found {path!r}")
    return found


def site_directories() -> tuple[str, ...]:
    """The directories of installed packages, as this interpreter knows them."""
    known = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    known += [entry for entry in sys.path if os.path.basename(entry) in {"site-packages", "dist-packages"}]
    return tuple(slashed(entry) for entry in dict.fromkeys(known) if os.path.isdir(entry))


def stdlib_directories() -> tuple[str, ...]:
    """The directories of the standard library."""
    known = [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), os.path.dirname(os.__file__)]
    return tuple(slashed(entry) for entry in dict.fromkeys(known))


def slashed(directory: str) -> str:
    """A directory as the beginning of all paths below it."""
    return os.path.join(directory, "")
