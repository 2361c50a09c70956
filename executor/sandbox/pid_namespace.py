"""A namespace of processes: programs see no process of the host, and none of them outlives the warm process.

The kernel puts the children of whoever asked for it there, not that process itself, and its first child has
to stay: when that one ends, the kernel ends all others. It is no program: the first process of a namespace
does not get signals as others do.
"""

import os
import signal

from executor.sandbox.kernel import machine
from executor.sandbox.mechanism import Unsupported
from executor.sandbox.namespaces import be_the_same

NAME = "pid_namespace"
CLONE_NEWPID, CLONE_NEWUSER = 0x20000000, 0x10000000


def put_children_apart() -> tuple[int, int]:
    """Let all children of this process live in a namespace of their own, from now on.

    Returns the process that keeps it, and a descriptor at whose end it ends: it has to be closed in every
    other child. Raises Unsupported where the kernel refuses; then nothing has changed.
    """
    machine()
    alone = [CLONE_NEWPID] if _can(CLONE_NEWPID) else [CLONE_NEWPID | CLONE_NEWUSER]
    if alone[0] != CLONE_NEWPID and not _can(alone[0]):
        raise Unsupported("the kernel lets this user make none")
    _leave(alone[0])
    waiting, ending = os.pipe()
    keeper = os.fork()
    if keeper == 0:
        os.close(ending)
        _keep(waiting)
    os.close(waiting)
    return keeper, ending


def _can(kinds: int) -> bool:
    """Whether it works, tried in a process of its own: half a success could not be taken back."""
    child = os.fork()
    if child == 0:
        _try(kinds)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _try(kinds: int) -> None:
    """Try it, in the child; leaves the process whatever happens."""
    status = 1
    try:
        _leave(kinds)
        inner = os.fork()
        if inner == 0:
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1])
    finally:
        os._exit(status)


def _leave(kinds: int) -> None:
    user, group = os.getuid(), os.getgid()
    os.unshare(kinds)
    if kinds & CLONE_NEWUSER:
        be_the_same(user, group)


def _keep(waiting: int) -> None:
    """Be the first process: bury whom nobody else does, until the warm process is gone."""
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    os.closerange(0, waiting)
    os.closerange(waiting + 1, os.sysconf("SC_OPEN_MAX"))
    try:
        os.read(waiting, 1)
    finally:
        os._exit(0)
