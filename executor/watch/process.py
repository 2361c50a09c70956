"""A running child, from outside: its memory, and how it is stopped and ended."""

import os
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from executor.scarce import Scarce, is_scarcity
from executor.watch.family import Family, bytes_for_threads, threads_of

PAGE = os.sysconf("SC_PAGE_SIZE")
STOP_PATIENCE = 2.0
"""Seconds until a process stands that was told to: on a busy host it must first get a processor for that."""
STOPPED, RUNNABLE = frozenset("TtZX"), "R"
BUSY_PATIENCE = 0.05
"""Seconds that a stopped program gets beyond its time to run where others take the processors."""


@dataclass(frozen=True, slots=True)
class Weight:
    """The memory of a process: what is in use, and what it may write to and asked for."""

    resident: int
    writable: int


def weight_in(statm: int) -> Weight | None:
    """Read the memory of a process; None when it is gone."""
    try:
        fields = os.pread(statm, 128, 0).split()
        return Weight(int(fields[1]) * PAGE, int(fields[5]) * PAGE)
    except (OSError, IndexError, ValueError):
        return None


class Process:
    """A child, held by a descriptor that no other process can take over."""

    __slots__ = ("base", "family", "growth", "pid", "pidfd", "statm", "writable")

    def __init__(self, pid: int, pidfd: int) -> None:
        self.pid = pid
        self.pidfd = pidfd
        self.base: Weight | None = None
        self.growth = 0
        self.writable = 0
        self.family: Family | None = None
        try:
            self.statm: int | None = os.open(f"/proc/{pid}/statm", os.O_RDONLY | os.O_CLOEXEC)
        except OSError as why:
            self.statm = None  # it has ended already
            if is_scarcity(why):
                os.close(pidfd)
                raise Scarce from why

    def count_family(self) -> None:
        """Count what its descendants hold from now on: it may have some."""
        self.family = Family(self.pid)

    def weight(self) -> Weight | None:
        """The memory that it has; None when it is gone."""
        if self.statm is None:
            return None
        found = weight_in(self.statm)
        if found is not None and not found.writable:
            found = self.weight_elsewhere()
        return found

    def weight_elsewhere(self) -> Weight | None:
        """The memory as another thread has it: of one that has ended the kernel tells none."""
        for thread in threads_of(self.pid):
            with suppress(OSError):
                statm = os.open(f"/proc/{self.pid}/task/{thread}/statm", os.O_RDONLY | os.O_CLOEXEC)
                found = weight_in(statm)
                os.close(statm)
                if found is not None and found.writable:
                    return found
        return None

    def weigh_first(self, told: Mapping[str, object], limit: int) -> None:
        """Weigh it where the program begins; what it said of itself just before helps whoever is late.

        Meanwhile the program may have taken memory that would count as the interpreter's.
        """
        self.weigh()
        peak, room = told.get("peak"), told.get("room")
        if self.base is not None and isinstance(peak, int) and isinstance(room, int):
            self.base = Weight(min(self.base.resident, peak), min(self.base.writable, max(room - limit, 0)))

    def weigh(self) -> Weight:
        """Tell how much more memory it has than when it was first weighed, with what its family holds."""
        now = self.weight()
        if now is None:
            return Weight(0, 0)
        self.base = now if self.base is None else self.base
        others = bytes_for_threads(self.pid) + (self.family.memory() if self.family is not None else 0)
        grown = Weight(now.resident - self.base.resident + others, now.writable - self.base.writable)
        self.growth, self.writable = max(self.growth, grown.resident), grown.writable
        return grown

    def halt(self) -> bool:
        """Stop it without ending it, and wait until its first thread stands; tells whether it does.

        Others may run on for a moment: whoever reads its memory has to bear that it changes.
        """
        if not self.send(signal.SIGSTOP):
            return False
        until = time.monotonic() + STOP_PATIENCE
        while time.monotonic() < until:
            if self.state() in STOPPED:
                return True
            time.sleep(0.0005)
        return False

    def state(self) -> str:
        """The letter that the kernel has for its state."""
        try:
            with open(f"/proc/{self.pid}/stat", "rb") as stat:
                return stat.read(512).rpartition(b") ")[2][:1].decode()
        except OSError:
            return "X"

    def go_on(self) -> None:
        """Let it run again."""
        self.send(signal.SIGCONT)

    def go_on_for(self, seconds: float) -> None:
        """Let it run for so long; on a busy host for longer, until it had half of that itself, or waits."""
        before = self.processor_seconds()
        self.go_on()
        time.sleep(seconds)
        until = time.monotonic() + BUSY_PATIENCE
        while time.monotonic() < until and self.state() in RUNNABLE:
            if self.processor_seconds() - before >= seconds / 2:
                return
            time.sleep(0.001)

    def processor_seconds(self) -> float:
        """How long its first thread has run, as the kernel counts it; 0 where that is not told."""
        try:
            with open(f"/proc/{self.pid}/schedstat", "rb") as counts:
                return int(counts.read(64).split()[0]) / 1e9
        except (OSError, IndexError):
            return 0.0

    def kill(self) -> None:
        """End it; nothing can refuse that."""
        self.send(signal.SIGKILL)

    def send(self, number: signal.Signals) -> bool:
        """Send a signal; tells whether it was there to receive it."""
        try:
            signal.pidfd_send_signal(self.pidfd, number)
        except ProcessLookupError:
            return False
        return True

    def close(self) -> None:
        """Let go of it."""
        os.close(self.pidfd)
        if self.statm is not None:
            os.close(self.statm)
