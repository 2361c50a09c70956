"""Control groups: the kernel counts and bounds all memory and all tasks of a run, whatever they are made of.

Only the operator can give one: RAYDX_CGROUP names directories (with colons between them) in which we may
make others, one that holds no process (version 2), or one for memory and one for tasks (version 1). None is
ever looked for: those that are there belong to somebody who may count on them.
"""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from executor.sandbox.kernel import machine
from executor.sandbox.mechanism import Finish, Ground, Mechanism, Step, Terms, Unsupported
from knowledge.limits import Limits

MOST_TASKS = 256
BEYOND_THE_LIMIT = 64 << 20
"""Bytes above the limit that the program's own allocator knows of: that gives a MemoryError with its line."""
FILES = 64 << 20
"""Bytes for a scratch directory, which lies in memory where there are namespaces."""
FIRST_MEMORY = 1 << 30
"""Bytes until the limits of the run are known; until then there is nothing but our own code."""
MEMORY, TASKS = "memory.max", "pids.max"
OLD_MEMORY = "memory.limit_in_bytes"
OF_ENDS = ("memory.events", "memory.oom_control")
"""Where the kernel counts what it ended for want of memory, in each version."""
NOT_NAMED = "RAYDX_CGROUP names no group to make others in"


@dataclass(frozen=True, slots=True)
class Parent:
    """A directory in which groups are made, and what they bound: memory, tasks or both."""

    path: str
    bounds: frozenset[str]


def prepare(ground: Ground) -> Step:
    """See that groups can be made; the child goes into one of its own."""
    machine()
    parents = parents_in(ground.groups)
    files = FILES if ground.policy.scratch else 0

    def step(terms: Terms) -> Finish:
        ends = list[int]()
        for parent in parents:
            group = os.path.join(parent.path, terms.name)
            os.mkdir(group)
            bound(group, parent, FIRST_MEMORY, MOST_TASKS)
            names = (name for name in (MEMORY, OLD_MEMORY) if name in parent.bounds)
            ends += [os.open(os.path.join(group, name), os.O_WRONLY | os.O_CLOEXEC) for name in names]
            write(group, "cgroup.procs", 0)

        def finish(limits: Limits, _: int | None) -> None:
            for end in ends:
                os.write(end, str(limits.memory_bytes + BEYOND_THE_LIMIT + files).encode())
                os.close(end)

        return finish

    return step


def parents_in(named: Iterable[str]) -> tuple[Parent, ...]:
    """Try each directory that was named; raises Unsupported with the first reason why one does not serve."""
    parents = tuple(tried(path) for path in named)
    if not parents:
        raise Unsupported(NOT_NAMED)
    if not any(TASKS in parent.bounds for parent in parents):
        raise Unsupported("what RAYDX_CGROUP names bounds no tasks")
    return parents


def tried(path: str) -> Parent:
    """Make a group in a directory, bound it, and remove it again."""
    group = os.path.join(path, f"raydx-try-{os.getpid()}-{os.urandom(6).hex()}")
    with suppress(OSError):  # it has them already, or is of version 1: the next lines find out
        write(path, "cgroup.subtree_control", "+memory +pids")
    try:
        os.mkdir(group)
    except OSError as why:
        raise Unsupported(f"no group can be made in {path}: {why.strerror}") from why
    try:
        known = frozenset(os.listdir(group)) & {MEMORY, OLD_MEMORY, TASKS}
        if not known:
            raise Unsupported(f"{path} bounds neither memory nor tasks, or holds processes itself")
        bound(group, Parent(path, known), FIRST_MEMORY, MOST_TASKS)
    except OSError as why:
        raise Unsupported(f"a group in {path} takes no limits: {why.strerror}") from why
    finally:
        os.rmdir(group)
    return Parent(path, known)


def bound(group: str, parent: Parent, memory: int, tasks: int) -> None:
    """Write the limits of a group; without swap, where that can be said."""
    for name, amount in ((MEMORY, memory), (OLD_MEMORY, memory), (TASKS, tasks)):
        if name in parent.bounds:
            write(group, name, amount)
    for name, amount in (("memory.swap.max", 0), ("memory.oom.group", 1), ("memory.swappiness", 0)):
        with suppress(OSError):  # not every kernel has each of them
            write(group, name, amount)


def write(group: str, name: str, value: object) -> None:
    """Write to a file of a group, which must be there."""
    end = os.open(os.path.join(group, name), os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(end, str(value).encode())
    finally:
        os.close(end)


def killed_for_memory(groups: Iterable[str], name: str) -> bool:
    """Whether the kernel ended processes of a run because its group's memory was used up."""
    files = (os.path.join(path, name, file) for path in groups for file in OF_ENDS)
    counts = (line.split() for file in files for line in read(file).splitlines())
    return any(word == b"oom_kill" and int(count) > 0 for word, count in counts)


def read(path: str) -> bytes:
    """Read a file; nothing where there is none."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def removed(groups: Iterable[str], name: str) -> bool:
    """End what is left in the groups of a run, and remove them; tells whether they are gone."""
    gone = True
    for path in groups:
        group = os.path.join(path, name)
        with suppress(OSError):  # version 1 has no such file; the session's processes were killed before
            write(group, "cgroup.kill", 1)
        try:
            os.rmdir(group)
        except OSError as why:
            gone = gone and why.errno == errno.ENOENT
    return gone


cgroup = Mechanism("cgroup", prepare, required=False)
