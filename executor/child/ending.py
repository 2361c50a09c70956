"""The end of a program, as the interpreter would bring it about."""

import atexit
import gc
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from executor.child.classes import is_a

SUCCESS, FAILURE, UNFLUSHED, INTERRUPTED = 0, 1, 120, 130
"""The interpreter ends itself by SIGINT after an interrupt; a shell shows that as 130."""

_shutdown: Callable[[], None] = threading._shutdown  # type: ignore[attr-defined]  # noqa: SLF001  # as Py_FinalizeEx does
_run_exitfuncs = atexit._run_exitfuncs  # noqa: SLF001  # the same
_collect, _collects, _write = gc.collect, gc.isenabled, os.write
_tell_unraisable = sys.__unraisablehook__


@dataclass(frozen=True, slots=True)
class Way:
    """What is done when a program has come to its end, and how it is left; a rehearsal does neither."""

    finish: Callable[[], None]
    leave: Callable[[int], object]


def finish() -> None:
    """Wait for threads that are no daemons, then run what was registered for the exit."""
    if sys.unraisablehook is _tell_unraisable:
        sys.unraisablehook = without_our_frame
    for step in (_shutdown, _run_exitfuncs):
        try:
            step()
        except BaseException:  # noqa: BLE001  # the interpreter reports and goes on
            sys.unraisablehook  # noqa: B018  # they have been printed by the step itself


def without_our_frame(unraisable: Any) -> None:  # noqa: ANN401  # its class cannot be named
    """Tell what could not be raised; where no code of the program ran, the only frame is ours."""
    kind, error, entry, words, thing = unraisable
    if entry is not None and entry.tb_frame.f_globals is globals():
        entry = entry.tb_next
        if error is not None:
            error.__traceback__ = entry
    _tell_unraisable(type(unraisable)((kind, error, entry, words, thing)))


def flush() -> bool:
    """Write out what is left in the two streams; tells whether standard output took it."""
    done = True
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name, None)
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except BaseException:  # noqa: BLE001  # a stream of the program may do anything
            done = done and name != "stdout"
    return done


def exit_code(error: BaseException) -> int:
    """The exit code that SystemExit asks for; a code that is no number is printed."""
    code = SystemExit.__dict__["code"].__get__(error)
    if code is None:
        return SUCCESS
    if is_a(code, int):
        return int.__and__(code, 0xFF)
    flush()
    try:
        if sys.stderr is None:
            _write(2, f"{code}".encode())
        else:
            print(code, file=sys.stderr)  # noqa: T201  # as the interpreter does
    except BaseException:  # noqa: BLE001  # the program's own text, on the program's own stream
        return FAILURE
    return FAILURE


def clear(module: ModuleType) -> None:
    """Let go of the module's variables in the order of the interpreter, so that destructors run."""
    if _collects():
        _collect()
    variables = module.__dict__
    for private in (True, False):
        for name in list(variables):
            if name != "__builtins__" and (name[:1] == "_" and name[1:2] != "_") is private:
                variables[name] = None
    _collect()


OUT = Way(finish, os._exit)
"""Without a finalisation: everything that the interpreter would do has been done. To take what is left apart
would take longer than many a run."""
