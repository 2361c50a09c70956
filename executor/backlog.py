"""Events that wait to be taken by somebody who may be slow."""

import threading
from collections.abc import Callable

from knowledge.event import Event, thinned

MOST = 200
KEPT = 50
KEPT_AT_THE_END = 10
"""Of what may be dropped, so many are kept: the latest, since whoever is late wants to know what is now."""


class Backlog:
    """A line of events in their order, bounded, which never keeps whoever adds to it waiting.

    Where it grows too long, output and lines are dropped from its front, and their number is told in their
    place; the start, what went wrong and the end never are. `wake` is called after each change.
    """

    def __init__(self, wake: Callable[[], object]) -> None:
        self.wake = wake
        self.lock = threading.Lock()
        self.waiting: list[Event] = []
        self.room = MOST
        self.is_closed = False

    def put(self, event: Event) -> None:
        """Add an event, whatever it takes."""
        with self.lock:
            self.waiting.append(event)
            if len(self.waiting) > self.room:
                self.waiting = thinned(self.waiting, 0, KEPT)
                self.room = len(self.waiting) + MOST - KEPT
        self.wake()

    def take(self) -> Event | None:
        """Take the first that waits; None where nothing does."""
        with self.lock:
            return self.waiting.pop(0) if self.waiting else None

    def close(self) -> None:
        """Nothing comes any more."""
        self.is_closed = True
        self.wake()

    def hurry(self) -> None:
        """Drop what may be dropped, but for the very last: somebody waits until all is taken."""
        with self.lock:
            self.waiting = thinned(self.waiting, 0, KEPT_AT_THE_END)
