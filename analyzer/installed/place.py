"""Where an installed module lies and of which release it is; found by looking at the disk only."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path

from knowledge.imports.modules import distribution
from knowledge.interpreter import Interpreter, meant

LONGEST = 1_000_000
"""Bytes. A larger file is not read: such files hold data."""


@dataclass(frozen=True, slots=True)
class Place:
    """An installed module: its file, where it was installed to, for which Python, and what an answer needs.

    The stamp holds the release, by the distribution's own record (`numpy-2.5.5.dist-info`), and when and
    how large the module's file was written: a release may be changed by hand, or while we run.
    """

    module: str
    file: Path
    site: Path
    stamp: str
    python: Interpreter


def place_of(module: str) -> Place | None:
    """Find an installed module; None where it is none, or lies where its release says nothing about it.

    An editable install and a directory on the path change without a new release: they are not asked.
    """
    spec = spec_of(module)
    if spec is None or spec.origin is None or not spec.has_location:
        return None
    file = Path(spec.origin)
    below = module.count(".") + (2 if spec.submodule_search_locations else 1)
    site = file.parents[below - 1] if len(file.parents) >= below else file.parent
    release = release_in(site, distribution(module))
    written = written_at(file)
    if release is None or written is None or file.suffix != ".py":
        return None
    python = meant()
    stamp = f"{release} {site} {written} {python.tag} {python.number}"
    return Place(module, file, site, stamp, python)


def written_at(file: Path) -> str | None:
    """When, and how large, a file was written."""
    try:
        seen = file.stat()
    except OSError:
        return None
    return f"{seen.st_mtime_ns} {seen.st_size}"


def spec_of(module: str) -> ModuleSpec | None:
    """Where the import system would take a module from; nothing of it is run.

    Each part is looked for by itself: of a directory without `__init__.py` the whole name would be asked of
    its parent, which nobody has imported.
    """
    path, spec = None, None
    for part in module.split("."):
        spec = meant().spec(part, path) if part.isidentifier() and path != [] else None
        if spec is None:
            return None
        path = list(spec.submodule_search_locations or ())
    return spec


def release_in(site: Path, named: str) -> str | None:
    """The record of a distribution in the directory that it was installed to."""
    try:
        records = [entry.name for entry in site.iterdir() if entry.suffix == ".dist-info"]
    except OSError:
        return None
    found = [record for record in records if plain(record.partition("-")[0]) == plain(named)]
    return found[0] if len(found) == 1 else None


def plain(name: str) -> str:
    """A distribution's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def words_of(place: Place) -> frozenset[str] | None:
    """Every word in a module's own text, and the names of what lies beside it; None where it is not readable.

    Costs a millisecond, and a name that stands there is good enough not to ask any further.
    """
    try:
        if place.file.stat().st_size > LONGEST:
            return None
        words = re.findall(r"\w+", place.file.read_text(encoding="utf-8"))
        beside = place.file.parent.iterdir() if place.file.stem == "__init__" else ()
        return frozenset(words).union(entry.name.partition(".")[0] for entry in beside)
    except (OSError, ValueError):
        return None
