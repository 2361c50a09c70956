"""What the modules of the standard library hold. Answered from a table, without importing them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge.interpreter import meant

TABLE = Path(__file__).parents[1] / "tables" / "stdlib_members.txt"
OLDER, NEWER = (3, 12), (3, 13)
"""The versions that the table was made with; the marks in it tell them apart."""

DYNAMIC = frozenset({"curses"})
"""Modules that get more members when they are used."""

ELSEWHERE = frozenset({"_winapi", "_winreg", "msilib", "msvcrt", "nt", "winreg", "winsound"})
"""Modules of other platforms."""


@cache
def elsewhere() -> Mapping[str, frozenset[str]]:
    """Members that a module has on other platforms, or in other versions of Python."""
    table = TABLE.with_name("stdlib_elsewhere.txt")
    rows = (line.partition(": ") for line in table.read_text(encoding="utf-8").splitlines())
    return {module: frozenset(names.split()) for module, _, names in rows}


def is_elsewhere(module: str, name: str | None = None) -> bool:
    """Whether a member, or a whole module, is one of another platform or version."""
    return module in ELSEWHERE if name is None else name in elsewhere().get(module, ())


@cache
def lines() -> Mapping[str, str]:
    """The table's lines by module, and by a few classes."""
    rows = (line.partition(": ") for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {module: names for module, _, names in rows}


def members(module: str) -> frozenset[str] | None:
    """The public members of a module in the Python that is meant; None where the table does not know it."""
    return members_in(module, meant().release)


@cache
def members_in(module: str, release: tuple[int, int]) -> frozenset[str] | None:
    """The public members of a module in that release of Python; None where the table does not know it."""
    names = lines().get(module)
    if names is None:
        return None
    return frozenset(name.rstrip("+-") for name in names.split() if is_there(name, release))


def is_there(marked: str, release: tuple[int, int]) -> bool:
    """Whether that release of Python has what is marked so."""
    if marked.endswith("+"):
        return release >= NEWER
    return not marked.endswith("-") or release <= OLDER


def has_member(module: str, name: str) -> bool | None:
    """Whether a module has a public member; None where that is not known for sure."""
    known = members(module)
    if known is None or name.startswith("_") or module in DYNAMIC:
        return None
    if name in known or f"{module}.{name}" in lines():
        return True
    return False if meant().release <= NEWER else None
