"""Telling those who listen, now and then, where a running program is."""

from collections.abc import Callable
from dataclasses import dataclass

from executor.events import Events
from knowledge.event import Kind
from knowledge.run import Frame

PERIOD = 0.5
"""Seconds between two looks at where the program is, if somebody listens: each costs it a millisecond."""


@dataclass(slots=True)
class Pulse:
    """The beat of one run; `due` is the program's own time at which the next look is taken."""

    events: Events
    due: float = PERIOD

    def beat(self, seconds: float, look: Callable[[], tuple[Frame, ...]]) -> None:
        """Take a look if it is time for one. Where the program cannot be seen, it is told that it runs."""
        if not self.events.are_followed or seconds < self.due:
            return
        self.due = seconds + PERIOD
        inside = [frame for frame in look() if frame.in_program]
        place = f" on line {inside[-1].line} in {inside[-1].function}" if inside else ""
        words = f"the program is running{place} after {seconds:.1f} s"
        self.events.tell("debug", words, Kind.LINE, inside[-1].line if inside else None)
