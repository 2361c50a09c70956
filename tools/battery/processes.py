"""Which processes there are, by the kernel's own list."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its number, its parent's, and its session's."""

    pid: int
    parent: int
    session: int
    state: str


def processes() -> Iterator[Process]:
    """Every process that can be seen."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(OSError, IndexError, ValueError):
            fields = (entry / "stat").read_text(errors="replace").rpartition(") ")[2].split()
            yield Process(int(entry.name), int(fields[1]), int(fields[3]), fields[0])


def beneath(ancestor: int) -> list[Process]:
    """The processes that come from one, without itself."""
    children: dict[int, list[Process]] = {}
    for process in processes():
        children.setdefault(process.parent, []).append(process)
    found, waiting = list[Process](), [ancestor]
    while waiting:
        born = children.get(waiting.pop(), [])
        found += born
        waiting += [process.pid for process in born]
    return found


def descriptors(pid: int) -> int:
    """How many descriptors a process holds."""
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def resident_bytes(pid: int) -> int:
    """How much memory a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
