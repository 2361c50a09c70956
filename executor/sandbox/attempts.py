"""What a throw-away program tries in order to learn whether the sandbox holds: ways out, and plain work."""

import ctypes
import errno
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

try:
    import resource
except ImportError:  # Windows has no such module, and no sandbox of ours
    resource = None  # type: ignore[assignment]

PROGRAM = "/bin/true"
PR_GET_NO_NEW_PRIVS = 39
KEPT = "kept"
CROWD, SMALL_STACK = 300, 64 << 10


@dataclass(frozen=True, slots=True)
class Bait:
    """Things outside the sandbox that would be reachable without it."""

    readable: str
    creatable: str
    port: int
    parent: int
    scratch: str | None = None
    is_grouped: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something tried inside; `granted_by` names the capability that turns it from forbidden to allowed.

    `because` completes "a test program could ...". Where `must_work` is set, failing is what is wrong.
    `held_by` names the one mechanism that holds it: a host without that mechanism cannot hold it.
    """

    name: str
    act: Callable[[Bait], object]
    because: str
    granted_by: str | None = None
    must_work: bool = False
    held_by: str | None = None


def _keep(bait: Bait) -> None:
    if bait.scratch is not None:
        with open(os.path.join(bait.scratch, KEPT), "w", encoding="ascii") as file:
            file.write("x")


def _read(bait: Bait) -> object:
    return os.read(os.open(bait.readable, os.O_RDONLY), 1)


def _write(bait: Bait) -> object:
    return os.open(bait.creatable, os.O_WRONLY | os.O_CREAT)


def _list(_: Bait) -> object:
    return os.listdir("/")


def _look(bait: Bait) -> object:
    return os.stat(bait.readable)


def _see_parent(_: Bait) -> None:
    if os.getppid() == 0:
        raise ProcessLookupError(errno.ESRCH, "the parent is not to be seen")


def _allocate(_: Bait) -> object:
    try:
        return bytearray(1 << 30)
    except MemoryError as refused:
        raise OSError(errno.ENOMEM, "no room") from refused


def _crowd(bait: Bait) -> None:
    if not bait.is_grouped:
        return
    threading.stack_size(SMALL_STACK)
    try:
        for _ in range(CROWD):
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    except RuntimeError as refused:
        raise BlockingIOError(errno.EAGAIN, "no more threads") from refused


def _raise_limit(_: Bait) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard + 1))
    except ValueError as refused:  # which is what Python makes of EPERM here
        raise PermissionError(errno.EPERM, "not raised") from refused


def _gain(_: Bait) -> None:
    if ctypes.CDLL(None).prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1:
        raise PermissionError(errno.EPERM, "nothing is gained by starting another program")


def _socket(_: Bait) -> object:
    return socket.socket()


def _connect(bait: Bait) -> object:
    return socket.create_connection(("127.0.0.1", bait.port), timeout=1)


def _local_socket(_: Bait) -> object:
    return socket.socket(socket.AF_UNIX)


def _fork(_: Bait) -> object:
    child = os.fork()
    if child == 0:
        os._exit(0)
    return os.waitpid(child, 0)


def _signal(bait: Bait) -> None:
    os.kill(bait.parent, 0)


def _execute(_: Bait) -> None:
    os.execv(PROGRAM, [PROGRAM])  # noqa: S606 - that it starts no shell is no concern of ours


def _compute(_: Bait) -> object:
    return sum(number * number for number in range(1000))


def _thread(_: Bait) -> None:
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


def _import(_: Bait) -> object:
    return import_module("colorsys")


ATTEMPTS = (
    Attempt("compute", _compute, "not compute", must_work=True),
    Attempt("thread", _thread, "not start a thread", must_work=True),
    Attempt("import", _import, "not import from the standard library", must_work=True),
    Attempt("keep", _keep, "not write to its scratch directory", must_work=True),
    Attempt("memory", _allocate, "take ten times its memory", held_by="rlimits"),
    Attempt("limit", _raise_limit, "raise its own limits", held_by="privileges"),
    Attempt("gain", _gain, "gain rights by starting a program", held_by="no_new_privileges"),
    Attempt("read", _read, "read a file outside"),
    Attempt("write", _write, "create a file outside"),
    Attempt("list", _list, "list the root directory", held_by="landlock"),
    Attempt("look", _look, "ask for the size of a file outside", held_by="namespaces"),
    Attempt("see", _see_parent, "see a process outside", held_by="pid_namespace"),
    Attempt("socket", _socket, "make a socket", "network"),
    Attempt("connect", _connect, "connect to this machine", "network"),
    Attempt("local socket", _local_socket, "make a local socket"),
    Attempt("fork", _fork, "start a process", "processes"),
    Attempt("crowd", _crowd, f"start {CROWD} threads", held_by="cgroup"),
    Attempt("signal", _signal, "signal its parent"),
    Attempt("execute", _execute, "start another program", "processes"),
)
"""In order; the last one would replace the process, so its success shows in the missing answer."""
