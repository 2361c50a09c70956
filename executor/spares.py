"""The children that wait for what they are to run: which are there, and which are wanted next.

One that is ready for an order has closed itself in, has run nothing, and lies on the shelf (see
`executor.shelf`), where the caller finds it. One that is ready for anything gets its order from the warm
process, and closes itself in then.
"""

import os
import select
import socket
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

ANYTHING = b""
TAKEN = b"t"
"""What a child writes when it has heard its order: time to fork another."""


@dataclass(frozen=True, slots=True)
class Spare:
    """A child that waits: what it is ready for, on which line it hears its order, and how it tells of that.

    One that is ready for anything gets its order from us, and tells nothing.
    """

    pidfd: int
    order: bytes
    line: socket.socket
    told: int = -1

    def close(self) -> None:
        """Let go of it."""
        self.line.close()
        if self.told >= 0:
            os.close(self.told)

    def dismiss(self) -> None:
        """Let it end, unless it has an order: the line is shut, which lets through what was sent before."""
        self.line.shutdown(socket.SHUT_RDWR)
        self.close()

    def was_taken(self) -> bool:
        """Whether it has heard its order."""
        try:
            return self.told >= 0 and os.read(self.told, 1) == TAKEN
        except BlockingIOError:
            return False


class Spares:
    """The children that wait, the oldest first, and what the latest runs asked for: so will the next."""

    __slots__ = ("most", "poller", "recent", "waiting")

    def __init__(self, most: int, poller: select.poll) -> None:
        self.most = most
        self.poller = poller
        self.waiting: list[Spare] = []
        self.recent: deque[bytes] = deque(maxlen=most)

    def add(self, spare: Spare) -> None:
        """One more waits, and is listened to."""
        self.waiting.append(spare)
        if spare.told >= 0:
            self.poller.register(spare.told, select.POLLIN)

    def forget(self, spare: Spare) -> None:
        """It waits no more."""
        self.waiting.remove(spare)
        if spare.told >= 0:
            self.poller.unregister(spare.told)

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
                self.forget(spare)
                spare.dismiss()

    def dismiss_uninformed(self) -> None:
        """Let those end that wait for anything: they were forked before what they now need was prepared."""
        while (spare := self.for_anything()) is not None:
            spare.dismiss()

    def for_anything(self) -> Spare | None:
        """Take one that is ready for anything."""
        found = next((spare for spare in self.waiting if spare.order == ANYTHING), None)
        if found is not None:
            self.forget(found)
        return found

    def hear(self) -> None:
        """Notice which were taken from the shelf."""
        for spare in [spare for spare in self.waiting if spare.was_taken()]:
            self.forget(spare)
            self.recent.append(spare.order)
            spare.close()

    def died(self, pidfd: int) -> Spare | None:
        """Forget one that has died; None where it had an order."""
        self.hear()
        found = next((spare for spare in self.waiting if spare.pidfd == pidfd), None)
        if found is not None:
            self.forget(found)
            found.close()
        return found

    def ends(self) -> Iterator[int]:
        """The descriptors of all that wait."""
        for spare in self.waiting:
            yield spare.line.fileno()
            if spare.told >= 0:
                yield spare.told
