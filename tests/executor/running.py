"""A program that runs while a test looks at it, for as long as the test needs."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from executor.events import Audience, CalledOff
from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.event import Event, Kind
from knowledge.limits import Limits
from knowledge.run import Run
from knowledge.source import source_of
from tests.processes import PATIENCE

LIMITS = Limits(seconds=2 * PATIENCE, memory_mb=200)


@dataclass(frozen=True, slots=True)
class Beside:
    """A run that goes on: what was heard of it so far, and what will become of it."""

    heard: list[Event]
    run: Future[Run]


@contextmanager
def running(
    zygote: Zygote, text: str, policy: str = "strict", moment: Kind = Kind.STARTED
) -> Iterator[Beside]:
    """Have a program run: the block is entered when it has come so far, and ends it."""
    heard, reached, over = list[Event](), threading.Event(), threading.Event()

    def listen(event: Event) -> None:
        heard.append(event)
        if event.kind is moment:
            reached.set()

    audience = Audience(listen, is_gone=over.is_set)
    with ThreadPoolExecutor(1) as pool, suppress(CalledOff):
        run = pool.submit(execute, zygote, source_of(text), policy_named(policy), LIMITS, b"", audience)
        try:
            assert reached.wait(PATIENCE)
            yield Beside(heard, run)
        finally:
            over.set()
        run.result(PATIENCE)
