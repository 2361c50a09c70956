"""Events are told while a program runs: in order, within bounds, and whoever listens cannot harm the run."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from executor import events
from executor.backlog import KEPT, MOST, Backlog
from executor.events import Audience, CalledOff, OnEvent
from executor.execute import execute
from executor.policy import STRICT
from executor.zygote import Zygote
from knowledge.event import Event, Kind, thinned
from knowledge.limits import Limits
from knowledge.run import Run
from knowledge.source import source_of

PRINTS = "for n in range(1500):\n    print(n, flush=True)\n"
CHUNKS = 400
FLOODS = f"for n in range({CHUNKS}):\n    print('x' * 65_536, flush=True)\n"
"""Each fills a pipe, so that it is heard as an event at least, however busy the host is."""
LOOPS = "def wait():\n    while True:\n        pass\nwait()\n"


def followed(zygote: Zygote, text: str, on_event: OnEvent, **limits: float) -> Run:
    """Run a program with somebody who listens."""
    bounds = Limits(**{"seconds": 10.0, **limits})
    return execute(zygote, source_of(text), STRICT, bounds, audience=Audience(on_event))


def kinds(heard: list[Event]) -> list[str]:
    """What the events are about."""
    return [event.kind.value for event in heard]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("x = 1", ["started", "ended"], id="a program without a word"),
        pytest.param("print('a')", ["started", "output", "ended"], id="output"),
        pytest.param("1 / 0", ["started", "error", "ended"], id="an error"),
        pytest.param("raise SystemExit(0)", ["started", "ended"], id="an exit"),
        pytest.param("import os", ["started", "warning", "error", "ended"], id="a refusal"),
        pytest.param("x = (", ["error", "ended"], id="no Python"),
    ],
)
def test_what_is_told(zygote: Zygote, text: str, told: list[str]) -> None:
    """To the caller while it happens, and with the run; what stands on standard error aside."""
    heard: list[Event] = []
    done = followed(zygote, text, heard.append)
    assert tuple(heard) == done.events
    said = [event for event in heard if "stderr" not in event.message]
    assert kinds(said)[-len(told) :] == told
    assert [event.timestamp for event in heard] == sorted(event.timestamp for event in heard)


def test_what_was_foretold_comes_first(zygote: Zygote) -> None:
    """Warnings from before the run stand before its start, each with its line."""
    audience = Audience(foretold=(("line 1: nonsense", 1),))
    done = execute(zygote, source_of("x = 1"), STRICT, Limits(), audience=audience)
    assert [(event.kind, event.line) for event in done.events][:2] == [
        (Kind.WARNING, 1),
        (Kind.STARTED, None),
    ]


def test_a_silent_program_shows_where_it_is(zygote: Zygote) -> None:
    """Now and then, with the line and the function; if nobody listens, nobody looks."""
    lines: list[Event] = []

    def listen(event: Event) -> None:
        lines.extend([event] if event.kind is Kind.LINE else [])

    began = time.monotonic()
    audience = Audience(listen, is_gone=lambda: len(lines) >= 2)
    with pytest.raises(CalledOff):
        execute(zygote, source_of(LOOPS), STRICT, Limits(seconds=60), audience=audience)
    assert len(lines) <= 2 * (time.monotonic() - began)
    if zygote.start().runtime:
        assert all(event.line in {2, 3} and "in wait" in event.message for event in lines)
    unheard = execute(zygote, source_of(LOOPS), STRICT, Limits(seconds=1))
    assert [event for event in unheard.events if event.kind is Kind.LINE] == []


def test_a_program_is_not_disturbed_by_being_looked_at(zygote: Zygote) -> None:
    """It is stopped for a moment and goes on, in a wait of the kernel as well."""
    waits = (
        "import time, select\nfor n in range(4):\n    time.sleep(0.3)\n    select.select([], [], [], 0.05)\nn"
    )
    done = followed(zygote, waits, lambda _: None)
    assert done.succeeded and done.value is not None and done.value.text == "3"


def test_characters_are_whole(zygote: Zygote) -> None:
    """One that two pieces of the output share is told with the second."""
    heard: list[Event] = []
    text = "import sys, time\nfor byte in '漢'.encode():\n    sys.stdout.buffer.write(bytes([byte]))\n"
    followed(zygote, text + "    sys.stdout.buffer.flush()\n    time.sleep(0.05)\n", heard.append)
    told = "".join(event.message.partition(": ")[2] for event in heard if event.kind is Kind.OUTPUT)
    assert told == "漢"


def test_a_slow_listener_misses_the_middle_only(zygote: Zygote) -> None:
    """The run does not wait for it; what it missed is counted, and nothing of weight is missed."""
    heard: list[Event] = []
    calls = threading.Event()

    def slow(event: Event) -> None:
        heard.append(event)
        calls.wait(0.05)

    text = f"{FLOODS}import time\ntime.sleep(0.2)\n1 / 0"
    began = time.monotonic()
    done = followed(zygote, text, slow, output_mb=40)
    assert done.fault is not None and done.seconds < time.monotonic() - began
    assert kinds(heard)[0] == "started" and kinds(heard)[-2:] == ["error", "ended"]
    output = sum(kind == "output" for kind in kinds(heard))
    missed = sum(event.count for event in heard)
    assert output < CHUNKS <= output + missed and "left_out" in kinds(heard)
    assert [event.timestamp for event in heard] == sorted(event.timestamp for event in heard)


def test_a_listener_that_raises_harms_nothing(zygote: Zygote, caplog: pytest.LogCaptureFixture) -> None:
    """The run has its answer; what the listener raised is told with it, and logged."""

    def fail(event: Event) -> None:
        raise LookupError(event.message)

    with caplog.at_level(logging.ERROR, "raydx"):
        done = followed(zygote, "x = 1\nx", fail)
    assert done.succeeded and done.value is not None
    assert "LookupError" in done.events[-1].message and done.events[-1].kind is Kind.WARNING
    assert caplog.records[-1].exc_info is not None and caplog.records[-1].exc_info[0] is LookupError


@pytest.mark.parametrize("raised", [SystemExit, KeyboardInterrupt, GeneratorExit, RecursionError])
def test_whatever_it_raises(zygote: Zygote, raised: type[BaseException]) -> None:
    """It ends neither the caller nor the run."""

    def fail(_: Event) -> None:
        raise raised

    assert followed(zygote, "x = 1", fail).succeeded


def test_a_listener_that_hangs_is_left_behind(zygote: Zygote, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer comes all the same, and says so."""
    monkeypatch.setattr(events, "EASE", 0.1)
    monkeypatch.setattr(events, "PATIENCE", 0.2)
    forever = threading.Event()
    done = followed(zygote, PRINTS, lambda _: void(forever.wait(20)))
    forever.set()
    assert done.succeeded and "did not return" in done.events[-1].message


