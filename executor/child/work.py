"""From the text of a program to its end, in a child that is closed in."""

import mmap
import resource
import time
from dataclasses import dataclass
from types import FrameType

from executor.child.board import MOST_LINES
from executor.child.channel import CODES, EXIT, NOTE, PAUSE, READY, RECORD, Send
from executor.child.classes import LONGEST_NAME
from executor.child.details import note_classes
from executor.child.ending import OUT, Way
from executor.child.faults import fault_claim
from executor.child.frames import Stack
from executor.child.guard import Ban, Guard, Refuse
from executor.child.places import Places
from executor.child.program import compiled
from executor.child.raising import Raises
from executor.child.room import sound
from executor.child.running import Run, make_module, run, say
from executor.child.syntax import Syntax
from executor.child.tracing import Tracer, code_objects
from executor.child.watching import MOST_NOTES, Explain, Note, program_line, watch


@dataclass(frozen=True, slots=True)
class Kit:
    """What a program is run with: where claims go, what is refused, what was made while there was room."""

    send: Send
    ballast: mmap.mmap
    board: memoryview
    ban: Ban
    places: Places
    explain: Explain | None = None
    events: frozenset[str] = frozenset()


def work(text: str, kit: Kit, way: Way = OUT) -> int:
    """Compile and run a program, and leave; a rehearsal gets the exit code.

    Without `explain` nobody hears of what it attempts: a hook cannot be taken away again.
    """
    room = resource.getrlimit(resource.RLIMIT_DATA)[0]
    kit.send(READY, {"peak": peak_bytes(), "room": room, "at": time.monotonic()})
    try:
        module = make_module(text)
        program = compiled(text)
    except BaseException as error:  # noqa: BLE001  # no program, or one that is too large to be held or compiled
        return not_a_program(error, kit)
    codes = [code for part in program.parts for code in code_objects(part)]
    tracer, syntax = Tracer(codes, kit.board), Syntax(text)
    raises = Raises(syntax)
    note_classes(codes)
    ids = {id(code) for code in codes}
    note = noting(kit.send)
    if kit.ban.refused:
        Guard(kit.ban, kit.places, blocked(note, ids)).install()
    kit.send(CODES, [[sound(code.co_qualname[:LONGEST_NAME]), id(code)] for code in tracer.codes])
    if kit.explain is not None:
        watch(kit.explain, kit.events, ids, note)
    if text.count("\n") < MOST_LINES:
        tracer.start()
    raises.start(tracer.codes)
    stack = Stack(ids, kit.places, syntax, raises)
    return run(Run(program, module, tracer, stack, kit.send, kit.ballast, way))


def not_a_program(error: BaseException, kit: Kit) -> int:
    """Tell of a text that could not be compiled, and print what the interpreter would."""
    kit.ballast.close()
    stack = Stack(set(), kit.places, Syntax(""), Raises(Syntax("")))
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
