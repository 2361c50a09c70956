"""Runs that the clock ends, on a host that may give a program little of its time."""

from collections.abc import Callable

from knowledge.run import Run

TRIES = (0.2, 1.0, 5.0)
"""Seconds: where the host is idle the first is plenty."""
MANY = 50
"""As many rounds as the trace counts."""

type HasCome = Callable[[Run], bool]
"""Whether a program came as far as it has to."""


def turned(done: Run) -> bool:
    """Whether some line of the program was reached again and again."""
    return max(done.trace.hits.values(), default=0) >= MANY


def at(line: int) -> HasCome:
    """Whether that line was reached."""
    return lambda done: line in done.trace.hits


def hung(run: Callable[..., Run], text: str, has_come: HasCome | None = None, **limits: float) -> Run:
    """Run a program that hangs, on its last line if nothing else is said.

    Once more with more time, where it had too little to come that far.
    """
    enough = has_come or at(len(text.split("\n")))
    for seconds in TRIES[:-1]:
        done = run(text, seconds=seconds, **limits)
        if enough(done):
            return done
    return run(text, seconds=TRIES[-1], **limits)
