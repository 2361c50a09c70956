"""A diagnosis that is followed while it happens, by an event loop."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import suppress
from contextvars import copy_context
from types import TracebackType
from typing import TYPE_CHECKING, Self

from executor.backlog import Backlog
from executor.events import CalledOff, OnEvent
from knowledge.event import Event

if TYPE_CHECKING:
    from analyzer.report.shapes.report import Report
    from analyzer.report.shapes.sandbox import StreamEvent

type Answer = Callable[[OnEvent, Callable[[], bool]], "Report"]
"""Makes the report; takes who hears of events, and what tells that the answer is not wanted any more."""


class Live(AsyncIterator["StreamEvent"]):
    """The events of a diagnosis, in order, as they happen; awaiting it gives the report.

        async for event in live: ...
        report = await live

    It begins when it is first iterated or awaited. Whoever takes events too slowly misses some of the
    middle, which is told; never the start, what went wrong, or the end. Leaving it early ends the program:
    by cancelling the task that iterates or awaits, by `aclose`, by `async with`, or by dropping it.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._left = threading.Event()
        self._work: Work | None = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> "StreamEvent":
        from analyzer.report.build import stream_event_of  # noqa: PLC0415 - pydantic costs 30 ms

        event = await self._wanting(self._begun().next_event())
        if event is None:
            raise StopAsyncIteration
        return stream_event_of(event)

    def __await__(self) -> Generator[object, None, "Report"]:
        return self._wanting(self._begun().report()).__await__()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __del__(self) -> None:
        self._left.set()

    async def aclose(self) -> None:
        """End the program if it still runs, and wait until nothing of it is left."""
        self._left.set()
        if self._work is not None:
            await asyncio.wait([self._work.outcome])

    async def _wanting[T](self, waiting: Awaitable[T]) -> T:
        """Wait; whoever is cancelled meanwhile does not want the answer any more."""
        try:
            return await waiting
        except asyncio.CancelledError:
            self._left.set()
            raise

    def _begun(self) -> "Work":
        """Begin in a thread of its own; it knows nothing of this object, which can be dropped meanwhile.

        Where there is no room for another thread, nothing has begun, and the next attempt begins it.
        """
        if self._work is None:
            work, run = Work(asyncio.get_running_loop(), self._left), copy_context().run
            threading.Thread(target=run, args=(work.do, self._answer), name="raydx-live", daemon=True).start()
            self._work = work
        return self._work


class Work:
    """What the thread of a diagnosis and the event loop share."""

    def __init__(self, loop: asyncio.AbstractEventLoop, left: threading.Event) -> None:
        self.loop = loop
        self.left = left
        self.arrived = asyncio.Event()
        self.is_rung = False
        self.backlog = Backlog(self.ring)
        self.outcome: asyncio.Future[Report | BaseException] = loop.create_future()

    def do(self, answer: Answer) -> None:
        """Make the report, in the thread; what it raises is for whoever waits."""
        try:
            found: Report | BaseException = answer(self.backlog.put, self.left.is_set)
        except BaseException as why:  # noqa: BLE001 - it is raised where the report is awaited
            found = why
        with suppress(RuntimeError):  # the loop was closed: nobody waits
            self.loop.call_soon_threadsafe(self.conclude, found)

    def conclude(self, found: "Report | BaseException") -> None:
        """Let those who wait have the outcome, in the loop."""
        self.outcome.set_result(found)
        self.arrived.set()

    def ring(self) -> None:
        """Wake the loop, once for any number of events, from the thread."""
        if not self.is_rung:
            self.is_rung = True
            with suppress(RuntimeError):  # same
                self.loop.call_soon_threadsafe(self.wake)

    def wake(self) -> None:
        """Events have come, in the loop."""
        self.is_rung = False
        self.arrived.set()

    async def next_event(self) -> Event | None:
        """Wait for an event; None at the end, or what the diagnosis raised."""
        while True:
            self.arrived.clear()
            is_over = self.outcome.done()
            event = self.backlog.take()
            if event is not None or is_over:
                break
            await self.arrived.wait()
        if event is None and not self.left.is_set():
            await self.report()
        return event

    async def report(self) -> "Report":
        """Wait for the report; raises what the diagnosis raised."""
        await asyncio.wait([self.outcome])
        found = self.outcome.result()
        if isinstance(found, CalledOff):
            raise asyncio.CancelledError("the diagnosis was called off")
        if isinstance(found, BaseException):
            raise found
        return found
