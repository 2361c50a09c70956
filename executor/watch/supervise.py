"""Watching one run from outside: clock, memory, output, refused calls. All that decides is seen here."""

import os
import select
import socket
import time
from collections.abc import Callable
from collections.abc import Set as AbstractSet

from executor.child import channel
from executor.sandbox.notification import receive_listener, refuse_next
from executor.scarce import Scarce
from executor.watch.charge import Charge
from executor.watch.claims import Malformed
from executor.watch.process import Process
from executor.watch.pulse import Pulse
from executor.watch.seen import Seen
from executor.watch.streams import Spool
from executor.wire import Gone, is_readable, receive_message
from knowledge.event import Kind
from knowledge.run import Ending, Frame

CHUNK = 64 * 1024
TICK = 0.005
MOST_LOOKS = 10
GLANCES = 20
"""Into so many parts the memory limit is divided; above its half, each one that is filled is worth a look."""
START_PATIENCE = 20.0
LONGEST_TOLD = 500
"""Characters of a chunk of output that an event tells."""
MEMORY_SLACK = 16 << 20
"""Above the limit that the program's own allocator knows of: that one gives a MemoryError with its line."""
LINGERING = 0.2
"""Seconds in which what a dead child printed must be read; its pipes are closed, unless others hold them."""

type Look = Callable[[Process, AbstractSet[int], int], tuple[Frame, ...]]
"""Sees the stack of a process, given the program's code and the pipe of the record."""


