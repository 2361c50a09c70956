"""A child's whole way, gone once before there is a program: what is touched once need not be copied later.

The pages of a forked process are shared with the warm one until it writes to them, and even reading an object
writes to its count of references. A run that finds all that it needs in place takes a third of the time.
"""

import builtins
import importlib
import io
import linecache
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import mmap

from executor.child.board import board_bytes
from executor.child.channel import framed
from executor.child.details import CLASS_LINES
from executor.child.ending import Way
from executor.child.guard import Ban
from executor.child.places import PROGRAM, Places
from executor.child.running import forget_modules
from executor.child.tracing import TOOL
from executor.child.work import Kit, work

PASSING = "pass"
FAILING = """
class Account:
    def __init__(self, owner, rows):
        self.owner = owner
        self.rows = rows
    def mean(self, api_key="none"):
        total = sum(self.rows)
        return [total / len(self.rows) for _ in range(1)][0]
table = {"first": 1, "second": (2.5, "text"), "third": None}
account = Account("somebody", [])
account.mean()
"""
SAMPLES = (FAILING, PASSING)
NOWHERE = Way(lambda: None, lambda _: None)
BAN = Ban("strict", {"none of these": "host"}, frozenset())


def rehearse(places: Places) -> None:
    """Run the samples and tell how they ended, to nobody; nothing of it stays."""
    with as_before():
        for text in SAMPLES:
            with mmap(-1, board_bytes(text.count("\n") + 1)) as shared, memoryview(shared).cast("Q") as board:
                work(text, Kit(to_nobody, mmap(-1, 1), board, BAN, places), way=NOWHERE)
            sys.monitoring.free_tool_id(TOOL)


def to_nobody(kind: str, claim: object) -> bool:
    """Write a claim as it would be sent."""
    return bool(framed(kind, claim))


@contextmanager
def as_before() -> Iterator[None]:
    """Put everything back that a run changes outside of its own module."""
    places: list[tuple[object, str, object]] = [
        (owner, name, getattr(owner, name))
        for owner, name in (
            (builtins, "__import__"),
            (importlib, "__import__"),
            (importlib, "import_module"),
            (sys, "getrecursionlimit"),
            (sys, "setrecursionlimit"),
            (sys, "stderr"),
            (sys, "argv"),
        )
    ]
    main, limit, mask = (
        sys.modules["__main__"],
        sys.getrecursionlimit(),
        signal.pthread_sigmask(signal.SIG_BLOCK, ()),
    )
    sys.stderr = io.StringIO()
    try:
        yield
    finally:
        for owner, name, value in places:
            setattr(owner, name, value)
        sys.setrecursionlimit(limit)
        sys.modules["__main__"] = main
        linecache.cache.pop(PROGRAM, None)
        forget_modules()
        CLASS_LINES.clear()
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
