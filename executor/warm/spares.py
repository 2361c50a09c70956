"""The children that wait for what they are to run: which are there, and which are wanted next.

One that is ready for an order has closed itself in, and has run nothing. One that is ready for anything
closes itself in when it has its order.
"""

import socket
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

ANYTHING = b""


@dataclass(frozen=True, slots=True)
class Spare:
    """A child that waits: what it is ready for, and on which line it hears its order, or that none comes."""

    pidfd: int
    order: bytes
    line: socket.socket


class Spares:
    """The children that wait, the oldest first, and what the latest runs asked for: so will the next."""

    __slots__ = ("most", "recent", "waiting")

    def __init__(self, most: int) -> None:
        self.most = most
        self.waiting: list[Spare] = []
        self.recent: deque[bytes] = deque(maxlen=most)

    def wanted(self) -> Counter[bytes]:
        """How many should wait for each order: none before the first run, one after it, then as many as may.

        A caller with one program needs no more.
        """
        more = self.most - len(self.recent) if len(self.recent) > 1 else 0
        return Counter([*self.recent, *[*self.recent][-1:] * more])

    def missing(self) -> bytes | None:
        """An order for which one more should wait."""
        lacking = self.wanted() - Counter(spare.order for spare in self.waiting)
        return next((order for order in reversed(self.recent) if order in lacking), None)

    def dismiss_surplus(self) -> None:
        """Let those end that wait for what is not asked for any more."""
        wanted = self.wanted()
        for spare in [*self.waiting]:
            wanted[spare.order] -= 1
            if wanted[spare.order] < 0:
                self.waiting.remove(spare)
                spare.line.close()

    def dismiss_uninformed(self) -> None:
        """Let those end that wait for anything: they were forked before what they now need was prepared."""
        while (spare := self.ready_for(ANYTHING)) is not None:
            spare.line.close()

    def ready_for(self, order: bytes) -> Spare | None:
        """Take one that is ready for just that."""
        found = next((spare for spare in self.waiting if spare.order == order), None)
        if found is not None:
            self.waiting.remove(found)
        return found

    def died(self, pidfd: int) -> Spare | None:
        """Forget one that has died; None where it had an order."""
        found = next((spare for spare in self.waiting if spare.pidfd == pidfd), None)
        if found is not None:
            self.waiting.remove(found)
            found.line.close()
        return found

    def lines(self) -> Iterator[int]:
        """The descriptors of the lines of all that wait."""
        return (spare.line.fileno() for spare in self.waiting)
