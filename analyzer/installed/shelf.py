"""Tables on disk, in the user's cache: a file for each module, so that nobody asks twice.

A cache may be lost, broken, full or forbidden at any time; then the answer is only kept in memory.
"""

import os
import tempfile
from contextlib import suppress
from functools import cache
from hashlib import blake2s
from pathlib import Path

from analyzer.installed.place import Place
from analyzer.installed.table import Table, table_of, text_of

LARGEST = 200_000
"""Bytes. A larger file is none of ours."""


def kept(place: Place) -> Table | None:
    """The table of a module, where it was kept."""
    directory = shelf()
    if directory is None:
        return None
    try:
        with (directory / file_name(place)).open("rb") as file:
            text = file.read(LARGEST + 1)
        return table_of(text.decode(), place.stamp) if len(text) <= LARGEST else None
    except (OSError, ValueError):
        return None


def keep(place: Place, table: Table) -> None:
    """Keep a table, where that is possible; whoever reads meanwhile finds the old one or the new one."""
    directory = shelf()
    if directory is None:
        return
    with suppress(OSError, ValueError):
        descriptor, name = tempfile.mkstemp(dir=directory, prefix=".new-")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text_of(table, place.stamp))
            Path(name).replace(directory / file_name(place))
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def file_name(place: Place) -> str:
    """One file for a module in each environment; a new release replaces the old one."""
    home = blake2s(str(place.site).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return f"{place.module[:200]}-{place.python.tag}-{home}.json"


@cache
def shelf() -> Path | None:
    """The directory for the tables: the user's cache, else one of our own among the temporary files."""
    for directory in places():
        with suppress(OSError, ValueError):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            seen = directory.lstat()
            if seen.st_uid == os.getuid() and os.access(directory, os.W_OK | os.X_OK):
                return directory
    return None


def places() -> list[Path]:
    """Where the tables may lie, best place first; somebody else's directory never counts."""
    found = []
    with suppress(RuntimeError):
        base = os.environ.get("XDG_CACHE_HOME")
        found.append(Path(base) if base and Path(base).is_absolute() else Path.home() / ".cache")
    found = [base / "raydx" / "members" for base in found]
    return [*found, Path(tempfile.gettempdir()) / f"raydx-members-{os.getuid()}"]
