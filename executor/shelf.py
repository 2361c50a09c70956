"""The children that wait, as the caller finds them: each puts itself on the shelf when it is ready.

The shelf is a socket from the warm process and its children to the caller. What lies on it was protected for
one order and has run nothing; whoever takes it speaks to it at once, without the warm process in between.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from executor.scarce import Scarce
from executor.wire import Gone, receive_raw, send_raw

PARTS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """The ends that belong to a child that waits.

    On `desk` it hears what it is to run; on `line` the warm process tells what became of it; out of `report`
    comes its listener for refused calls.
    """

    desk: socket.socket
    line: socket.socket
    report: socket.socket

    def close(self) -> None:
        """Turn it down: the warm process ends a child whose line is hung up."""
        for end in (self.desk, self.line, self.report):
            end.close()


def put(shelf: socket.socket, order: bytes, offer: Offer) -> None:
    """Offer a child that is ready for this order; raises Gone where nobody can take it."""
    send_raw(shelf, order, [offer.desk.fileno(), offer.line.fileno(), offer.report.fileno()])


def offers(shelf: socket.socket, order: bytes) -> Iterator[Offer]:
    """Take what lies on the shelf and is ready for this order, the oldest first; the rest is turned down.

    Several threads may do this at once. A child on the shelf may have died: then its desk is closed.
    """
    while (found := taken(shelf)) is not None:
        ready_for, ends = found
        with ExitStack() as closing:
            for end in ends:
                closing.callback(os.close, end)
            if ready_for == order and len(ends) == PARTS:
                closing.pop_all()
                yield Offer(*(socket.socket(fileno=end) for end in ends))


def taken(shelf: socket.socket) -> tuple[bytes, list[int]] | None:
    """Take whatever comes first; None where the shelf is empty."""
    try:
        return receive_raw(shelf, socket.MSG_DONTWAIT)
    except Scarce as why:
        return b"", list(why.ends)
    except Gone:
        return None
