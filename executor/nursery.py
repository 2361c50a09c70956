"""The warm process: it forks a child for each order, and tells how each one ended.

It stays single-threaded, holds the standard library only, and never runs a program itself. It ends when its
caller closes the control line or dies, and takes its children with it.
"""

import ctypes
import errno
import gc
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from executor.child.channel import NOT_STARTED
from executor.child.entry import Ends, House, enter, forget
from executor.child.places import Places
from executor.groups import Groups
from executor.house import explaining, protecting
from executor.offspring import Apart, apart, dying_with, end_orphans, end_process, kill_group, runtime_address
from executor.policy import Policy
from executor.sandbox.mechanism import Ground
from executor.sandbox.pid_namespace import NAME as PID_NAMESPACE
from executor.sandbox.probe import tried
from executor.sandbox.protection import LEFT_OUT, Protection, prepare
from executor.sandbox.unavailable import SandboxUnavailable
from executor.scarce import Scarce
from executor.warmth import rehearse, warm
from executor.wire import Gone, Setup, policy_of, receive_message, send_message

PR_SET_CHILD_SUBREAPER = 36
PAUSE = 3
"""Milliseconds without an order after which a child is forked ahead of the next one."""
LOOK_AROUND = 2_000
"""Milliseconds after which the warm process looks whether its caller still lives."""
OURS = ("executor", "knowledge")

libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Spare:
    """A child that was forked ahead, and waits at its end of a line for what it is to run."""

    pid: int
    pidfd: int
    line: socket.socket


