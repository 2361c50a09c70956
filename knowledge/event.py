"""Something that happened during a run, at the moment at which it was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an event is about. `LEFT_OUT` stands where others were dropped."""

    STARTED = "started"
    OUTPUT = "output"
    LINE = "line"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"
    ENDED = "ended"
    LEFT_OUT = "left_out"


LOOSE = frozenset({Kind.OUTPUT, Kind.LINE, Kind.NOTE})
"""What may be dropped where there is too much; everything else comes in small numbers."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the stream: `level` is `debug`, `info`, `warning` or `error`; the time is UTC.

    `line` is the program's line that it is about. `count` is how many events a `LEFT_OUT` stands for.
    """

    timestamp: datetime
    level: str
    message: str
    kind: Kind = Kind.NOTE
    line: int | None = None
    count: int = 0


def thinned(events: Sequence[Event], head: int, tail: int) -> list[Event]:
    """Keep the first and the last of what may be dropped; where the others stood, say how many they were.

    Thinned again, the two gaps become one: there is one at most.
    """
    loose = [event for event in events if event.kind in LOOSE]
    dropped = {id(event) for event in loose[head : len(loose) - tail]}
    gone = [event for event in events if event.kind is Kind.LEFT_OUT or id(event) in dropped]
    if not dropped:
        return list(events)
    places = {id(event): index for index, event in enumerate(gone)}
    marked = (left_out(gone) if places.get(id(event)) == 0 else event for event in events)
    return [event for event in marked if places.get(id(event), 0) == 0]


def left_out(gone: Sequence[Event]) -> Event:
    """Stand for the events that were dropped, at the moment of the first of them."""
    count = sum(event.count or 1 for event in gone)
    return Event(gone[0].timestamp, "info", f"{count} events were left out here", Kind.LEFT_OUT, count=count)
