"""The command line: `raydx`, and how it ends.

Exit status: 0 the program is clean or succeeded, 1 it has findings or failed, 2 wrong usage, 3 raydx itself
could not do its work.
"""

import gc
import os
import sys

ALLOCATIONS = 100_000
"""Between two looks for garbage. What imports make is none, and looking costs a short command 7 to 20 ms."""

OWN_FAILURE, INTERRUPTED = 3, 130
COMPLETING = "_RAYDX_COMPLETE"
"""What a shell sets when it asks click how a command goes on."""


def main() -> None:
    """Run the command line and end the process with its exit status."""
    gc.set_threshold(ALLOCATIONS)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    status = status_of(sys.argv[1:])
    gc.freeze()  # else the interpreter looks through all that is left before it ends, for 10 ms
    sys.exit(status)


def status_of(arguments: list[str]) -> int:
    """Run one command and return its exit status; what goes wrong is said on standard error."""
    try:
        status = answered_plainly(arguments)
        return answered_by_click(arguments) if status is None else status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        silence()
        return OWN_FAILURE
    except Exception as failure:  # noqa: BLE001 - the last line of defence: 1 would say the program failed
        unexpected(failure)
        return OWN_FAILURE


def answered_plainly(arguments: list[str]) -> int | None:
    """Answer a plain look at programs without click, whose import would take half as long as all else."""
    if arguments[:1] != ["preflight"] or COMPLETING in os.environ:
        return None
    from analyzer.doors.looking.command import looked_plainly  # noqa: PLC0415 - not for the other commands

    return looked_plainly(arguments[1:])


def answered_by_click(arguments: list[str]) -> int:
    """Have click read the call."""
    from analyzer.doors.commanding import commanded  # noqa: PLC0415 - 36 ms, not for a plain look

    return commanded(arguments)


def silence() -> None:
    """Keep the interpreter from flushing into a pipe that nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def unexpected(failure: Exception) -> None:
    """Say that raydx itself failed, with the trace that a report of the fault needs."""
    from traceback import format_exception  # noqa: PLC0415 - hardly ever needed

    sys.stderr.write("".join(format_exception(failure)))
    sys.stderr.write("raydx itself failed; this is a fault of raydx, not of the program\n")


if __name__ == "__main__":
    main()
