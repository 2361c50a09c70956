"""What one installed module holds, as it is kept."""

import json
from dataclasses import dataclass

VERSION = 1
"""Of the form below and of the way in which answers are found; answers of another version do not count."""


@dataclass(frozen=True, slots=True)
class Table:
    """The members of a module.

    `mentioned` are names that its sources may give it by means that only running them would show. Only of
    a `closed` module is it known that it has no others.
    """

    members: frozenset[str]
    mentioned: frozenset[str]
    closed: bool

    def has(self, name: str) -> bool | None:
        """Whether the module has this member; None where that is not known for sure."""
        if name in self.members:
            return True
        return False if self.closed and name not in self.mentioned else None


def table_of(text: str, stamp: str) -> Table | None:
    """Read a table; None where it is broken, or the answer to another question."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match told:
        case {
            "version": int(version),
            "stamp": str(asked),
            "members": list(members),
            "mentioned": list(mentioned),
            "closed": bool(closed),
        } if (version, asked) == (VERSION, stamp) and all(
            isinstance(name, str) for name in members + mentioned
        ):
            return Table(frozenset(members), frozenset(mentioned), closed)
        case _:
            return None


def text_of(table: Table, stamp: str) -> str:
    """Write a table."""
    told = {
        "version": VERSION,
        "stamp": stamp,
        "members": sorted(table.members),
        "mentioned": sorted(table.mentioned - table.members),
        "closed": table.closed,
    }
    return json.dumps(told, separators=(",", ":"))
