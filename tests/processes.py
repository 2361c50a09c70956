"""What the kernel says about processes, and waiting until it says what is expected."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PATIENCE = 60.0
"""Seconds after which what should happen by itself counts as not happening; most of it takes milliseconds."""
EXITING = 4
"""The kernel's flag for a process that ends, or has ended and waits to be buried by somebody."""


def eventually(happened: Callable[[], bool]) -> bool:
    """Whether something becomes true, however busy the host is."""
    deadline = time.monotonic() + PATIENCE
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.01)
    return happened()


def children_of(pid: int) -> set[int]:
    """The processes below a process; none where it is gone."""
    with suppress(OSError):
        return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    return set()


def below(pid: int) -> set[int]:
    """All processes below a process, at any depth."""
    found, waiting = set[int](), [pid]
    while waiting:
        children = children_of(waiting.pop()) - found
        found |= children
        waiting += children
    return found


def is_alive(pid: int) -> bool:
    """Whether a process is there and does not end."""
    try:
        flags = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[6]
    except OSError:
        return False
    return not int(flags) & EXITING


def everybody() -> list[int]:
    """All live processes that can be seen from here."""
    return [pid for path in Path("/proc").glob("[0-9]*") if is_alive(pid := int(path.name))]


def in_session(leader: int) -> list[int]:
    """The live processes of a session, by its leader; children that were protected have one of their own."""
    found = []
    for pid in everybody():
        with suppress(OSError):
            session = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[3]
            found += [pid] if int(session) == leader else []
    return found


def space_of(pid: int | str, name: str) -> str:
    """A namespace of a process."""
    return str(Path(f"/proc/{pid}/ns/{name}").readlink())


def in_spaces(spaces: set[str]) -> list[int]:
    """The live processes in one of these namespaces of processes."""
    found = []
    for pid in everybody():
        with suppress(OSError):
            found += [pid] if space_of(pid, "pid") in spaces else []
    return found


def is_keeper(pid: int) -> bool:
    """Whether a process is the first of its namespace: nothing can be forked there when it is gone."""
    with suppress(OSError):
        names = Path(f"/proc/{pid}/status").read_text().partition("NSpid:")[2].splitlines()[0].split()
        return len(names) > 1 and names[-1] == "1"
    return False


def descriptors_of(pid: int | str = "self") -> int:
    """How many descriptors a process holds."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def pages_of(pid: int) -> int:
    """The memory that a process has in use, in pages."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
