"""A caller that has run out of descriptors gets an answer, and loses none for good."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager

from executor.execute import execute
from executor.policy import STANDARD
from executor.sandbox.unavailable import SandboxUnavailable
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.source import source_of


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


def test_a_run_that_cannot_be_prepared_leaves_nothing_open() -> None:
    """Wherever it stopped; and the next one succeeds."""
    source, refused = source_of("print('ran')"), 0
    with Zygote() as zygote:
        assert execute(zygote, source, STANDARD, Limits(), b"in").succeeded
        before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # a count
        for more in range(25):
            with room_for(more):
                try:
                    assert execute(zygote, source, STANDARD, Limits(), b"in").succeeded
                except SandboxUnavailable:
                    refused += 1
            assert len(os.listdir("/proc/self/fd")) == before, f"with room for {more}"  # noqa: PTH208  # a count
        assert 5 < refused < 25
        assert execute(zygote, source, STANDARD, Limits(), b"in").succeeded
