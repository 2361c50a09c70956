"""Whether a module has a member: by table for the standard library, by asking for what is installed."""

from collections.abc import Iterable

from analyzer.installed.asking import asked
from analyzer.installed.place import words_of
from analyzer.reading import Reading
from knowledge.imports.members import has_member, members
from knowledge.imports.modules import exists


def holds(reading: Reading, module: str, name: str) -> bool | None:
    """Whether `from module import name` works; None where that is not known for sure."""
    found = has_member(module, name)
    if found is False and exists(f"{module}.{name}"):
        return True
    if found is not None or name.startswith("_") or members(module) is not None:
        return found
    return is_in_installed(reading, module, name)


def is_in_installed(reading: Reading, module: str, name: str) -> bool | None:
    """Whether an installed module has a member; one that its own text speaks of is not doubted."""
    place = reading.patience.place_of(module)
    words = words_of(place) if place else None
    if place is None or words is None or name in words:
        return None
    table = asked(place, reading.patience)
    return table.has(name) if table else None


def members_of(reading: Reading, module: str) -> Iterable[str] | None:
    """The members of an installed module; None for one of the standard library, which has its table."""
    place = None if members(module) is not None else reading.patience.place_of(module)
    table = asked(place, reading.patience) if place else None
    return sorted(table.members) if table else None
