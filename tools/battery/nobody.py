"""Run the battery as a user without any rights, when root asks.

The interpreter may lie in a home that nobody else may enter. Then it is shown, at its own place, in a mount
namespace of this process alone; the machine is left as it is. Usage: nobody.py COMMAND...
"""

import ctypes
import os
import sys
from pathlib import Path

NOBODY = 65534
MS_REC, MS_PRIVATE, MS_BIND = 0x4000, 0x40000, 0x1000
PROJECT = Path(__file__).resolve().parents[2]


def main(command: list[str]) -> None:
    """Become nobody, and do what is asked."""
    needed = [Path(place).resolve() for place in (sys.prefix, sys.base_prefix, PROJECT)]
    closed = {place: door for place in needed if (door := closed_door(place))}
    if closed:
        show(closed)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    os.execv(command[0], command)  # noqa: S606  # the command is ours


def closed_door(place: Path) -> Path | None:
    """The topmost directory on the way to a place that others may not enter."""
    return next((door for door in reversed([place, *place.parents]) if not door.stat().st_mode & 0o001), None)


def show(closed: dict[Path, Path]) -> None:
    """Put the places where they are, into an empty directory in place of the closed one."""
    libc = ctypes.CDLL(None, use_errno=True)

    def mount(source: str, target: str, kind: str, flags: int, options: str) -> None:
        words = [word.encode() or None for word in (source, target, kind)]
        if libc.mount(*words, ctypes.c_ulong(flags), options.encode()):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), target)

    try:
        os.unshare(os.CLONE_NEWNS)
        mount("none", "/", "", MS_REC | MS_PRIVATE, "")
        ends = {place: os.open(place, os.O_PATH) for place in closed}
        for door in set(closed.values()):
            mount("none", str(door), "tmpfs", 0, "mode=755")
        for place, end in ends.items():
            place.mkdir(parents=True, exist_ok=True)
            mount(f"/proc/self/fd/{end}", str(place), "", MS_REC | MS_BIND, "")
    except OSError as refused:
        doors = ", ".join(sorted(str(door) for door in set(closed.values())))
        sys.exit(
            f"another user may not enter {doors}, where this Python lies, and it cannot be shown elsewhere "
            f"({refused}): use a Python that everybody may read"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
