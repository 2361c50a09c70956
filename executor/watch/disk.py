"""How much a program has written to its scratch directory."""

import os
import stat
import time
from dataclasses import dataclass

from executor.sandbox.namespaces import own_home
from executor.scarce import is_scarcity

MOST_BYTES = 64 * 1024 * 1024
MOST_FILES = 5_000
MOST_WRITTEN = 1 << 30
INTERVAL = 0.1
"""Seconds between two looks where each costs a walk through the directory."""
BLOCK = 512
MOST_DEPTH = 100
INTO = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Disk:
    """Watches a scratch directory. The kernel bounds each file; this bounds all of them together.

    Where the run has a file system of its own for it, that is asked, and the kernel bounds it as well, a
    little above: a program that is faster than the watch is told that no space is left.
    """

    __slots__ = ("mount", "next_look", "path", "pid")

    def __init__(self, path: str | None) -> None:
        self.path = path
        self.next_look = 0.0
        self.mount: int | None = None
        self.pid: int | None = None

    def begin(self, pid: int) -> None:
        """The program begins, in that process: from now on its own view of the directory can be asked."""
        self.pid = pid
        if self.path is not None and self.mount is None:
            self.mount = own_home(pid, os.path.dirname(self.path))
            self.next_look = 0.0

    def is_full(self) -> bool:
        """Whether too much has been written; looks only now and then."""
        now = time.monotonic()
        if self.path is None or now < self.next_look:
            return False
        if self.mount is not None:
            return is_filled(self.mount)
        self.next_look = now + INTERVAL
        hidden = self.pid is not None and written_by(self.pid) > MOST_WRITTEN
        return hidden or holds_too_much(self.path)

    def close(self) -> None:
        """Let go of it."""
        if self.mount is not None:
            os.close(self.mount)
            self.mount = None


def written_by(pid: int) -> int:
    """How many bytes a process has had written to disks: what lies in files without a name counts as well.

    It counts all that was ever written, so only very much of it tells anything.
    """
    try:
        with open(f"/proc/{pid}/io", encoding="ascii") as file:
            counts = dict(line.split(": ") for line in file.read().splitlines())
    except OSError:
        return 0
    return int(counts.get("write_bytes", 0)) - int(counts.get("cancelled_write_bytes", 0))


def is_filled(mount: int) -> bool:
    """Whether a file system holds too many bytes or files."""
    state = os.fstatvfs(mount)
    size = (state.f_blocks - state.f_bfree) * state.f_frsize
    return size > MOST_BYTES or state.f_files - state.f_ffree > MOST_FILES


def holds_too_much(path: str) -> bool:
    """Whether a directory holds too many bytes or files; stops as soon as that is known.

    What cannot be looked into, or lies too deep, is too much: it may hide anything. Only where this very
    process may open no more files, the next look will tell.
    """
    try:
        top = os.open(path, INTO)
    except FileNotFoundError:
        return False
    except OSError as why:
        return not is_scarcity(why)
    found = Found()
    try:
        return count(top, found, MOST_DEPTH)
    except OSError as why:
        return not is_scarcity(why)
    finally:
        os.close(top)


@dataclass(slots=True)
class Found:
    """What was found so far."""

    files: int = 0
    size: int = 0


def count(directory: int, found: Found, depth: int) -> bool:
    """Add what lies in an open directory; tells whether that is too much. Names are never joined to paths."""
    with os.scandir(directory) as entries:
        for entry in entries:
            try:
                state = os.stat(entry.name, dir_fd=directory, follow_symlinks=False)
                found.files, found.size = found.files + 1, found.size + state.st_blocks * BLOCK
                too_much = found.files > MOST_FILES or found.size > MOST_BYTES
                if too_much or (stat.S_ISDIR(state.st_mode) and below(directory, entry.name, found, depth)):
                    return True
            except (FileNotFoundError, NotADirectoryError):  # it changes while we look
                continue
    return False


def below(directory: int, name: str, found: Found, depth: int) -> bool:
    """Look into a directory in another one."""
    if depth == 0:
        return True
    end = os.open(name, INTO, dir_fd=directory)
    try:
        return count(end, found, depth - 1)
    finally:
        os.close(end)
