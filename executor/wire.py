"""What caller, warm process and child say to each other.

The caller writes a job into memory of its own and sends an order (see `executor.warm.orders`) with the
descriptors of one run. The warm process hands them to a child, and tells on the run's own line which process
it is, and then how that ended. The child speaks through its pipe alone (see `executor.child.channel`), and
nothing that it says is believed without a check.
"""

import array
import fcntl
import json
import os
import select
import socket
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from executor.sandbox.places import Places
from executor.scarce import Scarce

LARGEST_MESSAGE = 64 * 1024
MOST_DESCRIPTORS = 16


class Gone(Exception):
    """The other end of a line is closed."""


def send_message(line: socket.socket, message: Mapping[str, object], ends: Iterable[int] = ()) -> None:
    """Send one message with descriptors; raises Gone."""
    send_raw(line, json.dumps(message).encode(), ends)


def send_raw(line: socket.socket, message: bytes, ends: Iterable[int] = ()) -> None:
    """Send bytes as one message, with descriptors; raises Gone."""
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", ends))]
    try:
        line.sendmsg([message], rights if rights[0][2] else [])
    except OSError as why:
        raise Gone(str(why)) from why


def receive_message(line: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Receive one message with its descriptors; raises Gone at the end, Scarce where some were lost."""
    raw, ends = receive_raw(line)
    return json.loads(raw), ends


def receive_raw(line: socket.socket, flags: int = 0) -> tuple[bytes, list[int]]:
    """Receive the bytes of one message with its descriptors; raises Gone or Scarce.

    The kernel drops those for which there is no room, and hands the message over all the same.
    """
    room = socket.CMSG_SPACE(4 * MOST_DESCRIPTORS)
    try:
        raw, ancillary, flags, _ = line.recvmsg(LARGEST_MESSAGE, room, flags | socket.MSG_CMSG_CLOEXEC)
    except OSError as why:
        raise Gone(str(why)) from why
    if not raw:
        raise Gone("closed")
    ends = array.array("i")
    for _, _, data in ancillary:
        ends.frombytes(data[: len(data) - len(data) % ends.itemsize])
    if flags & socket.MSG_CTRUNC:
        raise Scarce(ends)
    return raw, list(ends)


def is_readable(end: int, seconds: float = 0) -> bool:
    """Whether something can be read now, or soon; `select` could not take descriptors above 1023."""
    poller = select.poll()
    poller.register(end, select.POLLIN)
    return bool(poller.poll(seconds * 1000))


@dataclass(frozen=True, slots=True)
class Setup:
    """What the warm process is told once: where modules and files are."""

    root: str
    directory: str
    site: tuple[str, ...]
    stdlib: tuple[str, ...]
    places: Places
    without: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    spares: int = 0

    def message(self) -> dict[str, object]:
        """Write it as a message."""
        return asdict(self)

    @classmethod
    def of(cls, message: Mapping[str, Any]) -> "Setup":
        """Read it from a message."""
        places = Places(**{name: tuple(found) for name, found in message["places"].items()})
        told = {field.name: message[field.name] for field in fields(cls)}
        lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
        return cls(**{**told, **lists, "places": places})


def memory_file(name: str, content: bytes) -> int:
    """Put bytes into a file that exists in memory only."""
    end = os.memfd_create(name, os.MFD_CLOEXEC)
    try:
        written = 0
        while written < len(content):
            written += os.pwrite(end, content[written:], written)
    except BaseException:
        os.close(end)
        raise
    return end


def empty_file(name: str, size: int) -> int:
    """Make a file of zeros that exists in memory only, and takes none until it is written to.

    Nobody can change its size any more: whoever gets hold of it could make it too short to be read.
    """
    end = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(end, size)
    fcntl.fcntl(end, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
    return end
