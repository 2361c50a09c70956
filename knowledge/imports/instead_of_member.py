"""What to take instead of a member that a module does not have."""

from collections.abc import Iterable

from knowledge.imports.members import has_member, members
from knowledge.near import nearest, next_to
from knowledge.tables.builtin_names import BUILTIN_NAMES
from knowledge.tables.import_homes import MEMBERS
from knowledge.tables.moved_members import MOVED_MEMBERS

NEIGHBOURS = ("math", "statistics", "random", "itertools", "functools", "collections", "string", "typing")
"""The modules that are mixed up, in the order in which a member is looked for there."""


def instead_of(module: str, name: str, held: Iterable[str] | None = None) -> str | None:
    """The whole name of what was probably meant: `math.factorial`; without a dot it is a builtin.

    `held` are the members of the module, for one that is not in the table of the standard library.
    """
    moved = MOVED_MEMBERS.get(f"{module}.{name}")
    if moved:
        return moved
    if name in BUILTIN_NAMES:
        return name
    meant = nearest(name, members(module) or () if held is None else held)
    if meant:
        return f"{module}.{meant}"
    homes = [home for home in (f"{module}.abc", MEMBERS.get(name), *NEIGHBOURS) if home and home != module]
    found = next((f"{home}.{name}" for home in homes if has_member(home, name)), None)
    slip = next_to(name, members(module) or () if held is None else held)
    return found or (f"{module}.{slip}" if slip else None)
