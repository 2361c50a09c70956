"""The end of a program, as the interpreter would bring it about."""

import atexit
import sys
import threading
from collections.abc import Callable
from types import ModuleType

from executor.child.classes import is_a

SUCCESS, FAILURE, UNFLUSHED = 0, 1, 120

_shutdown: Callable[[], None] = threading._shutdown  # type: ignore[attr-defined]  # noqa: SLF001  # as Py_FinalizeEx does
_run_exitfuncs = atexit._run_exitfuncs  # noqa: SLF001  # the same


def finish() -> None:
    """Wait for threads that are no daemons, then run what was registered for the exit."""
    for step in (_shutdown, _run_exitfuncs):
        try:
            step()
        except BaseException:  # noqa: BLE001  # the interpreter reports and goes on
            sys.unraisablehook  # noqa: B018  # they have been printed by the step itself


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
        print(code, file=sys.stderr)  # noqa: T201  # as the interpreter does
    except BaseException:  # noqa: BLE001  # the program's own text, on the program's own stream
        return FAILURE
    return FAILURE


def clear(module: ModuleType) -> None:
    """Let go of the module's variables in the order of the interpreter, so that destructors run."""
    variables = module.__dict__
    for private in (True, False):
        for name in list(variables):
            if name != "__builtins__" and (name[:1] == "_" and name[1:2] != "_") is private:
                variables[name] = None
