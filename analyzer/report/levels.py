"""How much of a report is told.

Each field of the shapes bears the level from which on it is told, so that one place says it, the schema
shows it, and a higher level can only ever add.
"""

from typing import Any

from pydantic.fields import FieldInfo

from analyzer.report.shapes.part import Level, Part

LEVELS = range(1, 5)
ALWAYS = Level(0)


def at_level[P: Part](part: P, level: int) -> P:
    """Return the part with what that level tells; the rest is absent."""
    told = {
        name: shortened(getattr(part, name), mark_of(field), level)
        for name, field in type(part).model_fields.items()
        if name in part.model_fields_set and mark_of(field).since <= level
    }
    return type(part).model_construct(_fields_set=set(told), **told)


def mark_of(field: FieldInfo) -> Level:
    """The level mark that a field bears."""
    return next((mark for mark in field.metadata if isinstance(mark, Level)), ALWAYS)


def shortened(value: Any, mark: Level, level: int) -> Any:  # noqa: ANN401 - whatever a field may hold
    """Apply the level to what a field holds; a list is cut only at the level at which it appears."""
    match value:
        case Part():
            return at_level(value, level)
        case tuple():
            items = value[: mark.first] if level == mark.since else value
            return tuple(shortened(item, ALWAYS, level) for item in items)
        case _:
            return value
