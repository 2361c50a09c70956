"""The child's way: settle, protect, compile, run, leave."""

import faulthandler
import fcntl
import json
import mmap
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NoReturn

from executor.child.channel import DUMP_SIGNAL, NOT_STARTED, sender
from executor.child.guard import Ban
from executor.child.places import Places
from executor.child.watching import Explain
from executor.child.work import Kit, work

BALLAST = 16 << 20
"""Room that is asked for, never used, and given back when the program has none left: a report needs some."""
THREAD_STACK = 1 << 20
"""The kernel counts the whole stack of a thread as the program's memory, used or not; usual is 8 MB."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The descriptors of one run, by their use; `stdin` is None where there is nothing to read."""

    report: int
    job: int
    board: int
    stdout: int
    stderr: int
    record: int
    stdin: int | None = None


type Finish = Callable[[Any, int], None]
"""Completes the protection, given the limits of the run and where the listener for refused calls is sent."""
type Hear = Callable[[], Ends]
"""Waits for an order; raises EOFError where none will come."""


@dataclass(frozen=True, slots=True)
class House:
    """What the warm process hands to each child: who protects and explains, what is refused, what is ours.

    `protect` takes the scratch directory.
    """

    protect: Callable[[str | None], Finish]
    explain: Callable[[str | None], tuple[Explain, frozenset[str]]]
    policy: str
    refused: Mapping[str, str]
    places: Places
    ours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """A child that has closed itself in, but for the limits of its run."""

    finish: Finish
    explain: Explain
    events: frozenset[str]


def enter(house: House, ends: Ends) -> NoReturn:
    """Run one job in this freshly forked process; does not return."""
    try:
        job: dict[str, Any] = json.loads(read_all(ends.job))
        record = settle(ends)
        stand = closed_in(house, job["directory"], job["scratch"])
        code = child(house, stand, job, ends, record)
    except BaseException:  # noqa: BLE001  # whatever it is, the parent sees the exit code and no start
        sys.excepthook(*sys.exc_info())
        code = NOT_STARTED
    os._exit(code)


def enter_ahead(house: House, directory: str, hear: Hear) -> NoReturn:
    """Close oneself in, and run one job when there is one; does not return."""
    try:
        stand = closed_in(house, directory, None)
        ends = hear()
    except BaseException:  # noqa: BLE001  # nobody counts on this child yet
        os._exit(NOT_STARTED)
    try:
        job: dict[str, Any] = json.loads(read_all(ends.job))
        code = child(house, stand, job, ends, settle(ends))
    except BaseException:  # noqa: BLE001  # see `enter`
        sys.excepthook(*sys.exc_info())
        code = NOT_STARTED
    os._exit(code)


def closed_in(house: House, directory: str, scratch: str | None) -> Stand:
    """Go to where programs start, and close the door; the session is left when there is an order."""
    forget(house.ours)
    os.chdir(directory)
    if scratch:
        os.environ["TMPDIR"] = scratch
    explain, events = house.explain(scratch)
    return Stand(house.protect(scratch), explain, events)


def child(house: House, stand: Stand, job: dict[str, Any], ends: Ends, record: int) -> int:
    """Complete the protection, compile, run; returns the exit code where it comes back at all."""
    send = sender(record)
    if sys.version_info[:2] != (3, 13):
        faulthandler.register(DUMP_SIGNAL, record, all_threads=False)
    ballast = mmap.mmap(-1, BALLAST, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    board = memoryview(mmap.mmap(ends.board, os.fstat(ends.board).st_size)).cast("Q")
    stand.finish(job["limits"], ends.report)
    os.closerange(3, record)
    os.closerange(record + 1, HIGHEST)
    threading.stack_size(THREAD_STACK)
    ban = Ban(house.policy, house.refused, frozenset(job["allowed"]))
    return work(job["text"], Kit(send, ballast, board, ban, house.places, stand.explain, stand.events))


KEPT, HIGHEST = 200, 1 << 20
"""The descriptor of the record is put at `KEPT` or above; the program's own begin at 3."""


def settle(ends: Ends) -> int:
    """Take the streams that the program expects; returns the pipe for the record."""
    for place, end in enumerate((ends.stdin, ends.stdout, ends.stderr)):
        if end is not None:
            os.dup2(end, place)
    return fcntl.fcntl(ends.record, fcntl.F_DUPFD_CLOEXEC, KEPT)


def read_all(end: int) -> bytes:
    """Read a file from its start."""
    return os.pread(end, os.fstat(end).st_size, 0)


HIDDEN: list[ModuleType] = []
"""The modules of the sandbox: whoever drops the last reference pays for taking them apart."""


def forget(ours: tuple[str, ...]) -> None:
    """Take the sandbox out of what the program can import."""
    names = [name for name in sys.modules if name.startswith(ours)]
    HIDDEN.extend([sys.modules.pop(name) for name in names])
