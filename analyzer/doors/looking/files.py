"""Which files are meant by what stands on a command line: files, folders and patterns."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from analyzer.doors.looking.reading import is_regular

SUFFIXES = (".py", ".pyw")
"""What is looked at in a folder. Stubs are not: they never run, and only look like programs that fail."""

SKIPPED = frozenset({"__pycache__", "__pypackages__", "_build", "build", "dist", "node_modules"})
SKIPPED_TOO = frozenset({"site-packages", "venv", "buck-out"})
MAGIC = frozenset("*?[")
"""What makes a pattern of a name that no file has."""

ENVIRONMENT = "pyvenv.cfg"

type Excluded = Callable[[Path], bool]


class NoSuchFile(Exception):
    """Nothing is there under a name that was given, for the reason that the message tells."""


def files_named(argument: str, excluded: Excluded) -> Iterator[Path]:
    """Yield the files that an argument means; raises NoSuchFile.

    A file that is named is looked at in any case. Only folders leave things out: hidden ones, environments,
    caches, what was built, and what is `excluded`.
    """
    path = Path(argument)
    try:
        if path.is_dir():
            yield from files_below(path, excluded)
            return
        known = os.path.lexists(path)
    except (OSError, ValueError) as why:
        raise NoSuchFile(str(why)) from why
    if known:
        yield path
    elif MAGIC.intersection(argument):
        yield from files_like(argument, excluded)
    else:
        raise NoSuchFile("No such file or directory")


def files_like(pattern: str, excluded: Excluded) -> Iterator[Path]:
    """Yield what a pattern fits; `**` stands for any number of folders."""
    from glob import iglob  # noqa: PLC0415 - 5 ms, and the shell has mostly done it

    found = sorted(iglob(pattern, recursive=True))  # noqa: PTH207 - `Path.glob` takes no absolute pattern
    if not found:
        raise NoSuchFile("No file has such a name")
    named = Path(pattern).suffix not in {"", "*", ".*"}
    for path in map(Path, found):
        if path.is_dir():
            if not named and "**" not in pattern:
                yield from files_below(path, excluded)
        elif named or path.suffix in SUFFIXES:
            yield path


def files_below(folder: Path, excluded: Excluded) -> Iterator[Path]:
    """Yield the programs in a folder and below, by name; links to folders are not followed.

    A folder that cannot be opened is yielded itself: reading it will fail, and that will be said.
    """
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        paths = [Path(place, name) for name in sorted(folders)]
        folders[:] = [path.name for path in paths if not is_skipped(path) and not excluded(path)]
        for path in (Path(place, name) for name in sorted(names)):
            if path.suffix in SUFFIXES and is_regular(path) and not excluded(path):
                yield path
    yield from (Path(str(why.filename)) for why in closed)


def is_skipped(folder: Path) -> bool:
    """Whether a folder is hidden, an environment, a cache or something built."""
    name = folder.name
    return name.startswith(".") or name in SKIPPED | SKIPPED_TOO or is_regular(folder / ENVIRONMENT)
