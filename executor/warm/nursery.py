"""The warm process: it forks a child for each order, and tells how each one ended.

It stays single-threaded, holds the standard library only, and never runs a program itself. It ends when its
caller closes the control line or dies, and takes its children with it.
"""

import errno
import gc
import json
import os
import resource
import select
import socket
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict

from executor.child.channel import NOT_STARTED
from executor.child.places import Places
from executor.parcel import paired
from executor.sandbox.mechanism import Ground
from executor.sandbox.pid_namespace import NAME as PID_NAMESPACE
from executor.sandbox.probe import tried
from executor.sandbox.protection import prepare
from executor.sandbox.unavailable import SandboxUnavailable
from executor.scarce import Scarce
from executor.warm.brood import Brood
from executor.warm.newborn import PR_SET_CHILD_SUBREAPER, Cradle, Prepared, libc, wait_for_order, wait_inside
from executor.warm.offspring import apart, dying_with, runtime_address
from executor.warm.orders import asked_in
from executor.warm.spares import ANYTHING, Spare, Spares
from executor.warm.warmth import warm
from executor.wire import Gone, Setup, receive_message, receive_raw, send_message, send_raw

PAUSES, LONG_PAUSES = (3, 1), (20, 3)
"""Milliseconds without an order after which a child is forked ahead of the next one, and then another.

What the caller does after a run needs the processors, and other runs may follow that belong to it: so there
is time as long as some wait, and where there is but one processor.
"""
LOOK_AROUND = 2_000
"""Milliseconds after which the warm process looks whether its caller still lives."""


