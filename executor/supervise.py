"""Watching one run from outside: clock, memory, output, refused calls. All that decides is seen here."""

import os
import select
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from executor.child.channel import PAUSE, READY, RECORD
from executor.inbox import Inbox
from executor.sandbox.notification import RefusedCall, receive_listener, refuse_next
from executor.streams import Spool
from executor.wire import Gone, receive_message
from knowledge.limits import Limits
from knowledge.run import Ending

CHUNK = 64 * 1024
TICK = 0.005
GRACE = 2.0
"""Seconds that making the report may take on top of the program's own."""
START_PATIENCE = 20.0
MEMORY_SLACK = 16 << 20
MOST_CALLS = 100
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(slots=True)
class Seen:
    """What was seen of a run. `status` is None while it lasts, and stays so where the warm process died."""

    stdout: Spool = field(default_factory=Spool)
    stderr: Spool = field(default_factory=Spool)
    inbox: Inbox = field(default_factory=Inbox)
    calls: list[RefusedCall] = field(default_factory=list)
    isolation: dict[str, Any] = field(default_factory=dict)
    status: int | None = None
    peak: int = 0
    base: int = 0
    stopped: Ending | None = None
    stuck: Any = None
    started: float | None = None
    ended: float | None = None
    paused: float = 0.0
    declined: dict[str, Any] | None = None


class Watch:
    """The watch over one run. `look` is called with the process id while the program is stopped."""

    def __init__(self, line: socket.socket, limits: Limits, look: Callable[[int], object]) -> None:
        self.line = line
        self.limits = limits
        self.look = look
        self.seen = Seen()
        self.ears: dict[int, Callable[[int], None]] = {}
        self.poller = select.poll()
        self.pid: int | None = None
        self.pidfd: int | None = None
        self.statm: int | None = None
        self.owned: list[int] = []
        self.pause_began: float | None = None
        self.ordered = time.monotonic()

    def listen(self, end: int, ear: Callable[[int], None]) -> None:
        """Call `ear` with the event mask whenever something can be read."""
        self.ears[end] = ear
        self.poller.register(end, select.POLLIN)

    def deafen(self, end: int) -> None:
        """Stop listening to a descriptor."""
        if self.ears.pop(end, None) is not None:
            self.poller.unregister(end)

    def run(self, stdout: int, stderr: int, record: int, report: int) -> Seen:
        """Watch until the child has ended and everything it said is read."""
        self.listen(self.line.fileno(), self.hear_line)
        self.listen(stdout, lambda _: self.hear_output(stdout, self.seen.stdout))
        self.listen(stderr, lambda _: self.hear_output(stderr, self.seen.stderr))
        self.listen(record, lambda _: self.hear_record(record))
        self.listen(report, lambda _: self.hear_report(report))
        pipes = (stdout, stderr, record)
        try:
            while self.line.fileno() in self.ears:
                self.once(TICK)
                self.look_at_clock()
                self.look_at_memory()
            while any(pipe in self.ears for pipe in pipes) and self.once(0):
                pass
        finally:
            self.close()
        return self.seen

    def once(self, seconds: float) -> bool:
        """Hear what is to be heard now; tells whether there was anything."""
        ready = self.poller.poll(seconds * 1000)
        for end, _mask in ready:
            ear = self.ears.get(end)
            if ear is not None:
                ear(_mask)
        return bool(ready)

    def hear_line(self, _mask: int) -> None:
        """Take what the warm process says: forked, ended, or nothing any more."""
        try:
            message, ends = receive_message(self.line)
        except Gone:
            self.deafen(self.line.fileno())
            return
        if "pid" in message:
            self.pid, self.pidfd = message["pid"], ends[0]
            self.seen.isolation = message["isolation"]
            self.statm = os.open(f"/proc/{self.pid}/statm", os.O_RDONLY | os.O_CLOEXEC)
            self.owned += [self.pidfd, self.statm]
            return
        self.deafen(self.line.fileno())
        if "status" in message:
            self.seen.status, self.seen.ended = message["status"], time.monotonic()
            self.seen.peak = max(self.seen.peak, message["peak"])
        else:
            self.seen.declined = message

    def hear_output(self, end: int, spool: Spool) -> None:
        """Take what the program printed, and end it when that is too much."""
        chunk = os.read(end, CHUNK)
        if not chunk:
            self.deafen(end)
            return
        spool.add(chunk)
        if self.seen.stdout.total + self.seen.stderr.total > self.limits.output_bytes:
            self.stop(Ending.OUTPUT)

    def hear_record(self, end: int) -> None:
        """Take what the child claims, and start and halt the clock by it, within bounds."""
        chunk = os.read(end, CHUNK)
        if not chunk:
            self.deafen(end)
            return
        now = time.monotonic()
        for kind in self.seen.inbox.add(chunk):
            if kind == READY and self.seen.started is None:
                self.seen.started, self.seen.base = now, self.resident()
            elif kind == PAUSE and self.pause_began is None:
                self.pause_began = now
            elif kind == RECORD and self.pause_began is not None:
                self.seen.paused += min(now - self.pause_began, GRACE)

    def hear_report(self, report: int) -> None:
        """Take the listener for refused system calls; only the first, which is the sandbox's own."""
        self.deafen(report)
        listener = receive_listener(report)
        if listener is not None:
            self.owned.append(listener)
            self.listen(listener, lambda mask: self.hear_refusal(listener, mask))

    def hear_refusal(self, listener: int, mask: int) -> None:
        """Refuse a system call, and remember it."""
        if not mask & select.POLLIN:
            self.deafen(listener)
            return
        call = refuse_next(listener)
        if call is not None and len(self.seen.calls) < MOST_CALLS:
            self.seen.calls.append(call)

    def look_at_clock(self) -> None:
        """End the program when its time is over."""
        now = time.monotonic()
        if self.seen.started is None:
            if now - self.ordered > START_PATIENCE + self.limits.seconds:
                self.stop(Ending.TIMEOUT)
            return
        pausing = min(now - self.pause_began, GRACE) if self.pause_began and RECORD not in self.seen.inbox.said else 0
        if now - self.seen.started - self.seen.paused - pausing > self.limits.seconds:
            self.stop(Ending.TIMEOUT)

    def look_at_memory(self) -> None:
        """End the program when it holds more memory than the limit that its own allocator knows of."""
        if self.seen.started is None or self.seen.stopped:
            return
        resident = self.resident()
        self.seen.peak = max(self.seen.peak, resident)
        if resident - self.seen.base > self.limits.memory_bytes + MEMORY_SLACK:
            self.stop(Ending.MEMORY)

    def resident(self) -> int:
        """The memory that the program has in use; 0 when it is gone."""
        if self.statm is None:
            return 0
        try:
            return int(os.pread(self.statm, 128, 0).split()[1]) * PAGE
        except (OSError, IndexError):
            return 0

    def stop(self, why: Ending) -> None:
        """Stop the program, look at it, and end it."""
        if self.seen.stopped or self.pidfd is None or self.pid is None:
            return
        self.seen.stopped = why
        try:
            if why in {Ending.TIMEOUT, Ending.MEMORY}:
                signal.pidfd_send_signal(self.pidfd, signal.SIGSTOP)
                self.seen.stuck = self.look(self.pid)
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
        except ProcessLookupError:
            return

    def close(self) -> None:
        """Let go of what was handed over."""
        for end in self.owned:
            os.close(end)
        self.line.close()
