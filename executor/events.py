"""What happened during a run, in order: kept for the answer, and handed on while it happens."""

import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from datetime import UTC, datetime

from executor.backlog import Backlog
from knowledge.event import Event, Kind, thinned

MOST = 200
FIRST_KEPT, LAST_KEPT = 100, 50
EASE = 1.0
"""Seconds after the end of the run until a listener that is late is told no more than needed."""
PATIENCE = 5.0
"""Seconds that one call of a listener may take then; one that takes longer hangs."""
MOST_TOLD_BEFORE = 20
KIND_OF_LEVEL = {"warning": Kind.WARNING, "error": Kind.ERROR}

type OnEvent = Callable[[Event], None]


class CalledOff(Exception):
    """The caller does not want the answer any more; the run was ended."""


def never() -> bool:
    """Whether a run that nobody calls off was called off."""
    return False


@dataclass(frozen=True, slots=True)
class Audience:
    """Who listens to a run, and what they are told first; `is_gone` tells whether they went away.

    `foretold` are warnings about the program, each with its line, from before the run.
    """

    on_event: OnEvent | None = None
    foretold: tuple[tuple[str, int], ...] = ()
    is_gone: Callable[[], bool] = never


NOBODY = Audience()


class Events:
    """The events of one run: kept within bounds, and handed to the audience.

    A listener is called in a thread of its own, in order: it can neither delay nor break the run. One that
    is slow hears of the middle only in part. Its first exception ends the calls; one that does not return is
    left behind. Both are told as a warning, and by `logging`: the answer is not lost for them.
    """

    def __init__(self, audience: Audience = NOBODY) -> None:
        self.kept: list[Event] = []
        self.room = MOST
        self.is_gone = audience.is_gone
        self.listener, trouble = listener_for(audience.on_event)
        if trouble:
            self.tell("warning", trouble)
        for message, line in audience.foretold[:MOST_TOLD_BEFORE]:
            self.tell("warning", message, line=line)

    @property
    def are_followed(self) -> bool:
        """Whether somebody listens while the program runs."""
        return self.listener is not None

    def tell(self, level: str, message: str, kind: Kind | None = None, line: int | None = None) -> None:
        """Note that something happened now."""
        event = Event(datetime.now(UTC), level, message, kind or KIND_OF_LEVEL.get(level, Kind.NOTE), line)
        self.kept.append(event)
        if len(self.kept) > self.room:
            self.kept = thinned(self.kept, FIRST_KEPT, LAST_KEPT)
            self.room = len(self.kept) + MOST - FIRST_KEPT - LAST_KEPT
        if self.listener is not None:
            self.listener.backlog.put(event)

    def finish(self) -> tuple[Event, ...]:
        """Wait until all events are delivered, and return them."""
        if self.listener is not None and (trouble := self.listener.finish()):
            self.tell("warning", trouble)
        return tuple(self.kept)


class Listener:
    """A caller's function, and the thread in which it hears of events."""

    def __init__(self, on_event: OnEvent) -> None:
        self.on_event = on_event
        self.bell = threading.Event()
        self.backlog = Backlog(self.bell.set)
        self.told = 0
        self.failure: BaseException | None = None
        self.thread = threading.Thread(
            target=copy_context().run, args=(self.listen,), name="raydx-events", daemon=True
        )
        self.thread.start()

    def listen(self) -> None:
        """Call the function with each event, until the end or its first exception."""
        while True:
            self.bell.wait()
            self.bell.clear()
            is_last = self.backlog.is_closed
            while (event := self.backlog.take()) is not None:
                try:
                    self.on_event(event)
                except BaseException as why:  # noqa: BLE001  # it is the caller's, and is told in `finish`
                    self.failure = why
                    return
                self.told += 1
            if is_last:
                return

    def finish(self) -> str:
        """Wait until it has heard everything, as long as it goes on; returns what went wrong with it."""
        self.backlog.close()
        self.thread.join(EASE)
        self.backlog.hurry()
        before = -1
        while self.thread.is_alive() and self.told != before:
            before = self.told
            self.thread.join(PATIENCE)
        if self.failure is not None:
            complain("the listener of a run failed", self.failure)
            name = type(self.failure).__name__
            return f"the listener raised {name} and heard no more after {self.told} events"
        if self.thread.is_alive():
            complain(f"the listener of a run did not return within {PATIENCE:g} s", None)
            return f"the listener did not return within {PATIENCE:g} s and was left behind"
        return ""


def listener_for(on_event: OnEvent | None) -> tuple[Listener | None, str]:
    """Have a function called with events, if there is one; tells why that could not be."""
    try:
        return (None if on_event is None else Listener(on_event)), ""
    except (
        RuntimeError
    ) as why:  # this process may start no more threads: the answer must not be lost for that
        complain("the listener of a run could not be called", why)
        return None, f"the listener was not called: {why}"


def complain(what: str, failure: BaseException | None) -> None:
    """Tell the caller's log what his own function did."""
    import logging  # noqa: PLC0415 - only needed where a listener fails

    logging.getLogger("raydx").error(what, exc_info=failure)
