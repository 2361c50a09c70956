"""The directory that a run may write to, and how it is cleared away whatever was made in it.

A program may build a tree that nobody can walk: directories without rights, chains of thousands, names that
make every path too long. So no path is built here and nothing recurses: each directory found is opened by
its name in the one above all, given its rights back, and its own directories are moved up.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
MOST_TURNS = 100_000
"""So many directories are taken down: a program cannot have made more within its limits of files."""


@contextmanager
def scratch_directory(parent: str) -> Iterator[str]:
    """Make a directory that dies with the run."""
    path = tempfile.mkdtemp(prefix="run-", dir=parent)
    try:
        yield path
    finally:
        clear_away(path)


def clear_away(path: str) -> None:
    """Remove a directory with all that is in it; what cannot be removed is left, and nothing is raised."""
    try:
        top = os.open(path, DIRECTORY)
    except OSError:  # it is gone, or is no directory any more
        return
    try:
        os.fchmod(top, 0o700)
        unforeseen = os.urandom(8).hex()  # the program may have put something in the way of any other name
        for turn in range(MOST_TURNS):
            deeper = [name for name in os.listdir(top) if not removed(name, top)]
            if not deeper:
                break
            for index, name in enumerate(deeper):
                raise_members(name, top, f"{unforeseen}-{turn}-{index}")
    except OSError:
        pass  # below, what can be done by path is done
    finally:
        os.close(top)
    with suppress(RecursionError):  # before 3.13 it recurses
        shutil.rmtree(path, ignore_errors=True)


def removed(name: str, directory: int) -> bool:
    """Remove a file or an empty directory; tells whether that is what it was."""
    try:
        os.unlink(name, dir_fd=directory)
    except OSError:
        try:
            os.rmdir(name, dir_fd=directory)
        except OSError:
            return False
    return True


def raise_members(name: str, top: int, prefix: str) -> None:
    """Remove what a directory holds, and move the directories in it up beside itself."""
    os.chmod(name, 0o700, dir_fd=top)
    inside = os.open(name, DIRECTORY, dir_fd=top)
    try:
        for index, member in enumerate(os.listdir(inside)):
            if not removed(member, inside):
                with suppress(OSError):
                    os.chmod(member, 0o700, dir_fd=inside)
                os.rename(member, f"{prefix}-{index}", src_dir_fd=inside, dst_dir_fd=top)
    finally:
        os.close(inside)
    os.rmdir(name, dir_fd=top)
