"""Something that happened during a run, at the moment at which it was seen."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the stream: `level` is `debug`, `info`, `warning` or `error`; the time is UTC."""

    timestamp: datetime
    level: str
    message: str