class Watch:
    """The watch over one run."""

    def __init__(self, line: socket.socket, charge: Charge) -> None:
        self.line = line
        self.limits, self.refusals, self.sight = charge.limits, charge.refusals, charge.sight
        self.disk, self.events, self.hear = charge.disk, charge.events, charge.events.tell
        self.seen = Seen()
        self.ears: dict[int, Callable[[int], None]] = {}
        self.poller = select.poll()
        self.process: Process | None = None
        self.listener: int | None = None
        self.record = -1
        self.looks_left = MOST_LOOKS
        self.next_glance = self.limits.memory_bytes // 2
        self.pulse = Pulse(self.events)

    def run(self, stdout: int, stderr: int, record: int, report: int) -> Seen:
        """Watch until the child has ended and everything it said is read."""
        self.listen(self.line.fileno(), lambda _: self.hear_line())
        self.listen(stdout, lambda _: self.hear_output(stdout, self.seen.stdout, "stdout"))
        self.listen(stderr, lambda _: self.hear_output(stderr, self.seen.stderr, "stderr"))
        self.record = record
        self.listen(record, lambda _: self.hear_record(record))
        self.listen(report, lambda _: self.hear_report(report))
        try:
            while self.line.fileno() in self.ears:
                self.once(TICK)
                self.look_at_clock()
                self.look_at_memory()
                self.follow()
                if self.disk.is_full():
                    self.stop(Ending.DISK)
            self.hear_the_rest((stdout, stderr, record))
        except Scarce as why:  # once we hang up, the warm process ends what nobody can watch
            self.seen.declined = {"failed": f"the run cannot be watched: {why}"}
        finally:
            self.close()
        return self.seen

    def hear_the_rest(self, pipes: tuple[int, ...]) -> None:
        """Read what the dead child left in its pipes."""
        until = time.monotonic() + LINGERING
        while any(pipe in self.ears for pipe in pipes) and time.monotonic() < until:
            if not self.once(0):
                return

    def listen(self, end: int, ear: Callable[[int], None]) -> None:
        """Call `ear` with the event mask whenever something can be read."""
        self.ears[end] = ear
        self.poller.register(end, select.POLLIN)

    def deafen(self, end: int) -> None:
        """Stop listening to a descriptor."""
        if self.ears.pop(end, None) is not None:
            self.poller.unregister(end)

    def once(self, seconds: float) -> bool:
        """Hear what is to be heard now; tells whether there was anything."""
        ready = self.poller.poll(seconds * 1000)
        ready.sort(key=lambda pair: pair[0] != self.record)  # the child announces before the program acts
        for end, mask in ready:
            ear = self.ears.get(end)
            if ear is not None:
                ear(mask)
        return bool(ready)

    def hear_line(self, patience: float = 0) -> None:
        """Take what the warm process says: forked, ended, or nothing any more."""
        if not is_readable(self.line.fileno(), patience):
            return  # it was heard a moment ago, out of turn
        try:
            message, ends = receive_message(self.line)
        except Gone:
            self.deafen(self.line.fileno())
            return
        if "pid" in message:
            self.seen.isolation = message["isolation"]
            self.process = Process(message["pid"], ends[0])
            return
        self.deafen(self.line.fileno())
        if "status" in message:
            self.seen.clock.end(message["at"], time.monotonic())
            self.seen.status, self.seen.highest = message["status"], message["peak"]
            if message["out_of_memory"]:  # the kernel counted, so whoever else ended it was no faster
                self.seen.stopped = Ending.MEMORY
        else:
            self.seen.declined = message

    def hear_output(self, end: int, spool: Spool, name: str) -> None:
        """Take what the program printed, and end it when that is too much."""
        chunk = os.read(end, CHUNK)
        if not chunk:
            self.deafen(end)
            return
        spool.add(chunk)
        self.hear("debug", f"{name}: {spool.read(chunk, LONGEST_TOLD)}", Kind.OUTPUT)
        if self.seen.stdout.total + self.seen.stderr.total > self.limits.output_bytes:
            self.stop(Ending.OUTPUT)

    def hear_record(self, end: int) -> None:
        """Take what the child claims, and start and halt the clock by it, within bounds."""
        chunk = os.read(end, CHUNK)
        if not chunk:
            self.deafen(end)
            return
        now, inbox = time.monotonic(), self.seen.inbox
        for kind, payload in inbox.add(chunk):
            match kind:
                case channel.READY:
                    self.begin(payload, now)
                case channel.PAUSE:
                    self.seen.clock.pause(payload, now)
                case channel.RESUME:
                    self.seen.clock.resume(payload, now)
                case channel.NOTE:
                    self.hear_note(payload)
                case _:
                    pass

    def begin(self, told: object, now: float) -> None:
        """The program's first statement comes now."""
        self.seen.clock.start(told.get("at") if isinstance(told, dict) else None, now)
        if self.process is None:
            self.hear_line(START_PATIENCE)
        if self.process is not None:
            self.process.weigh_first(told if isinstance(told, dict) else {}, self.limits.memory_bytes)
            if "processes" in self.refusals.policy.granted:
                self.process.count_family()
            self.disk.begin(self.process.pid)
        self.hear("info", "the program started", Kind.STARTED)

    def hear_note(self, payload: object) -> None:
        """Take an attempt that the child tells of."""
        before = len(self.refusals.found)
        try:
            self.refusals.note(payload)
        except Malformed as why:
            self.seen.inbox.broken = str(why)
        self.tell_refusals(before)

    def tell_refusals(self, before: int) -> None:
        """Make events of the refusals that have come up since."""
        for refusal in self.refusals.found[before:]:
            place = f" on line {refusal.line}" if refusal.line else ""
            words = f"{refusal.operation} refused{place}: {refusal.detail}"
            self.hear("warning", words, line=refusal.line)

    def hear_report(self, report: int) -> None:
        """Take the listener for refused system calls; only the first, which is the sandbox's own."""
        self.deafen(report)
        listener = receive_listener(report)
        if listener is not None:
            self.listener = listener
            self.listen(listener, lambda mask: self.hear_refusal(listener, mask))

    def hear_refusal(self, listener: int, mask: int) -> None:
        """Refuse a system call, and remember it; what the child said about it before is heard first."""
        if not mask & select.POLLIN:
            self.deafen(listener)
            return
        if self.record in self.ears and is_readable(self.record):
            self.hear_record(self.record)
        before = len(self.refusals.found)
        line = None if self.refusals.pending else self.line_now()
        call = refuse_next(listener) if is_readable(listener) else None
        if call is not None:
            self.refusals.refused(call, line)
        self.tell_refusals(before)

    def line_now(self) -> int | None:
        """Tell on which line the program stands while a refused call waits for its answer."""
        if self.process is None or self.looks_left <= 0:
            return None
        self.looks_left -= 1
        inside = [frame for frame in self.sight.waiting(self.process, self.codes()) if frame.in_program]
        return inside[-1].line if inside else None

    def look_at_clock(self) -> None:
        """End the program when its time is over."""
        now = time.monotonic()
        late = self.seen.clock.spent(now) > self.limits.seconds
        never_began = (
            self.seen.clock.started is None
            and now - self.seen.clock.ordered > START_PATIENCE + self.limits.seconds
        )
        if late or never_began:
            self.stop(Ending.TIMEOUT)

    def look_at_memory(self) -> None:
        """End the program when it holds more memory than the limit that its own allocator knows of."""
        if self.process is None or self.seen.clock.started is None or self.seen.stopped:
            return
        grown = self.process.weigh()
        if grown.resident > self.limits.memory_bytes + MEMORY_SLACK:
            self.stop(Ending.MEMORY)
        elif grown.writable > self.next_glance:
            self.next_glance = grown.writable + self.limits.memory_bytes // GLANCES
            self.glance(self.process)

    def glance(self, process: Process) -> None:
        """Look where the program stands while its memory runs out: soon there may be none for a traceback."""
        self.seen.near_the_limit = self.passing(process) or self.seen.near_the_limit

    def follow(self) -> None:
        """Tell those who listen where the program is; end it where nobody wants to know any more."""
        process, clock = self.process, self.seen.clock
        if process is None:
            return
        if self.events.is_gone():
            process.kill()
        elif clock.pause_began is None and not self.seen.stopped:
            self.pulse.beat(clock.spent(time.monotonic()), lambda: self.passing(process))

    def passing(self, process: Process) -> tuple[Frame, ...]:
        """See where it stands, and let it go on; not where it had to write that itself, amid its claims."""
        if not self.sight.runtime:
            return ()
        frames = self.standing(process, self.sight.stopped)
        process.go_on()
        return frames

    def stop(self, why: Ending) -> None:
        """Stop the program, look where it stands, and end it."""
        if self.seen.stopped or self.process is None:
            return
        self.seen.stopped = why
        if why is not Ending.OUTPUT:
            look = self.sight.stuck if why is Ending.TIMEOUT else self.sight.stopped
            self.seen.stuck = self.standing(self.process, look)
        self.process.kill()
        inside = [frame.line for frame in self.seen.stuck if frame.in_program]
        place = f" on line {inside[-1]}" if inside else ""
        self.hear("warning", f"{why.value} limit: the program was stopped{place}")

    def standing(self, process: Process, look: Look) -> tuple[Frame, ...]:
        """Stop the program and see where it stands."""
        record = self.record
        if record not in self.ears:
            return ()
        while record in self.ears and is_readable(record):
            self.hear_record(record)
        return look(process, self.codes(), record)

    def codes(self) -> AbstractSet[int]:
        """The addresses of the program's code, as the child told them before the program began."""
        pairs = self.seen.inbox.said.get(channel.CODES)
        return {pair[1] for pair in pairs} if isinstance(pairs, list) else set()

    def close(self) -> None:
        """Let go of what was handed over. A child whose end was not told may live on: it is ended here."""
        if self.process is not None:
            self.seen.growth, self.seen.writable = self.process.growth, self.process.writable
            if self.seen.status is None:
                self.process.kill()
            self.process.close()
        self.disk.close()
        if self.listener is not None:
            os.close(self.listener)
