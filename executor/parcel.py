"""What is handed to a child, and the ends that stay here: none outlives a failure to make the others."""

import os
import socket
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from executor.shelf import Offer
from executor.wire import Gone, memory_file, send_raw

type Ends = tuple[int, int, int, int]
"""Our ends of a run's output, errors, record and report."""
type Order = Callable[[list[int]], None]
"""Asks the warm process for a child, which is handed the descriptors."""
GO = b"go"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a child is given beside the ends of its pipes."""

    job: bytes
    stdin: bytes
    board: int


def connected(
    stack: ExitStack, parcel: Parcel, offers: Iterable[Offer], order: Order
) -> tuple[Ends, socket.socket]:
    """Hand the parcel to a child that waits, or order one; returns our ends and the line to the warm process.

    They are closed with `stack`; what was handed over is closed here, whatever happens.
    """
    with ExitStack() as handing:
        pipes = [piped(stack, handing) for _ in range(3)]
        (out, err, record), theirs = [ours for ours, _ in pipes], [their for _, their in pipes]
        job = kept(handing, memory_file("job", parcel.job))
        handed = [job, kept(handing, os.dup(parcel.board)), *theirs]
        if parcel.stdin:
            handed.append(kept(handing, memory_file("stdin", parcel.stdin)))
        offer = taken(offers, handed)
        if offer is not None:
            report, line = stack.enter_context(offer.report), stack.enter_context(offer.line)
        else:
            line, their_line = paired(stack, handing, socket.SOCK_SEQPACKET)
            report, their_report = paired(stack, handing, socket.SOCK_STREAM)
            with suppress(Gone):  # then the line ends too: it is closed with what was to be handed over
                order([their_line.fileno(), their_report.fileno(), *handed])
    return (out, err, record, report.fileno()), line


def taken(offers: Iterable[Offer], handed: list[int]) -> Offer | None:
    """Hand descriptors to the first child that waits and still lives; None where there is none."""
    for offer in offers:
        try:
            send_raw(offer.desk, GO, handed)
        except Gone:
            offer.close()
            continue
        offer.desk.close()
        return offer
    return None


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
