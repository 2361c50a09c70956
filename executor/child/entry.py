"""The child's way: settle, protect, compile, run, leave."""

import faulthandler
import fcntl
import json
import mmap
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType, ModuleType
from typing import Any

from executor.child.board import MOST_LINES
from executor.child.channel import (
    CODES,
    DUMP_SIGNAL,
    EXIT,
    NOT_STARTED,
    NOTE,
    PAUSE,
    READY,
    RECORD,
    Send,
    sender,
)
from executor.child.classes import LONGEST_NAME
from executor.child.details import note_classes
from executor.child.faults import fault_claim
from executor.child.frames import Stack
from executor.child.guard import Ban, Guard, Refuse
from executor.child.places import Places
from executor.child.program import compiled
from executor.child.raising import Raises
from executor.child.room import sound
from executor.child.running import Run, leave, make_module, run, say
from executor.child.syntax import Syntax
from executor.child.tracing import Tracer, code_objects
from executor.child.watching import MOST_NOTES, Explain, Note, program_line, watch

BALLAST = 16 << 20
"""Room that is asked for, never used, and given back when the program has none left: a report needs some."""
THREAD_STACK = 1 << 20
"""The kernel counts the whole stack of a thread as the program's memory, used or not; usual is 8 MB."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The descriptors of one run, by their use; `stdin` is None where there is nothing to read."""

    job: int
    board: int
    stdout: int
    stderr: int
    record: int
    report: int
    stdin: int | None = None


@dataclass(frozen=True, slots=True)
class House:
    """What the warm process hands to each child: who protects, who explains, and what is ours."""

    protect: Callable[[dict[str, Any], int], None]
    explain: Callable[[dict[str, Any]], tuple[Explain, frozenset[str]]]
    places: Places
    ours: tuple[str, ...]


def enter(ends: Ends, house: House) -> None:
    """Run one job in this freshly forked process; does not return."""
    try:
        code = child(ends, house)
    except BaseException:  # noqa: BLE001  # whatever it is, the parent sees the exit code and no start
        sys.excepthook(*sys.exc_info())
        code = NOT_STARTED
    leave(code)


def child(ends: Ends, house: House) -> int:
    """Settle, protect, compile, run; returns the exit code."""
    job: dict[str, Any] = json.loads(read_all(ends.job))
    record = settle(ends)
    send = sender(record)
    if sys.version_info[:2] != (3, 13):
        faulthandler.register(DUMP_SIGNAL, record, all_threads=False)
    ballast = mmap.mmap(-1, BALLAST, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    board = memoryview(mmap.mmap(ends.board, os.fstat(ends.board).st_size)).cast("Q")
    os.chdir(job["directory"])
    if job["scratch"]:
        os.environ["TMPDIR"] = job["scratch"]
    explain, events = house.explain(job)
    house.protect(job, ends.report)
    os.closerange(3, record)
    os.closerange(record + 1, HIGHEST)
    threading.stack_size(THREAD_STACK)
    return work(job, house, Kit(send, ballast, board, explain, events))


KEPT, HIGHEST = 200, 1 << 20
"""The descriptor of the record is put at `KEPT` or above; the program's own begin at 3."""


def settle(ends: Ends) -> int:
    """Take the places that the program expects: own session, own streams; returns the pipe for the record."""
    os.setsid()
    for place, end in enumerate((ends.stdin, ends.stdout, ends.stderr)):
        if end is not None:
            os.dup2(end, place)
    return fcntl.fcntl(ends.record, fcntl.F_DUPFD_CLOEXEC, KEPT)


@dataclass(frozen=True, slots=True)
class Kit:
    """What was made before the protection closed in."""

    send: Send
    ballast: mmap.mmap
    board: memoryview
    explain: Explain
    events: frozenset[str]


def work(job: dict[str, Any], house: House, kit: Kit) -> int:
    """Compile and run the program."""
    text = job["text"]
    forget(house.ours)
    room = resource.getrlimit(resource.RLIMIT_DATA)[0]
    kit.send(READY, {"peak": peak_bytes(), "room": room, "at": time.monotonic()})
    try:
        module = make_module(text)
        program = compiled(text)
    except BaseException as error:  # noqa: BLE001  # no program, or one that is too large to be held or compiled
        return not_a_program(error, house, kit)
    codes = [code for part in program.parts for code in code_objects(part)]
    tracer = Tracer(codes, kit.board)
    note_classes(codes)
    ids = {id(code) for code in codes}
    syntax = Syntax(text)
    raises = Raises(syntax)
    stack = Stack(ids, house.places, syntax, raises)
    note = noting(kit.send)
    if job["refused"]:
        ban = Ban(job["policy"], job["refused"], frozenset(job["allowed"]))
        Guard(ban, house.places, blocked(note, ids)).install()
    names = [[sound(code.co_qualname[:LONGEST_NAME]), id(code)] for code in tracer.codes]
    kit.send(CODES, names)
    watch(kit.explain, kit.events, ids, note)
    if text.count("\n") < MOST_LINES:
        tracer.start()
    raises.start(tracer.codes)
    return run(Run(program, module, tracer, stack, kit.send, kit.ballast))


def not_a_program(error: BaseException, house: House, kit: Kit) -> int:
    """Tell of a text that could not be compiled, and print what the interpreter would."""
    kit.ballast.close()
    stack = Stack(set(), house.places, Syntax(""), Raises(Syntax("")))
    kit.send(PAUSE, None)
    kit.send(RECORD, {"variables": {}, "returns": [], "fault": fault_claim(error, stack)})
    code = say(stack, kit.send, error)
    kit.send(EXIT, code)
    return code


def peak_bytes() -> int:
    """The most memory that this process has had, shared with the warm process or its own."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def noting(send: Send) -> Note:
    """Send what was attempted, up to a bound."""
    left = [MOST_NOTES]

    def note(operation: str, thing: str, line: int | None, capability: str) -> None:
        if left[0] > 0:
            left[0] -= 1
            send(NOTE, {"operation": operation, "detail": thing, "line": line, "capability": capability})

    return note


def blocked(note: Note, codes: set[int]) -> Refuse:
    """Note imports that were refused."""

    def refuse(module: str, capability: str, asking: FrameType) -> None:
        note("blocked_import", sound(module[:200]), program_line(asking, codes), capability)

    return refuse


HIDDEN: list[ModuleType] = []
"""The modules of the sandbox: whoever drops the last reference pays for taking them apart."""


def forget(ours: tuple[str, ...]) -> None:
    """Take the sandbox out of what the program can import."""
    names = [name for name in sys.modules if name.startswith(ours)]
    HIDDEN.extend([sys.modules.pop(name) for name in names])


def read_all(end: int) -> bytes:
    """Read a file from its start."""
    return os.pread(end, os.fstat(end).st_size, 0)
