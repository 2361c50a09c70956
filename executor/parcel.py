"""What is handed to a child, and the ends that stay here: none outlives a failure to make the others."""

import os
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from executor.wire import Gone, memory_file

type Ends = tuple[int, int, int, int]
"""Our ends of a run's output, errors, record and report."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a child is given beside the ends of its pipes."""

    job: bytes
    stdin: bytes
    board: int


def connected(
    stack: ExitStack, parcel: Parcel, order: Callable[[list[int]], None]
) -> tuple[Ends, socket.socket]:
    """Order a child; returns our ends and the line to the warm process.

    They are closed with `stack`; what was handed over is closed here, whatever happens.
    """
    with ExitStack() as handing:
        line, their_line = paired(stack, handing, socket.SOCK_SEQPACKET)
        report, their_report = paired(stack, handing, socket.SOCK_STREAM)
        pipes = [piped(stack, handing) for _ in range(3)]
        job = kept(handing, memory_file("job", parcel.job))
        board = kept(handing, os.dup(parcel.board))
        handed = [their_line.fileno(), their_report.fileno(), job, board, *(theirs for _, theirs in pipes)]
        if parcel.stdin:
            handed.append(kept(handing, memory_file("stdin", parcel.stdin)))
        with suppress(Gone):  # then the line ends too: it is closed with what was to be handed over
            order(handed)
    out, err, record = (ours for ours, _ in pipes)
    return (out, err, record, report.fileno()), line


def paired(
    stack: ExitStack, handing: ExitStack, kind: socket.SocketKind
) -> tuple[socket.socket, socket.socket]:
    """Make two sockets that are connected; each is closed with its own stack."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, kind)
    return stack.enter_context(ours), handing.enter_context(theirs)


def piped(stack: ExitStack, handing: ExitStack) -> tuple[int, int]:
    """Make a pipe; each end is closed with its own stack."""
    ours, theirs = os.pipe()
    return kept(stack, ours), kept(handing, theirs)


def kept(stack: ExitStack, end: int) -> int:
    """Have a descriptor closed with a stack."""
    stack.callback(os.close, end)
    return end
