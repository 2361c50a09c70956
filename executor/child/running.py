"""One run, from the first statement to the exit."""

import _signal  # type: ignore[import-not-found]  # `signal` wraps it in Python, which the program could trace
import builtins
import linecache
import operator
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from mmap import mmap
from types import ModuleType, TracebackType
from typing import Any

from executor.child.channel import EXIT, LARGEST_RECORD, PAUSE, RECORD, RESUME, WORDS, Send, size_of
from executor.child.classes import is_a
from executor.child.depth import even_out, lifted, lower
from executor.child.ending import FAILURE, INTERRUPTED, OUT, SUCCESS, UNFLUSHED, Way, clear, exit_code, flush
from executor.child.faults import LONGEST_MESSAGE, bare_claim, fault_claim
from executor.child.frames import Stack, module_claims
from executor.child.masking import masked
from executor.child.places import PROGRAM
from executor.child.program import Compiled
from executor.child.room import sound
from executor.child.tracing import TOOL, Tracer
from executor.child.values import Claim, value_claim

LONGEST_TEXT = 32 * 1024
LONGEST_PRINTED = 64 * 1024
EVENTS = tuple(event for event in vars(sys.monitoring.events).values() if type(event) is int and event)
UNWATCHED: tuple[Callable[[], object], ...] = (
    partial(sys.settrace, None),
    partial(sys.setprofile, None),
    *(
        partial(sys.monitoring.register_callback, tool, event, None)
        for tool in range(6)
        for event in EVENTS
        if tool != TOOL
    ),
)
"""What ends the program's own watching; all in C, so that it sees not even this."""
EVERY_SIGNAL = signal.valid_signals()
_BLOCK, _SET = signal.SIG_BLOCK, signal.SIG_SETMASK
ANYTHING, _exec, _eval = BaseException, exec, eval
_mask, _call, _map, _drain = _signal.pthread_sigmask, operator.call, map, tuple
"""Bound here: the program may have put something else under these names."""


@dataclass(slots=True)
class Run:
    """What a run needs: the program, its module, and where its claims go."""

    compiled: Compiled
    module: ModuleType
    tracer: Tracer
    stack: Stack
    send: Send
    ballast: mmap
    way: Way = OUT


def run(run: Run) -> int:
    """Run the program to its end, tell of it, and leave; a rehearsal gets the exit code."""
    even_out(1)
    error, values, mask = execute(run.compiled, run.module, run.ballast)
    restore()
    value = guarded(lambda: value_claim(values[0])) if values else None
    values.clear()  # it lives no longer than under the interpreter
    if error is None or (is_a(error, SystemExit) and quiet(error)):
        code = SUCCESS
        with_signals(mask, run.way.finish)
        code = code if flush() else UNFLUSHED
        report(run, None, value)
    else:
        report(run, error, value)
        code = exit_code(error) if is_a(error, SystemExit) else say(run.stack, run.send, error)
        with_signals(mask, run.way.finish)
        flush()
    error = None  # what its frames hold goes first, as under the interpreter
    clear(run.module)
    flush()
    run.send(EXIT, code)
    run.way.leave(code)
    return code


def quiet(error: BaseException) -> bool:
    """Whether that exit stands for success."""
    code = SystemExit.__dict__["code"].__get__(error)
    return code is None or (is_a(code, int) and int.__and__(code, 0xFF) == 0)


def execute(
    compiled: Compiled, module: ModuleType, ballast: mmap
) -> tuple[BaseException | None, list[object], Iterable[int]]:
    """Run the statements; return what ended them, the value of the last expression, the signals blocked then.

    From here on all are blocked: a handler of the program could raise anywhere in what follows. One that is
    under way raises out of the call that blocks them, so that is tried twice. The ballast goes first: where
    memory has run out, nothing can be done without it. Then the program's own tracing.
    """
    mask: Iterable[int] = ()
    try:
        for body in compiled.bodies:
            _exec(body, module.__dict__)
        values = [] if compiled.last is None else [_eval(compiled.last, module.__dict__)]
        mask = _mask(_BLOCK, EVERY_SIGNAL)
    except ANYTHING as error:  # whatever it is, it is what the caller wants to know
        try:
            ballast.close()
            mask = _mask(_BLOCK, EVERY_SIGNAL)
        except ANYTHING:  # of the handler; what ended the program came before
            try:
                _mask(_BLOCK, EVERY_SIGNAL)
            except ANYTHING:
                mask = ()
        _drain(_map(_call, UNWATCHED))
        return error, [], mask
    _drain(_map(_call, UNWATCHED))
    return None, values, mask


def with_signals(mask: Iterable[int], step: Callable[[], None]) -> None:
    """Do what runs the program's code once more, with its signals; what its handlers raise is not ours."""
    try:
        _mask(_SET, mask)
        step()
    except ANYTHING:  # see above
        mask = ()
    try:
        _mask(_BLOCK, EVERY_SIGNAL)
    except ANYTHING:  # all are blocked, and one handler was under way
        mask = ()


