"""A diagnosis is followed by an event loop: in order to the end, and leaving it early leaves nothing."""

import asyncio
import gc
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from analyzer.live import Live
from analyzer.report.shapes import Report, StreamEvent
from analyzer.session import Analyzer
from executor.sandbox.unavailable import SandboxUnavailable
from executor.zygote import Zygote
from knowledge.limits import Limits
from tests.processes import PATIENCE

ENDLESS = "while True:\n    pass\n"
PAUSE = 0.02
PATIENT = Limits(seconds=2 * PATIENCE)


@pytest.fixture(scope="module")
def analyzer() -> Iterator[Analyzer]:
    """One for all."""
    with Analyzer() as one:
        one.diagnose("x = 1", level=1)
        yield one


async def heard(live: AsyncIterator[StreamEvent]) -> list[str]:
    """What the events are about, to the end."""
    return [event.kind async for event in live]


def runs(analyzer: Analyzer) -> int:
    """How many children the warm process has, but for those that wait for an order."""
    found = 0
    for child in psutil.Process(analyzer.zygote().start().process.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it may end while it is looked at
            found += child.cpu_times().user > 0.05
    return found


async def eventually(happened: Callable[[], bool]) -> bool:
    """Whether something becomes true, however busy the host is."""
    for _ in range(round(PATIENCE / PAUSE)):
        if happened():
            return True
        await asyncio.sleep(PAUSE)
    return happened()


def test_events_then_the_report(analyzer: Analyzer) -> None:
    """The same that the report holds, and the report afterwards; more often, if somebody asks again."""

    async def follow() -> tuple[list[StreamEvent], Report, Report]:
        live = analyzer.watch("print('a')\nprint(totl)")
        return [event async for event in live], await live, await live

    events, report, again = asyncio.run(follow())
    assert tuple(events) == report.error_stream and report is again
    assert [event.kind for event in events][:2] == ["warning", "started"] and events[-1].kind == "ended"
    assert events[0].line_number == 2 and report.error_category == "runtime_error"


def test_the_report_alone(analyzer: Analyzer) -> None:
    """Whoever does not care for events just awaits."""

    async def ask() -> Report:
        return await analyzer.watch("6 * 7", level=1)

    assert asyncio.run(ask()).execution_result.return_value == 42


def test_many_at_once(analyzer: Analyzer) -> None:
    """Each has its own events and its own report."""

    async def ask() -> list[Report]:
        return await asyncio.gather(*(analyzer.watch(f"print({n})", level=3) for n in range(8)))

    assert [report.execution_result.stdout for report in asyncio.run(ask())] == [f"{n}\n" for n in range(8)]


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"policy": "none"}, ValueError),
        ({"level": 9}, ValueError),
        ({"allow": "os"}, TypeError),
        ({"limits": 3}, TypeError),
        ({"polcy": "strict"}, TypeError),
        ({"on_event": print}, TypeError),
    ],
    ids=["a policy", "a level", "a text for a list", "limits", "no option", "an option of another"],
)
def test_wrong_arguments_are_said_at_once(
    analyzer: Analyzer, options: dict[str, Any], kind: type[Exception]
) -> None:
    """Not when somebody listens."""
    with pytest.raises(kind):
        analyzer.watch("x = 1", **options)


def test_a_host_that_cannot_isolate_is_said_where_it_is_awaited() -> None:
    """And where it is iterated."""

    async def ask() -> None:
        with pytest.raises(SandboxUnavailable):
            await heard(failing())
        with pytest.raises(SandboxUnavailable):
            await failing()

    asyncio.run(ask())


def failing() -> Live:
    """A diagnosis on a host that cannot isolate."""

    def answer(*_: object) -> Report:
        raise SandboxUnavailable("there is nothing")

    return Live(answer)


def test_a_slow_consumer_keeps_nobody_waiting(analyzer: Analyzer) -> None:
    """It misses some of the middle, which is counted; neither the start nor the end."""

    async def follow() -> tuple[list[StreamEvent], Report]:
        live = analyzer.watch(
            "import time\nfor n in range(1000):\n    print(n, flush=True)\n    time.sleep(0.001)\n1 / 0"
        )
        events = [await anext(live)]
        report = await live
        return events + [event async for event in live], report

    events, report = asyncio.run(follow())
    kinds = [event.kind for event in events]
    assert kinds[:2] == ["warning", "started"] and kinds[-2:] == ["error", "ended"]
    assert len(events) < 300 and report.error_details is not None
    (gap,) = (event for event in events if event.kind == "left_out")
    shown = sum(event.message.count("\n") for event in events if event.message.startswith("stdout: "))
    assert shown < 1000 and int(gap.message.split()[0]) > 0


