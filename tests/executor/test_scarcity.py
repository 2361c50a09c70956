"""A process that has run out of descriptors gets an answer, and loses none for good."""

import gc
import os
import resource
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from executor.events import Audience
from executor.execute import execute
from executor.policy import STANDARD, STRICT, Policy
from executor.sandbox.unavailable import SandboxUnavailable
from executor.zygote import Warm, Zygote
from knowledge.event import Kind
from knowledge.limits import Limits
from knowledge.source import source_of

PRINTS = source_of("print('ran')")
FOR_ITS_END, FOR_ITS_LIFE = 2, 4
"""The listener for refused calls and the child's handle come in always; memory and disk if it still lives."""


@contextmanager
def room_for(more: int) -> Iterator[None]:
    """Let this process open only so many descriptors more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + more, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def open_here() -> set[str]:
    """What this process has open; what an earlier test left is given back first."""
    gc.collect()
    return set(os.listdir("/proc/self/fd"))  # noqa: PTH208  # names are all that is compared


def ran(zygote: Zygote, policy: Policy = STANDARD) -> bool:
    """Whether a program could be run; if not, it has to be said in words."""
    try:
        done = execute(zygote, PRINTS, policy, Limits(), b"in")
    except SandboxUnavailable as why:
        return not str(why)
    assert done.stdout.text == "ran\n"
    return True


@pytest.mark.parametrize("policy", [STRICT, STANDARD], ids=["a child waits", "a child is ordered"])
def test_a_run_that_cannot_be_prepared_leaves_nothing_open(policy: Policy) -> None:
    """Wherever it stopped; and the next one succeeds."""
    with Zygote() as zygote:
        assert ran(zygote, policy)
        before, count = open_here(), 0
        for more in range(25):
            with room_for(more):
                count += ran(zygote, policy)
            assert open_here() <= before, f"with room for {more}"
        assert 0 < count < 20
        assert ran(zygote, policy)


class Poor(Zygote):
    """A warm process whose caller opens so many files, the moment it has ordered a run, that few are left."""

    left: int | None = None

    def order(self, warm: Warm, policy: Policy, ends: Iterable[int]) -> None:
        """Order a run, and be poor from then on: of what was handed over, a few numbers become free."""
        handed = list(ends)
        numbers = sorted(handed)
        if self.left is not None:
            hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            resource.setrlimit(resource.RLIMIT_NOFILE, (numbers[self.left], hard))
        super().order(warm, policy, handed)


def test_a_run_that_cannot_be_watched_is_given_up() -> None:
    """Another thread took the last descriptors after the order: the child's handle cannot come in."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Poor() as zygote:
        assert ran(zygote)
        before, warm = open_here(), zygote.start()
        for left in range(8):
            zygote.left = left
            try:
                answered = ran(zygote)
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, limits)
            zygote.left = None
            assert open_here() <= before, f"with {left} left"
            assert answered or left < FOR_ITS_LIFE, f"with {left} left"
            assert left >= FOR_ITS_END or not answered, f"with {left} left"
        assert ran(zygote)
        assert zygote.start() is warm


def highest_of(pid: int) -> int:
    """The highest descriptor of a process."""
    return max(int(end.name) for end in Path(f"/proc/{pid}/fd").iterdir())


def test_a_warm_process_that_may_open_no_more_says_so() -> None:
    """It goes on, with what runs in it, and takes orders again when there is room."""
    slow = source_of("import time\ntime.sleep(1)\nprint('ran')")
    began = threading.Event()
    audience = Audience(lambda event: began.set() if event.kind is Kind.STARTED else None)
    with Zygote(spares=0) as zygote, ThreadPoolExecutor(1) as pool:
        assert ran(zygote)
        warm = zygote.start()
        pid, answers = warm.process.pid, []
        limits = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        beside = pool.submit(execute, zygote, slow, STANDARD, Limits(), b"", audience)
        assert began.wait(20)
        for more in range(14):
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (highest_of(pid) + 1 + more, limits[1]))
            answers.append(ran(zygote))
        resource.prlimit(pid, resource.RLIMIT_NOFILE, limits)
        assert not all(answers)
        assert beside.result().stdout.text == "ran\n"
        assert ran(zygote)
        assert zygote.start() is warm
