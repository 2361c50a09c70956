"""Which file a program gets instead of the module that it names.

Python looks for a module beside the program first, then in the directories of the operator, and only then
where its own and the installed ones are; the directories of the operator come after its own here.
"""

import os
from dataclasses import dataclass
from functools import cached_property
from importlib.machinery import all_suffixes
from pathlib import Path

from knowledge.interpreter import meant
from knowledge.program import program_of
from knowledge.source import source_of

ALWAYS_THEIRS = frozenset(
    {
        *("__future__", "__main__", "_collections_abc", "_sitebuiltins", "abc", "codecs", "encodings"),
        *(
            "genericpath",
            "importlib",
            "io",
            "ntpath",
            "os",
            "posixpath",
            "runpy",
            "site",
            "stat",
            "zipimport",
        ),
    }
)
"""What is loaded or built in before the first line of any program: nothing can stand in its way."""

INSTALLED = frozenset({"site-packages", "dist-packages"})
PACKAGE = "__init__.py"
LANDMARKS = ("os.py", "site.py")
"""What lies beside each other in a standard library only; Python itself finds it by the first of them."""

LONGEST = 200_000
"""Bytes of the longest file whose names are looked at."""


@dataclass(frozen=True)
class Shadow:
    """A file that is loaded instead of the module that bears its name."""

    path: Path
    place: str
    """Its directory, said so that it shows nothing of the machine."""

    @property
    def name(self) -> str:
        """The file as its owner calls it: `random.py`, or `random/__init__.py`."""
        return f"{self.path.parent.name}/{PACKAGE}" if self.is_package else self.path.name

    @property
    def is_package(self) -> bool:
        """Whether modules can lie below it."""
        return self.path.name == PACKAGE

    @cached_property
    def names(self) -> frozenset[str] | None:
        """What the file binds; None where that cannot be told from its text."""
        try:
            if self.path.suffix not in {".py", ".pyw"} or self.path.stat().st_size > LONGEST:
                return None
            program = program_of(source_of(self.path.read_bytes()))
        except OSError:
            return None
        if program is None or program.is_dynamic or "__getattr__" in program.scopes.root.bindings:
            return None
        return frozenset(program.scopes.root.bindings)


def shadow_of(top: str, file: Path | None) -> Shadow | None:
    """The file that stands in the way of a module without dots, for a program that lies in `file`."""
    if top in ALWAYS_THEIRS or top in meant().built_in or not top.isidentifier():
        return None
    beside = file_of(top, file.parent) if file is not None and is_for_programs(file.parent) else None
    if beside and hides_another(top, beside):
        return Shadow(beside, "that this program stands in" if beside == file else "beside this program")
    return None if top in meant().standard else among_directories(top)


def is_beside(top: str, file: Path | None) -> bool:
    """Whether a program can import a module from its own folder, or from that which holds its package."""
    if file is None or not top.isidentifier():
        return False
    places = [file.parent]
    while is_file(places[-1] / PACKAGE) and places[-1].parent != places[-1]:
        places.append(places[-1].parent)
    return any(file_of(top, place) for place in places) or is_folder(places[-1] / top)


def is_for_programs(folder: Path) -> bool:
    """Whether what lies in a folder is run as programs: not what is imported as parts of a package."""
    if folder.name in INSTALLED or is_file(folder / PACKAGE):
        return False
    return not all(is_file(folder / name) for name in LANDMARKS)


def file_of(top: str, folder: Path) -> Path | None:
    """The file that an import loads from a folder; a folder without `__init__.py` gives way to others."""
    paths = (folder / top / PACKAGE, *(folder / f"{top}{suffix}" for suffix in all_suffixes()))
    return next((path for path in paths if is_file(path)), None)


def hides_another(top: str, beside: Path) -> bool:
    """Whether there is another module of that name than this file."""
    if top in meant().standard:
        return True
    spec = meant().spec(top)
    return bool(spec and spec.origin and Path(spec.origin).resolve() != beside.resolve())


def among_directories(top: str) -> Shadow | None:
    """The file in a directory of the operator that hides an installed module."""
    path = [Path(entry) for entry in meant().path or ()]
    first = first_file(top, [entry for entry in path if entry.name not in INSTALLED])
    hidden = first_file(top, [entry for entry in path if entry.name in INSTALLED]) if first else None
    if first is None or hidden is None or first.resolve() == hidden.resolve():
        return None
    return Shadow(first, "in a directory of your own")


def first_file(top: str, folders: list[Path]) -> Path | None:
    """The file that an import loads from the first folder that has one."""
    return next((found for folder in folders if (found := file_of(top, folder))), None)


def is_file(path: Path) -> bool:
    """Whether a file is there; where its folder may not be searched, none is found by an import either."""
    return os.path.isfile(path)  # noqa: PTH113 - that of `Path` raises then


def is_folder(path: Path) -> bool:
    """Whether a folder is there, under the same condition."""
    return os.path.isdir(path)  # noqa: PTH112 - same