async def by_break(analyzer: Analyzer) -> None:
    """Leave the loop, and drop what was iterated."""
    async for event in analyzer.watch(ENDLESS, limits=PATIENT):
        if event.kind == "line":
            break
    gc.collect()


async def by_cancelling(analyzer: Analyzer) -> None:
    """Cancel the task that iterates."""
    task = asyncio.create_task(heard(analyzer.watch(ENDLESS, limits=PATIENT)))
    await asyncio.sleep(0.5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def by_cancelling_who_awaits(analyzer: Analyzer) -> None:
    """Cancel the task that awaits the report."""
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(analyzer.diagnose_async(ENDLESS, limits=PATIENT), 0.5)


async def by_closing(analyzer: Analyzer) -> None:
    """Close it; then nothing comes any more, and there is no report."""
    live = analyzer.watch(ENDLESS, limits=PATIENT)
    await anext(live)
    await live.aclose()
    assert set(await heard(live)) <= {"started", "line"}
    with pytest.raises(asyncio.CancelledError):
        await live


async def by_leaving_the_block(analyzer: Analyzer) -> None:
    """Leave the block."""
    async with analyzer.watch(ENDLESS, limits=PATIENT) as live:
        await anext(live)


async def during_the_trials(analyzer: Analyzer) -> None:
    """When the run is over, and fixes are being tried."""
    text = "import time\ntime.sleep(0.2)\nprint(totl)\ntotal = 1\nwhile total: pass"
    async with analyzer.watch(text, limits=PATIENT) as live:
        async for event in live:
            if event.kind == "ended":
                break


WAYS = [
    *(by_break, by_cancelling, by_cancelling_who_awaits, by_closing, by_leaving_the_block),
    during_the_trials,
]


@pytest.mark.parametrize("leave", WAYS, ids=[way.__name__ for way in WAYS])
def test_whoever_leaves_leaves_nothing(analyzer: Analyzer, leave: Callable[[Analyzer], Any]) -> None:
    """Neither the program, nor a descriptor, nor a thread, nor a directory; and the next run works."""

    async def leave_it() -> None:
        began = time.monotonic()
        await leave(analyzer)
        assert time.monotonic() - began < PATIENCE
        assert await eventually(lambda: runs(analyzer) == 0)
        assert await eventually(lambda: "raydx-live" not in threads())

    before = descriptors()
    asyncio.run(leave_it())
    assert descriptors() <= before
    directory = Path(analyzer.zygote().start().directory)
    assert not list(directory.glob("run-*"))
    assert analyzer.diagnose("x = 1", level=1).success


def threads() -> set[str]:
    """The names of the threads of this process."""
    return {thread.name for thread in threading.enumerate()}


def descriptors() -> int:
    """How many descriptors are open here."""
    return len(list(Path("/proc/self/fd").iterdir()))


def test_without_room_for_a_thread_nothing_begins(analyzer: Analyzer) -> None:
    """Nobody waits for what never began, and it begins when there is room again."""

    async def follow() -> bool:
        live = analyzer.watch("x = 1")
        before = threading.stack_size(1 << 46)
        try:
            with pytest.raises(RuntimeError):
                await anext(live)
            await live.aclose()
        finally:
            threading.stack_size(before)
        again = analyzer.watch("x = 1")
        return (await again).success

    assert asyncio.run(follow())


def test_without_room_for_a_thread_the_answer_comes_all_the_same() -> None:
    """The listener is not called, which is said."""
    heard: list[StreamEvent] = []
    with Analyzer() as one:
        before = threading.stack_size(1 << 46)
        try:
            report = one.diagnose("print('ran')", on_event=heard.append)
        finally:
            threading.stack_size(before)
    assert report.execution_result.stdout == "ran\n" and not heard
    assert "the listener was not called" in report.error_stream[0].message


def test_what_was_never_asked_never_begins() -> None:
    """No thread, and no process."""
    before = set(threading.enumerate())  # one of a run that another test left may just end
    with Analyzer() as one:
        live = one.watch(ENDLESS)
        asyncio.run(live.aclose())
        assert isinstance(one.zygote(), Zygote)
        assert "raydx-live" not in {thread.name for thread in set(threading.enumerate()) - before}


def test_the_callback_of_the_asynchronous_twin(analyzer: Analyzer) -> None:
    """It hears everything, and what it raises does not cost the report."""
    events: list[StreamEvent] = []

    def listen(event: StreamEvent) -> None:
        events.append(event)
        if len(events) == 2:
            raise LookupError

    report = asyncio.run(analyzer.diagnose_async("print('a')", on_event=listen))
    assert report.success and len(events) == 2
    assert "LookupError" in report.error_stream[-1].message
