"""Hearing of refused system calls, in the parent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusedCall:
    """A system call that the kernel refused.

    `name` is the kernel's name, or `nr123` for a number that nobody knows. `detail` is what the arguments
    say (a path, a family of addresses, a signal); it was read from the memory of the caller, who could have
    changed it, so it is for reports only. `quiet` marks what libraries try by themselves.
    """

    pid: int
    name: str
    detail: str
    quiet: bool = False


def receive_listener(report: int) -> int | None:
    """Take the listener from our end of the pair; None where the kernel gave the child none."""
    raise NotImplementedError


def refuse_next(listener: int) -> RefusedCall | None:
    """Take one notification, refuse the call, and tell of it; None where the caller died meanwhile.

    Call it when the listener is readable. It never lets a call continue, and raises for nothing that the
    child can do.
    """
    raise NotImplementedError
