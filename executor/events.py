"""What happened during a run, in order: kept for the answer, and handed on while it happens."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from queue import SimpleQueue

from knowledge.event import Event

MOST = 200
PATIENCE = 5.0

type OnEvent = Callable[[Event], None]


class Events:
    """The events of one run, bounded.

    `on_event` is called in a thread of its own, in order: it can neither delay nor break the run. Its first
    exception ends the calls and is raised when the run is over; one that never returns is left behind.
    """

    def __init__(self, on_event: OnEvent | None) -> None:
        self.kept: list[Event] = []
        self.failure: BaseException | None = None
        self.queue: SimpleQueue[Event | None] = SimpleQueue()
        self.thread: threading.Thread | None = None
        if on_event is not None:
            self.thread = threading.Thread(target=self.deliver, args=(on_event,), name="events", daemon=True)
            self.thread.start()

    def tell(self, level: str, message: str) -> None:
        """Note that something happened now; beyond the bound only what is worse than news."""
        if len(self.kept) >= MOST and level in {"debug", "info"}:
            return
        event = Event(datetime.now(UTC), level, message)
        self.kept.append(event)
        self.queue.put(event)

    def deliver(self, on_event: OnEvent) -> None:
        """Call the caller's function with each event, until the end or its first exception."""
        while (event := self.queue.get()) is not None:
            try:
                on_event(event)
            except BaseException as why:  # noqa: BLE001  # it is the caller's, and is raised in `finish`
                self.failure = why
                return

    def finish(self) -> tuple[Event, ...]:
        """Wait until all events are delivered, and return them; raises what `on_event` raised."""
        self.queue.put(None)
        if self.thread is not None:
            self.thread.join(PATIENCE)
        if self.failure is not None:
            raise self.failure
        return tuple(self.kept)