def void(_: object) -> None:
    """Drop a result."""


def test_nobody_is_followed_who_went_away(zygote: Zygote) -> None:
    """The program is ended at once, and no other is begun."""
    began = time.monotonic()
    audience = Audience(is_gone=lambda: time.monotonic() > began + 0.5)
    with pytest.raises(CalledOff):
        execute(zygote, source_of(LOOPS), STRICT, Limits(seconds=60), audience=audience)
    assert time.monotonic() - began < 20
    with pytest.raises(CalledOff):
        execute(zygote, source_of("x = 1"), STRICT, Limits(), audience=audience)
    assert execute(zygote, source_of("x = 1"), STRICT, Limits()).succeeded


def event(number: int, kind: Kind) -> Event:
    """An event of that kind."""
    return Event(datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=number), "info", str(number), kind)


def many(count: int, kind: Kind = Kind.OUTPUT) -> list[Event]:
    """So many events, one after the other."""
    return [event(number, kind) for number in range(count)]


THINNING = {
    "nothing": ([], 2, 2, []),
    "few enough": (many(4), 2, 2, many(4)),
    "the middle goes": (many(9), 2, 2, ["0", "1", "5 events were left out here", "7", "8"]),
    "what has weight stays": (many(9, Kind.WARNING), 2, 2, many(9, Kind.WARNING)),
    "only the end": (many(5), 0, 1, ["4 events were left out here", "4"]),
}


@pytest.mark.parametrize(("given", "head", "tail", "kept"), THINNING.values(), ids=THINNING)
def test_thinning(given: list[Event], head: int, tail: int, kept: list[Event | str]) -> None:
    """The first and the last are kept, and the gap says how many it was."""
    wanted = [one.message if isinstance(one, Event) else one for one in kept]
    assert [one.message for one in thinned(given, head, tail)] == wanted


def test_thinned_again_there_is_one_gap() -> None:
    """And it counts them all."""
    once = thinned(many(9), 2, 2)
    again = thinned([*once, *(event(number, Kind.LINE) for number in range(9, 14))], 2, 2)
    assert [one.message for one in again] == ["0", "1", "10 events were left out here", "12", "13"]


@pytest.mark.parametrize("weighty", [0, 3, 150])
def test_a_backlog_is_bounded_and_loses_nothing_of_weight(weighty: int) -> None:
    """However much is put in, and nothing taken."""
    backlog = Backlog(lambda: None)
    wanted = many(weighty, Kind.WARNING)
    for one in wanted:
        backlog.put(one)
    for number in range(20_000):
        backlog.put(event(number, Kind.OUTPUT))
        assert len(backlog.waiting) <= MOST + weighty + 2
    taken = taken_from(backlog)
    assert [one for one in taken if one.kind is Kind.WARNING] == wanted
    assert sum(one.count or 1 for one in taken) == 20_000 + weighty
    assert [one.message for one in taken[-KEPT:]] == [str(number) for number in range(20_000 - KEPT, 20_000)]


def taken_from(backlog: Backlog) -> list[Event]:
    """All that waits."""
    return list(iter(backlog.take, None))


def test_ten_gigabytes_of_output_leave_a_few_events(run: Callable[..., Run]) -> None:
    """What is kept for the report is bounded, whatever is printed."""
    done = run("while True:\n    print('x' * 5_000, flush=True)", output_mb=30, seconds=10)
    assert 100 <= len(done.events) <= 210 and done.events[-1].kind is Kind.ENDED
    assert sum(event.count for event in done.events) > 0