class Nursery:
    """The orders that a warm process gets, and the children that it has for them."""

    def __init__(self, control: socket.socket, setup: Setup) -> None:
        self.control = control
        self.setup = setup
        self.caller = os.getppid()
        self.brood = Brood(setup.groups)
        self.spares = Spares(setup.spares)
        self.prepared: dict[bytes, Prepared] = {}
        self.unfit: set[bytes] = set()
        self.keeping: int | None = None
        self.reserve = os.dup(0)
        self.places = Places(os.path.join(setup.root, "executor", ""), setup.stdlib, setup.site)

    def serve(self) -> None:
        """Take orders until the caller is gone; while there is nothing to do, fork children ahead."""
        brood = self.brood
        brood.poller.register(self.control, select.POLLIN)
        self.keeping = brood.watched_keeper()
        heard = True
        while os.getppid() == self.caller:
            missing = self.missing()
            ready = brood.poller.poll(LOOK_AROUND if missing is None else self.pause(after=heard))
            heard = bool(ready)
            if missing is not None and not ready:
                self.fork_ahead(missing)
            try:
                for end, _ in ready:
                    self.heard(end)
            except Gone:
                return

    def heard(self, end: int) -> None:
        """Do what there is to do; raises Gone where that is nothing any more."""
        if end == self.control.fileno():
            os.close(self.reserve)  # so that the line of a run can come in, to say no on, if not more
            self.take_order()
            self.reserve = os.dup(0)
        elif end == self.keeping:
            raise Gone("the keeper is gone")
        elif end in self.brood.children:
            self.bury(end)
        else:
            self.brood.abandon(end)

    def missing(self) -> bytes | None:
        """An order for which a child should be forked ahead."""
        return None if self.spares.waiting and self.is_busy() else self.spares.missing()

    def pause(self, *, after: bool) -> int:
        """How long nobody may want anything before a child is forked ahead; `after` is when somebody did."""
        is_urgent = not self.spares.waiting and len(os.sched_getaffinity(0)) > 1
        return (PAUSES if is_urgent else LONG_PAUSES)[not after]

    def is_busy(self) -> bool:
        """Whether a program runs: beside it one child that waits is enough, without rehearsing."""
        return len(self.brood.children) > len(self.spares.waiting)

    def fork_ahead(self, order: bytes) -> None:
        """Fork a child ahead. Where there is no room for one, the runs that go on must not end for it."""
        self.spares.dismiss_surplus()
        has_time = not self.is_busy()
        with suppress(OSError):
            self.spares.waiting.append(self.forked(order, has_time=has_time))

    def bury(self, pidfd: int) -> None:
        """Take note of an end. A child that could not close itself in ahead is the last to try that."""
        status = self.brood.bury(pidfd)
        spare = self.spares.died(pidfd)
        if spare is not None and os.waitstatus_to_exitcode(status) == NOT_STARTED:
            self.unfit.add(spare.order)  # a run will hear why it cannot
            self.spares.recent.clear()

    def leave(self) -> None:
        """End all children, and clear away what they may have written: the caller may be dead."""
        self.brood.end()
        # Needed once, at the very end; in the children it would be one more module to carry.
        from shutil import rmtree  # noqa: PLC0415

        rmtree(os.path.dirname(self.setup.directory), ignore_errors=True)

    def take_order(self) -> None:
        """Give an order to a child, or say why not."""
        lost = None
        try:
            order, descriptors = receive_raw(self.control)
        except Scarce as why:
            order, descriptors, lost = b"", list(why.ends), OSError(f"the warm process cannot take it: {why}")
        line = socket.socket(fileno=descriptors[0])
        try:
            if lost is not None:
                raise lost
            prepared = self.ground(order)
            self.spares.recent.append(self.kind_of(order))
            child = self.child_with(order, descriptors[1:])
            self.brood.adopt(child.pidfd, line, prepared.isolation)
        except (SandboxUnavailable, OSError) as why:
            if self.brood.apart.keeper is not None and isinstance(why, OSError) and why.errno == errno.ENOMEM:
                raise Gone("the keeper is gone, and without it nothing can be forked") from why
            key = "unavailable" if isinstance(why, SandboxUnavailable) else "failed"
            self.brood.tell(line, {key: str(why)})
            line.close()
        finally:
            for end in descriptors[1:]:
                os.close(end)

    def kind_of(self, order: bytes) -> bytes:
        """For what a child should wait after such an order: its scratch directory comes with the run."""
        can_be_ahead = not self.prepared[order].asked.policy.scratch and order not in self.unfit
        return order if can_be_ahead else ANYTHING

    def child_with(self, order: bytes, ends: Sequence[int]) -> Spare:
        """Give an order to the child that waits, or to a new one where that was killed in the meantime."""
        for _ in range(self.spares.most + 3):
            spare = self.spares.ready_for(order) or self.spares.ready_for(ANYTHING) or self.forked(ANYTHING)
            try:
                with spare.line:
                    send_raw(spare.line, order, ends)
            except Gone:
                continue  # its end is heard through its descriptor
            return spare
        raise OSError("each child ended before it could be given the order")

    def forked(self, order: bytes, *, has_time: bool = False) -> Spare:
        """Fork a child that waits for an order, ready for that one or for any."""
        with ExitStack() as unless_forked, ExitStack() as theirs:
            line, their_line = paired(unless_forked, theirs, socket.SOCK_SEQPACKET)
            cradle = self.cradle(has_time=has_time)
            pid, pidfd = self.brood.fork(cradle.group, self.foreign())
            if pid == 0:
                line.close()
                wait_inside(cradle, their_line, order) if order else wait_for_order(cradle, their_line)
            unless_forked.pop_all()
        return Spare(pidfd, order, line)

    def cradle(self, *, has_time: bool) -> Cradle:
        """What a new child finds."""
        group = self.brood.groups.name()
        return Cradle(self.prepared, group, self.places, self.setup.directory, has_time)

    def foreign(self) -> tuple[int, ...]:
        """What a new child has no business with, beside its siblings."""
        return (self.control.fileno(), *self.spares.lines())

    def ground(self, order: bytes) -> Prepared:
        """Prepare the protection of a policy, once, and try it; raises SandboxUnavailable."""
        if order not in self.prepared:
            asked = asked_in(order)
            home = os.path.dirname(self.setup.directory)
            ground = Ground(asked.policy, self.setup.places, home, self.setup.without, self.setup.groups)
            protection = prepare(ground)
            isolation = tried(protection, {PID_NAMESPACE: self.brood.apart.state})
            self.prepared[order] = Prepared(asked, protection, json.dumps(asdict(isolation)).encode())
            self.brood.may_fork = self.brood.may_fork or "processes" in asked.policy.granted
            self.spares.dismiss_uninformed()
        return self.prepared[order]


def main(control: int) -> None:
    """Settle, warm up, and serve."""
    line = socket.socket(fileno=control)
    message, _ = receive_message(line)
    setup = Setup.of(message)
    os.chdir(setup.directory)
    sys.path.remove(setup.root)
    sys.path.extend(setup.site)
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="strict")  # type: ignore[union-attr]  # as where the language is set
    resource.setrlimit(resource.RLIMIT_NOFILE, resource.getrlimit(resource.RLIMIT_NOFILE)[1:] * 2)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    os.register_at_fork(after_in_child=dying_with(os.getpid()))
    nursery = Nursery(line, setup)
    warm(nursery.places)
    nursery.brood.apart = apart(setup.without)
    gc.collect()
    gc.disable()
    gc.freeze()
    send_message(line, {"ready": True, "runtime": runtime_address()})
    try:
        nursery.serve()
    finally:
        nursery.leave()
