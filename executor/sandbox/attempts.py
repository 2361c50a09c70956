"""What a throw-away program tries in order to learn whether the sandbox holds: ways out, and plain work."""

import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

PROGRAM = "/bin/true"


@dataclass(frozen=True, slots=True)
class Bait:
    """Things outside the sandbox that would be reachable without it."""

    readable: str
    creatable: str
    port: int
    parent: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something tried inside; `granted_by` names the capability that turns it from forbidden to allowed.

    `because` completes "a test program could ...". Where `must_work` is set, failing is what is wrong.
    """

    name: str
    act: Callable[[Bait], object]
    because: str
    granted_by: str | None = None
    must_work: bool = False


def _read(bait: Bait) -> object:
    return os.read(os.open(bait.readable, os.O_RDONLY), 1)


def _write(bait: Bait) -> object:
    return os.open(bait.creatable, os.O_WRONLY | os.O_CREAT)


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
    Attempt("read", _read, "read a file outside"),
    Attempt("write", _write, "create a file outside"),
    Attempt("socket", _socket, "make a socket", "network"),
    Attempt("connect", _connect, "connect to this machine", "network"),
    Attempt("local socket", _local_socket, "make a local socket"),
    Attempt("fork", _fork, "start a process", "processes"),
    Attempt("signal", _signal, "signal its parent"),
    Attempt("execute", _execute, "start another program", "processes"),
)
"""In order; the last one would replace the process, so its success shows in the missing answer."""
