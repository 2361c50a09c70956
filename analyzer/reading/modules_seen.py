"""Whether a module has a member: by table for the standard library, by asking for what is installed."""

from collections.abc import Iterable

from analyzer.installed.place import Place, words_of
from analyzer.installed.table import Table
from analyzer.reading.reading import Reading
from knowledge.imports.members import has_member, members
from knowledge.imports.modules import exists


def holds(reading: Reading, module: str, name: str) -> bool | None:
    """Whether `from module import name` works; None where that is not known for sure."""
    if reading.shadow_of(module):
        return None
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
    table = table_of(reading, place)
    return table.has(name) if table else None


def members_of(reading: Reading, module: str) -> Iterable[str] | None:
    """The members of an installed module; None for one of the standard library, which has its table."""
    place = None if members(module) is not None else reading.patience.place_of(module)
    table = table_of(reading, place) if place else None
    return sorted(table.members) if table else None


def table_of(reading: Reading, place: Place) -> Table | None:
    """What an installed module holds; None where that is not known, or not yet."""
    from analyzer.installed.asking import asked  # noqa: PLC0415 - 30 ms that a right program does not need

    return asked(place, reading.patience)