class Nursery:
    """The children of one warm process, by the descriptors through which their ends are heard."""

    def __init__(self, control: socket.socket, setup: Setup) -> None:
        self.control = control
        self.setup = setup
        self.caller = os.getppid()
        self.grounds: dict[str, tuple[Protection, dict[str, Any]]] = {}
        self.lines: dict[int, socket.socket] = {}
        self.children: dict[int, int] = {}
        self.groups = Groups(setup.groups)
        self.abandoned: set[int] = set()
        self.spares: list[Spare] = []
        self.may_fork = False
        self.poller = select.poll()
        self.apart = Apart(LEFT_OUT)
        self.reserve = os.dup(0)
        self.places = Places(os.path.join(setup.root, "executor", ""), setup.stdlib, setup.site)

    def serve(self) -> None:
        """Take orders until the caller is gone; while there is nothing to do, fork children ahead.

        Beside a run that goes on one is enough, and it does not rehearse: that would take the run's time.
        """
        self.poller.register(self.control, select.POLLIN)
        keeping = self.watched_keeper()
        while os.getppid() == self.caller:
            is_short = len(self.spares) < min(self.setup.spares, 1 if self.lines else self.setup.spares)
            ready = self.poller.poll(PAUSE if is_short else LOOK_AROUND)
            if is_short and not ready:
                self.fork_ahead()
            for end, _ in ready:
                if end == self.control.fileno():
                    os.close(self.reserve)  # so that the line of a run can come in, to say no on, if not more
                    try:
                        self.take_order()
                    except Gone:
                        return
                    self.reserve = os.dup(0)
                elif end == keeping or self.apart.is_ending:
                    return
                elif end in self.children:
                    self.bury(end)
                else:
                    self.abandon(end)

    def fork_ahead(self) -> None:
        """Fork a child ahead. Where there is no room for one, the runs that go on must not end for it."""
        with suppress(OSError):
            self.spares.append(self.forked(ahead=not self.lines))

    def watched_keeper(self) -> int | None:
        """Hear when the keeper of the children ends: then they are gone, and no other can follow."""
        if self.apart.keeper is None:
            return None
        keeping = os.pidfd_open(self.apart.keeper)
        self.poller.register(keeping, select.POLLIN)
        return keeping

    def leave(self) -> None:
        """End all children, and clear away what they may have written: the caller may be dead."""
        for pid in self.children.values():
            kill_group(pid)
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        end_orphans(self.apart.keeper, self.children.values())
        if self.apart.keeper is not None:
            end_process(self.apart.keeper)
        self.groups.leave()
        # Needed once, at the very end; in the children it would be one more module to carry.
        from shutil import rmtree  # noqa: PLC0415

        rmtree(os.path.dirname(self.setup.directory), ignore_errors=True)

    def take_order(self) -> None:
        """Give an order to a child, or say why not."""
        try:
            order, descriptors = receive_message(self.control)
        except Scarce as why:
            order, descriptors = {"failed": f"the warm process cannot take it: {why}"}, list(why.ends)
        line = socket.socket(fileno=descriptors[0])
        try:
            policy = policy_in(order)
            isolation = self.ground(policy)[1]
            self.may_fork = self.may_fork or "processes" in policy.granted
            spare = self.child_with({"policy": repr(policy)}, descriptors[1:])
        except (SandboxUnavailable, OSError) as why:
            if self.apart.keeper is not None and isinstance(why, OSError) and why.errno == errno.ENOMEM:
                raise Gone("the keeper is gone, and without it nothing can be forked") from why
            key = "unavailable" if isinstance(why, SandboxUnavailable) else "failed"
            self.tell(line, {key: str(why)})
            line.close()
        else:
            spare.line.close()
            self.adopt(spare, line, isolation)
        finally:
            for end in descriptors[1:]:
                os.close(end)

    def child_with(self, order: Mapping[str, object], ends: Sequence[int]) -> Spare:
        """Give an order to the child that waits, or to a new one where that was killed in the meantime."""
        for _ in range(3):
            spare = self.spares.pop(0) if self.spares else self.forked()
            try:
                send_message(spare.line, order, ends)
            except Gone:
                continue  # its end is heard through its descriptor
            return spare
        raise OSError("each child ended before it could be given the order")

    def forked(self, *, ahead: bool = False) -> Spare:
        """Fork a child that waits for its order; if there is time, it rehearses before."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        name = self.groups.name()
        pid = os.fork()
        if pid == 0:
            ours.close()
            self.wait_for_order(theirs, name, ahead=ahead)
        theirs.close()
        try:
            pidfd = os.pidfd_open(pid)
        except OSError:
            end_process(pid)
            raise
        self.children[pidfd] = pid
        self.groups.taken[pidfd] = name
        self.poller.register(pidfd, select.POLLIN)
        return Spare(pid, pidfd, ours)

    def adopt(self, child: Spare, line: socket.socket, isolation: Mapping[str, Any]) -> None:
        """Watch a run from now on, and hand its caller a handle that no other process can take over."""
        self.lines[child.pidfd] = line
        self.poller.register(line, 0)
        self.tell(line, {"pid": child.pid, "isolation": isolation}, [child.pidfd])

    def bury(self, pidfd: int) -> None:
        """Tell how a child ended, and end what it left behind."""
        pid = self.children.pop(pidfd)
        kill_group(pid)
        _, status, usage = os.wait4(pid, 0)
        if self.may_fork:
            end_orphans(self.apart.keeper, self.children.values())
        was_out_of_memory = self.groups.end(pidfd)
        self.poller.unregister(pidfd)
        os.close(pidfd)
        line = self.lines.pop(pidfd, None)
        if line is None:  # it died while it waited for an order
            self.spares = [spare for spare in self.spares if spare.pidfd != pidfd]
            return
        if line.fileno() not in self.abandoned:
            self.poller.unregister(line)
        self.abandoned.discard(line.fileno())
        told = {"status": status, "peak": usage.ru_maxrss * 1024, "at": time.monotonic()}
        self.tell(line, {**told, "out_of_memory": was_out_of_memory})
        line.close()

    def abandon(self, end: int) -> None:
        """End the child whose caller has hung up."""
        for pidfd, line in self.lines.items():
            if line.fileno() == end:
                self.poller.unregister(end)
                self.abandoned.add(end)
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
                return

    def tell(self, line: socket.socket, message: Mapping[str, object], ends: Sequence[int] = ()) -> None:
        """Tell the caller of a run; it may have hung up, which `abandon` will notice."""
        try:
            send_message(line, message, ends)
        except Gone:
            return

    def wait_for_order(self, line: socket.socket, name: str, *, ahead: bool) -> None:
        """Go on as a child: leave behind what is not its own, and wait; does not return."""
        libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        ours = (*self.lines.values(), *(spare.line for spare in self.spares))
        for foreign in (*self.children, *(other.fileno() for other in ours)):
            os.close(foreign)
        if self.apart.ending is not None:
            os.close(self.apart.ending)
        self.control.close()
        gc.enable()
        if ahead:
            rehearse(self.places)
            forget(OURS)
        try:
            order, descriptors = receive_message(line)
        except (Gone, Scarce) as why:
            os._exit(NOT_STARTED if isinstance(why, Scarce) else 0)
        line.close()
        protection = self.grounds[order["policy"]][0]
        policy = protection.ground.policy
        enter(Ends(*descriptors), House(protecting(protection, name), explaining(policy), self.places, OURS))

    def ground(self, policy: Policy) -> tuple[Protection, dict[str, Any]]:
        """Prepare the protection of a policy, once, and try it; raises SandboxUnavailable."""
        key = repr(policy)
        if key not in self.grounds:
            home = os.path.dirname(self.setup.directory)
            ground = Ground(policy, self.setup.places, home, self.setup.without, self.setup.groups)
            protection = prepare(ground)
            isolation = tried(protection, {PID_NAMESPACE: self.apart.state})
            self.grounds[key] = protection, asdict(isolation)
            self.dismiss_spares()
        return self.grounds[key]

    def dismiss_spares(self) -> None:
        """End the children that wait: they were forked before what they now need was prepared."""
        for spare in self.spares:
            spare.line.close()
        self.spares.clear()


def policy_in(order: Mapping[str, Any]) -> Policy:
    """The policy that an order asks for; raises OSError where the order came in parts only."""
    if "failed" in order:
        raise OSError(order["failed"])
    return policy_of(order["policy"])


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
    nursery.apart = apart(setup.without)
    gc.collect()
    gc.disable()
    gc.freeze()
    send_message(line, {"ready": True, "runtime": runtime_address()})
    try:
        nursery.serve()
    finally:
        nursery.leave()
