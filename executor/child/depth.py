"""How deep a program may recurse: as deep as if no frames of the sandbox lay below it."""

import sys
from typing import Any

from executor.child.guard import beyond, disguised

USUAL, OF_TRACER = 1_000, 2
_get, _set = sys.getrecursionlimit, sys.setrecursionlimit
_frame = sys._getframe  # noqa: SLF001  # the only way to count what lies below


def even_out(levels: int) -> None:
    """Leave the frames below the program out of its limit, in what it reads of it and what it sets.

    `levels` are still to come between the caller and the program. Two more are for the tracer, which hears of
    a line from a frame above it. Threads of the program, below which nothing lies, get that much more.
    """
    below, frame = levels + OF_TRACER, _frame(1)
    while frame is not None:
        below, frame = below + 1, frame.f_back  # type: ignore[assignment]  # the last has none
    get, put, kind_of, number, anything, way = _get, _set, type, int, BaseException, beyond
    put(get() + below)

    def getrecursionlimit() -> int:
        return get() - below

    def setrecursionlimit(limit: Any, /) -> None:  # noqa: ANN401  # whatever the program passes
        try:
            put(limit + below if kind_of(limit) is number and limit > 0 else limit)
        except anything as error:
            error.__traceback__ = way(error)
            raise

    for stand_in in (getrecursionlimit, setrecursionlimit):
        function = disguised(stand_in, stand_in.__name__)
        function.__module__ = "sys"
        setattr(sys, stand_in.__name__, function)


def lifted() -> int:
    """Give the reporter room, whatever the program has set; returns what that was."""
    before = _get()
    _set(max(before, USUAL))
    return before


def lower(limit: int) -> None:
    """Let what still runs of the program have its own limit again."""
    try:
        _set(limit)
    except RecursionError:  # it is lower than where we are: what runs now runs on
        return
