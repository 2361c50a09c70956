"""The processes that a program has started, from outside: how much memory they hold together.

Only a policy that grants processes needs it. The kernel keeps each of them below the limit, not their sum. A
fork shares its pages with its parent until it writes to them, so what is shared counts by its parts. To ask
for that costs milliseconds; so it is done now and then.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress

INTERVAL = 0.1
THREAD_BYTES, PROCESS_BYTES = 64 << 10, 256 << 10
"""What each one costs the kernel, generously: a stack, tables of pages, and a number of which a host may
have 32,768. Thousands of them would fit below a limit that counts only what they hold themselves."""
MOST = 600
"""More processes than a program can have."""


class Family:
    """The descendants of one process. One that was left by its parent is no more of the family."""

    __slots__ = ("bytes", "next_look", "pid")

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.bytes = 0
        self.next_look = 0.0

    def memory(self) -> int:
        """How much they hold; looked at now and then."""
        now = time.monotonic()
        if now >= self.next_look:
            self.next_look = now + INTERVAL
            self.bytes = sum(
                PROCESS_BYTES + bytes_for_threads(pid) + proportional_bytes(pid)
                for pid in descendants(self.pid)
            )
        return self.bytes


def descendants(pid: int) -> Iterator[int]:
    """Yield the processes below a process."""
    waiting, count = children(pid), 0
    while waiting and count < MOST:
        count += 1
        found = waiting.pop()
        yield found
        waiting += children(found)


def children(pid: int) -> list[int]:
    """The children of all threads of a process; none where it is gone or the kernel does not list them."""
    found = list[int]()
    for thread in threads_of(pid):
        with suppress(OSError), open(f"/proc/{pid}/task/{thread}/children", encoding="ascii") as listed:
            found += [int(child) for child in listed.read().split()]
    return found


def threads_of(pid: int) -> list[str]:
    """The threads of a process, the first one first; none where it is gone."""
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def bytes_for_threads(pid: int) -> int:
    """What the threads of a process cost the kernel, but for its first one; 0 where it is gone."""
    try:
        entries = os.stat(f"/proc/{pid}/task").st_nlink  # two of its own, and one for each thread
    except OSError:
        return 0
    return max(entries - 3, 0) * THREAD_BYTES


def proportional_bytes(pid: int) -> int:
    """What a process holds, each page divided by those who share it; 0 where it is gone.

    Any thread tells the same, but one that has ended tells nothing, and the first may have.
    """
    for thread in threads_of(pid):
        with suppress(OSError), open(f"/proc/{pid}/task/{thread}/smaps_rollup", encoding="ascii") as rollup:
            for line in rollup:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    return 0
