"""The children of a warm process: forked, heard of, ended, and told of."""

import os
import select
import signal
import socket
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress

from executor.sandbox.protection import LEFT_OUT
from executor.warm.groups import Groups
from executor.warm.offspring import Apart, end_orphans, end_process, kill_group
from executor.wire import Gone, send_message, send_raw


class Brood:
    """The children of one warm process, by the descriptors through which their ends are heard."""

    def __init__(self, parents: tuple[str, ...]) -> None:
        self.poller = select.poll()
        self.children: dict[int, int] = {}
        self.lines: dict[int, socket.socket] = {}
        self.abandoned: set[int] = set()
        self.groups = Groups(parents)
        self.may_fork = False
        self.apart = Apart(LEFT_OUT)

    def fork(self, group: str, foreign: Iterable[int]) -> tuple[int, int]:
        """Fork a child that is heard of when it ends; returns its number and its descriptor.

        The child gets 0, and leaves behind what is not its own: what is `foreign`, and all of its siblings.
        """
        pid = os.fork()
        if pid == 0:
            self.leave_behind(foreign)
            return 0, -1
        try:
            pidfd = os.pidfd_open(pid)
        except OSError:
            end_process(pid)
            raise
        self.children[pidfd] = pid
        self.groups.taken[pidfd] = group
        self.poller.register(pidfd, select.POLLIN)
        return pid, pidfd

    def leave_behind(self, foreign: Iterable[int]) -> None:
        """Close what belongs to others."""
        lines = (line.fileno() for line in self.lines.values())
        for end in (*foreign, *self.children, *lines):
            os.close(end)
        if self.apart.ending is not None:
            os.close(self.apart.ending)

    def watched_keeper(self) -> int | None:
        """Hear when the keeper of the children ends: then they are gone, and no other can follow."""
        if self.apart.keeper is None:
            return None
        keeping = os.pidfd_open(self.apart.keeper)
        self.poller.register(keeping, select.POLLIN)
        return keeping

    def adopt(self, pidfd: int, line: socket.socket, isolation: bytes) -> None:
        """Watch a run from now on, and hand its caller a handle that no other process can take over."""
        self.lines[pidfd] = line
        self.poller.register(line, 0)
        with suppress(Gone):  # it hung up, which `abandon` will notice
            send_raw(line, b'{"pid": %d, "isolation": %s}' % (self.children[pidfd], isolation), [pidfd])

    def bury(self, pidfd: int) -> int:
        """Tell how a child ended, and end what it left behind; returns its status.

        Raises Gone where the keeper ends: the kernel ends all children before, whatever their programs do.
        """
        pid = self.children.pop(pidfd)
        kill_group(pid)
        _, status, usage = os.wait4(pid, 0)
        if os.WIFSIGNALED(status) and self.apart.is_ending:
            raise Gone("the keeper is gone")
        if self.may_fork:
            self.end_orphans()
        was_out_of_memory = self.groups.end(pidfd)
        line = self.lines.pop(pidfd, None)
        if line is not None:
            told = {"status": status, "peak": usage.ru_maxrss * 1024, "at": time.monotonic()}
            self.tell(line, {**told, "out_of_memory": was_out_of_memory})
            self.hang_up(line)
        self.poller.unregister(pidfd)
        os.close(pidfd)
        return status

    def hang_up(self, line: socket.socket) -> None:
        """Let go of the line of a run that is over."""
        if line.fileno() not in self.abandoned:
            self.poller.unregister(line)
        self.abandoned.discard(line.fileno())
        line.close()

    def abandon(self, end: int) -> None:
        """End the child whose caller has hung up."""
        for pidfd, line in self.lines.items():
            if line.fileno() == end:
                self.poller.unregister(end)
                self.abandoned.add(end)
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
                return

    def tell(self, line: socket.socket, message: Mapping[str, object]) -> None:
        """Tell the caller of a run; it may have hung up, which `abandon` will notice."""
        with suppress(Gone):
            send_message(line, message)

    def end_orphans(self) -> None:
        """End what dead children left."""
        end_orphans(self.apart.keeper, self.children.values())

    def end(self) -> None:
        """End all children."""
        for pid in self.children.values():
            kill_group(pid)
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        self.end_orphans()
        if self.apart.keeper is not None:
            end_process(self.apart.keeper)
        self.groups.leave()
