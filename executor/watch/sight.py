"""Looking at where a program stands: by reading its memory, or by asking its interpreter."""

import os
import time
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from executor.child.channel import DUMP_SIGNAL
from executor.child.places import Places
from executor.stack.dump import dumped_stack
from executor.stack.reader import Scene, stuck_stack
from executor.stack.settling import settled
from executor.watch.process import Process
from executor.wire import is_readable
from knowledge.run import Frame
from knowledge.source import Source

CHUNK = 64 * 1024
DUMP_PATIENCE = 0.1
QUIET = 0.01
PAUSES = (0.001, 0.002, 0.004, 0.001, 0.003)
"""Seconds between looks: of several lengths, so that a short turn does not fit them all.

All looks at a loop that spends half its time on each of two lines see the same one in 3 of 100 cases."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is needed to see a stack: the source, whose files are whose, where the interpreter's state lies.

    `runtime` is 0 where it is not known how the interpreter lays out its memory (see `executor.stack.fixed`).
    """

    source: Source
    places: Places
    runtime: int

    def stopped(self, process: Process, codes: AbstractSet[int], record: int) -> tuple[Frame, ...]:
        """Stop a process and look; it stays stopped. `record` is its pipe, read to the end before."""
        scene = Scene(self.source, self.places, codes)
        if not self.runtime:
            return dumped_stack(dump_of(process, record), scene)
        return stuck_stack(process.pid, self.runtime, scene) if process.halt() else ()

    def stuck(self, process: Process, codes: AbstractSet[int], record: int) -> tuple[Frame, ...]:
        """Look several times, with the process going on in between, and tell where it stays.

        A process that writes its stack itself is asked once: what it has to say in between could be mixed up.
        """
        looks = [self.stopped(process, codes, record)]
        for pause in PAUSES if looks[0] and self.runtime else ():
            process.go_on_for(pause)
            looks.append(self.stopped(process, codes, record))
        return settled(looks, self.source)

    def waiting(self, process: Process, codes: AbstractSet[int]) -> tuple[Frame, ...]:
        """Look at a process that waits for the answer to a system call; a signal would disturb it."""
        scene = Scene(self.source, self.places, codes)
        return stuck_stack(process.pid, self.runtime, scene) if self.runtime else ()


def dump_of(process: Process, record: int) -> bytes:
    """Ask the interpreter for its stack, which it writes to the pipe of the record, and stop it."""
    if not process.send(DUMP_SIGNAL):
        return b""
    found, until = b"", time.monotonic() + DUMP_PATIENCE
    wait = DUMP_PATIENCE
    while time.monotonic() < until and is_readable(record, wait):
        chunk = os.read(record, CHUNK)
        found, wait = found + chunk, QUIET
        if not chunk or len(found) > CHUNK:
            break
    process.halt()
    return found
