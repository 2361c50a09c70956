"""The children of the warm process as the kernel sees them: where they live, and how they are ended."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from executor.sandbox.mechanism import Unsupported
from executor.sandbox.pid_namespace import NAME as PID_NAMESPACE
from executor.sandbox.pid_namespace import put_children_apart
from executor.sandbox.probe import ACTIVE
from executor.sandbox.protection import LEFT_OUT

PR_SET_PDEATHSIG = 1
MOST_GENERATIONS = 20
EXITING = 4
"""The kernel's flag for a process that ends, or has ended and waits to be buried."""
OUTSIDE = 0
"""What the kernel calls a parent that lives outside of one's own namespace."""

libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Apart:
    """Where children live: in a namespace of processes that `keeper` keeps, or why in none.

    `ending` is a descriptor at whose end the keeper ends, and all of them with it.
    """

    state: str
    keeper: int | None = None
    ending: int | None = None

    @property
    def is_ending(self) -> bool:
        """Whether the keeper ends: the kernel ends all children first, whatever their programs did."""
        return self.keeper is not None and is_ending(self.keeper)


def apart(without: tuple[str, ...]) -> Apart:
    """Put all children of this process into a namespace of their own, where that can be."""
    if PID_NAMESPACE in without:
        return Apart(LEFT_OUT)
    try:
        keeper, ending = put_children_apart()
    except Unsupported as why:
        return Apart(str(why))
    return Apart(ACTIVE, keeper, ending)


def dying_with(parent: int) -> Callable[[], None]:
    """Make what ends every child of this process, those that try the sandbox as well, when it dies."""

    def die_with_parent() -> None:
        if os.getppid() not in {parent, OUTSIDE}:
            return  # a process that the program forks: it is ended with its group
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() not in {parent, OUTSIDE}:
            os._exit(0)  # it died in between

    return die_with_parent


def kill_group(pid: int) -> None:
    """End the processes of a dead child's session; its number is still taken until it is waited for."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def end_process(pid: int) -> None:
    """End a process, and bury it if that is ours to do."""
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        return


def end_orphans(keeper: int | None, own: Iterable[int]) -> None:
    """End what dead children left, to the keeper or to us, and what comes to us when that is dead."""
    for _ in range(MOST_GENERATIONS):
        left = children_of(os.getpid()) - {*own, keeper}
        for pid in left | (children_of(keeper) if keeper is not None else set()):
            end_process(pid)
        if not left:
            break


def is_ending(pid: int) -> bool:
    """Whether a process ends, or has ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as told:
            return bool(int(told.read().rpartition(")")[2].split()[6]) & EXITING)
    except OSError:  # without /proc it counts as alive until its end is heard
        return False


def children_of(parent: int) -> set[int]:
    """List the processes whose parent that is."""
    try:
        with open(f"/proc/{parent}/task/{parent}/children", encoding="ascii") as listed:
            return {int(pid) for pid in listed.read().split()}
    except OSError:  # a kernel without this list: then none are looked for
        return set()


def runtime_address() -> int:
    """Where the state of this interpreter lies, and so that of its children; 0 where none can read it."""
    if sys.version_info[:2] not in {(3, 12), (3, 13)} or sys.maxsize >> 32 == 0:
        return 0
    return ctypes.addressof(ctypes.c_char.in_dll(ctypes.pythonapi, "_PyRuntime"))
