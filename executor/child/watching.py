"""Hearing what the program attempts: audit events, told with the program's line.

It reports and enforces nothing. An attempt is told only where it is known to fail: opening a file is tried
here first, for everything else the policy already said that the kernel refuses it.
"""

import errno
import os
import sys
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from types import FrameType

from executor.child.room import sound

MOST_NOTES = 100
LONGEST_DETAIL = 300
DENIED, WORDS = errno.EACCES, os.strerror(errno.EACCES)
IMPORTING = "<frozen importlib."
SYSTEM = (
    "/bin/",
    "/boot/",
    "/dev/",
    "/etc/",
    "/proc/",
    "/root/",
    "/run/",
    "/sbin/",
    "/sys/",
    "/usr/",
    "/var/",
)
LISTING = frozenset(["os.listdir", "os.scandir", "os.chdir"])

type Explain = Callable[[str, tuple[object, ...]], tuple[str, str] | None]
"""From an audit event to the operation and the capability that the policy does not grant."""
type Note = Callable[[str, str, int | None, str], None]
"""Takes the operation, its object, the line and the capability."""

_frame = sys._getframe  # noqa: SLF001  # the only way to see who asks
_open, _close, _access, _stat = os.open, os.close, os.access, os.stat
_OUTSIDE = _stat("/").st_dev
"""The root of the machine, as long as this module is loaded before the sandbox closes."""


def watch(explain: Explain, interesting: frozenset[str], codes: AbstractSet[int], note: Note) -> None:
    """Note the attempts of this process from now on."""
    busy, failures, refusal = [False], Exception, PermissionError

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event not in interesting or busy[0]:
            return
        busy[0] = True
        try:
            line = program_line(_frame(1), codes)
            found = explain(event, args) if line is not None else None
            refused = hidden = False
            if found is not None:
                about_files = found[0].startswith("file_")
                hidden = about_files and is_hidden(event, args)
                refused = hidden or not about_files or is_refused(event, args)
            if found is not None and refused:
                note(found[0], detail(args), line, found[1])
        except failures:  # no room left, on the stack or in memory: it must not notice
            return
        finally:
            busy[0] = False
        if hidden or (refused and event == "open"):  # the kernel would find other words for the same
            raise refusal(DENIED, WORDS, args[0])

    sys.addaudithook(hook)


def program_line(frame: FrameType | None, codes: AbstractSet[int]) -> int | None:
    """The line of the innermost frame of the program that asks; None where a module is being imported.

    What a library tries while it is loaded is none of the program's doing.
    """
    while frame is not None:
        code = frame.f_code
        if id(code) in codes:
            return frame.f_lineno
        if code.co_filename.startswith(IMPORTING):
            return None
        frame = frame.f_back
    return None


def is_hidden(event: str, args: tuple[object, ...]) -> bool:
    """Whether this is about a part of the system that a root of our own does not show, be it there or not.

    To say that it does not exist would let the program look for the fault in the name. Elsewhere that is what
    is said: programs expect to find no file of theirs, and go on without it.
    """
    path = args[0] if args else None
    if not isinstance(path, str | bytes) or not (event == "open" or event.startswith("os.")):
        return False
    inside = _stat("/").st_dev
    if inside == _OUTSIDE or _access(path, os.F_OK):
        return False
    place = os.path.abspath(os.fsdecode(path))
    return place.startswith(SYSTEM) and _nearest(place) == inside


def _nearest(path: str) -> int:
    """The device of the nearest directory above a place that can be looked at."""
    while True:
        path = os.path.dirname(path)
        try:
            return _stat(path).st_dev
        except OSError:
            continue


def is_refused(event: str, args: tuple[object, ...]) -> bool:
    """Find out whether the kernel refuses this, without making or changing anything.

    Opening and listing are tried. What changes a file needs one: where there is none, it fails for that.
    """
    path = args[0] if args else None
    if not isinstance(path, str | bytes):
        return False
    try:
        if event == "open":
            return _refuses_opening(path, args[2] if len(args) > 2 else 0)
        if event in LISTING:
            return _refuses(path, os.O_RDONLY | os.O_DIRECTORY)
        return _access(path, os.F_OK) or (event == "os.mkdir" and _refuses_making(path))
    except (OSError, ValueError):
        return False


def _refuses_opening(path: str | bytes, flags: object) -> bool:
    """Try to open a file as the program is about to; a new one cannot be tried, and needs its directory."""
    wanted = flags if type(flags) is int else 0
    try:
        return _refuses(path, wanted & ~(os.O_CREAT | os.O_TRUNC | os.O_EXCL))
    except FileNotFoundError:
        return bool(wanted & os.O_CREAT) and _refuses_making(path)


def _refuses(path: str | bytes, flags: int) -> bool:
    """Whether opening fails for want of a permission."""
    try:
        _close(_open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC))
    except PermissionError:
        return True
    return False


def _refuses_making(path: str | bytes) -> bool:
    """Whether making a file there is refused, and does not fail for want of its directory.

    With a root of our own, what the kernel calls writable is the run's own; else nothing that we are asked
    about is.
    """
    parent = _parent(path)
    own = _stat("/").st_dev != _OUTSIDE and _access(parent, os.W_OK)
    return _access(parent, os.F_OK) and not own


def _parent(path: str | bytes) -> str | bytes:
    return os.path.dirname(path) or "."


def detail(args: tuple[object, ...]) -> str:
    """Name the object of an attempt: the first argument that is a text, or an address."""
    for arg in args:
        if type(arg) is str:
            return sound(arg[:LONGEST_DETAIL])
        if type(arg) is bytes:
            return sound(arg[:LONGEST_DETAIL].decode("utf-8", "backslashreplace"))
        if type(arg) is tuple and arg and all(type(part) in {str, int} for part in arg):
            return sound(repr(arg)[:LONGEST_DETAIL])
    return ""
