"""Hearing what the program attempts: audit events, told with the program's line.

It reports and enforces nothing. An attempt is told only where it is known to fail: opening a file is tried
here first, for everything else the policy already said that the kernel refuses it.
"""

import os
import sys
from collections.abc import Callable
from types import FrameType

from executor.child.text import sound

MOST_NOTES = 100
LONGEST_DETAIL = 300

type Explain = Callable[[str, tuple[object, ...]], tuple[str, str] | None]
"""From an audit event to the operation and the capability that the policy does not grant."""
type Note = Callable[[str, str, int | None, str], None]
"""Takes the operation, its object, the line and the capability."""

_frame = sys._getframe  # noqa: SLF001  # the only way to see who asks
_open, _close, _access = os.open, os.close, os.access


def watch(explain: Explain, interesting: frozenset[str], codes: set[int], note: Note) -> None:
    """Note the attempts of this process from now on."""
    state = {"busy": False, "left": MOST_NOTES}

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event not in interesting or state["busy"] or state["left"] <= 0:
            return
        state["busy"] = True
        try:
            line = program_line(_frame(1), codes)
            found = explain(event, args) if line is not None else None
            if found is not None and (event != "open" or is_refused(args)):
                state["left"] -= 1
                note(found[0], detail(args), line, found[1])
        except Exception:  # noqa: BLE001  # the program may be at the end of its stack or memory: it must not notice
            state["left"] -= 1
        finally:
            state["busy"] = False

    sys.addaudithook(hook)


def program_line(frame: FrameType | None, codes: set[int]) -> int | None:
    """The line of the innermost frame of the program, if it is on this stack."""
    while frame is not None:
        if id(frame.f_code) in codes:
            return frame.f_lineno
        frame = frame.f_back
    return None


def is_refused(args: tuple[object, ...]) -> bool:
    """Try to open the file as the program is about to, without making or changing anything."""
    path = args[0] if args else None
    flags = args[2] if len(args) > 2 and type(args[2]) is int else 0
    if type(path) not in {str, bytes}:
        return False
    try:
        _close(_open(path, flags & ~(os.O_CREAT | os.O_TRUNC | os.O_EXCL) | os.O_NONBLOCK | os.O_CLOEXEC))  # type: ignore[arg-type]  # a path: just seen
    except PermissionError:
        return True
    except FileNotFoundError:
        parent = os.path.dirname(path) or "."  # type: ignore[type-var]  # a path: see above
        return bool(flags & os.O_CREAT) and _access(parent, os.F_OK)  # type: ignore[arg-type]  # a path
    except (OSError, ValueError):
        return False
    return False


def detail(args: tuple[object, ...]) -> str:
    """Name the object of an attempt: the first argument that is a text."""
    for arg in args:
        if type(arg) is str:
            return sound(arg[:LONGEST_DETAIL])
        if type(arg) is bytes:
            return sound(arg[:LONGEST_DETAIL].decode("utf-8", "backslashreplace"))
        if type(arg) is tuple:
            return sound(repr(tuple(part for part in arg if type(part) in {str, int}))[:LONGEST_DETAIL])
    return ""