def report(run: Run, error: BaseException | None, value: Claim | None) -> None:
    """Send the record. The time that it takes is not the program's."""
    run.send(PAUSE, clock())
    run.tracer.stop()
    limit = lifted()
    record = guarded(lambda: full_record(run, error, value))
    if record is None:
        fault = {} if error is None else {"fault": bare_claim(error)}
        record = {"variables": {}, "returns": [], **fault}
    run.send(RECORD, bounded(record))
    lower(limit)
    run.send(RESUME, clock())


def bounded(record: Claim) -> Claim:
    """Leave out what costs most where a record is too large: what outer frames held, then all variables.

    Last goes all that an exception carries and came from; its type, its words and its frames stay.
    """
    fault: Any = record.get("fault", {})
    for frames_kept in (1, 0):
        if size_of(record) <= LARGEST_RECORD:
            return record
        for frame in fault.get("frames", [])[: -frames_kept or None]:
            frame.pop("operands", None)
            frame["variables"] = {}
    if size_of(record) <= LARGEST_RECORD:
        return record
    bare: Claim = {"variables": {}, "returns": []}
    if not fault:
        return bare
    if size_of(fault) > LARGEST_RECORD:
        fault = {name: fault[name] for name in ("type", "message", "frames")}
        fault = {**fault, "bases": [], "attributes": {}, "notes": []}
    return {**bare, "fault": fault}


def full_record(run: Run, error: BaseException | None, value: Claim | None) -> Claim:
    """Tell all that there is to tell."""
    record: Claim = {"variables": module_claims(run.module.__dict__), "returns": run.tracer.return_claims()}
    if value is not None:
        record["value"] = value
    if error is not None:
        record["fault"] = fault_claim(error, run.stack)
    return record


def say(stack: Stack, send: Send, error: BaseException) -> int:
    """Print an exception that nothing caught, as the interpreter does but for secrets, and send its words."""
    set_traceback(error, without_ours(stack, traceback_of(error)))
    flush()
    if sys.excepthook is not sys.__excepthook__:
        guarded(lambda: sys.excepthook(type(error), error, traceback_of(error)))
        return FAILURE
    text = guarded(lambda: "".join(traceback.TracebackException.from_exception(error).format())) or ""
    if sys.stderr is not None:
        guarded(lambda: print(masked(readable(text)), file=sys.stderr, end=""))  # noqa: T201  # as the interpreter does
    words = guarded(lambda: str(error))
    claim: Claim = {"text": sound(masked(text[:LONGEST_TEXT]))}
    if words is not None:
        claim["message"] = sound(masked(words[:LONGEST_MESSAGE]))
    send(WORDS, claim)
    return INTERRUPTED if is_a(error, KeyboardInterrupt) else FAILURE


def readable(text: str) -> str:
    """Leave out the middle of a text that nobody would read, and that could fill the output."""
    left_out = len(text) - 2 * LONGEST_PRINTED
    if left_out <= 0:
        return text
    return f"{text[:LONGEST_PRINTED]}\n... {left_out} characters left out ...\n{text[-LONGEST_PRINTED:]}"


def guarded[T](step: Callable[[], T]) -> T | None:
    """Do what runs the program's code, or writes to its streams: whatever it raises is not ours."""
    try:
        return step()
    except BaseException:  # noqa: BLE001  # see above
        return None


def without_ours(stack: Stack, entry: TracebackType | None) -> TracebackType | None:
    """Take the frames of the sandbox from both ends of a traceback: those that started it, and our hooks."""
    while entry is not None and is_ours(stack, entry):
        entry = entry.tb_next
    last = entry
    while last is not None and last.tb_next is not None:
        if is_ours(stack, last.tb_next):
            last.tb_next = None
        last = last.tb_next
    return entry


def is_ours(stack: Stack, entry: TracebackType) -> bool:
    """Whether a frame belongs to the sandbox."""
    return stack.places.is_ours(entry.tb_frame.f_code.co_filename)


clock = time.monotonic
traceback_of = BaseException.__dict__["__traceback__"].__get__
set_traceback = BaseException.__dict__["__traceback__"].__set__
_builtins = dict(builtins.__dict__)


_modules: dict[str, ModuleType] = {}
"""What could be imported when the program began."""


def restore() -> None:
    """Undo what the program did to the built-in names and the loaded modules: the reporter needs them."""
    builtins.__dict__.update(_builtins)
    for name, module in _modules.items():
        sys.modules.setdefault(name, module)


def forget_modules() -> None:
    """Let what could be imported be found out anew."""
    _modules.clear()


def make_module(text: str) -> ModuleType:
    """Make the module that the program runs as, and let tracebacks find its lines."""
    module = ModuleType("__main__")
    module.__dict__.update(__builtins__=builtins, __annotations__={}, __loader__=None, __spec__=None)
    sys.modules["__main__"] = module
    sys.argv = [""]
    _modules.update(sys.modules)
    linecache.cache[PROGRAM] = (len(text), None, text.splitlines(keepends=True), PROGRAM)
    return module
