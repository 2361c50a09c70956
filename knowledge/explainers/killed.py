"""signalled: the process was killed from below, by a signal that no exception stands for."""

import signal

from knowledge.cause import Cause, Certainty
from knowledge.ending.stopping import stops
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.telling.wording import quoted

MEANS = {
    "SIGSEGV": "memory was touched that does not belong to the process, which only native code does",
    "SIGABRT": "native code gave up by itself",
    "SIGFPE": "native code divided by zero",
    "SIGILL": "native code ran into something that is no instruction",
    "SIGBUS": "native code touched memory that is not there",
    "SIGKILL": "it was killed from outside, or killed itself",
    "SIGTERM": "it was asked to end, or ended itself",
    "SIGSYS": "it made a system call that the sandbox kills for",
}


@explains("signalled")
def killed(facts: Facts) -> Cause | None:
    """Name the signal, what it means, and the last line that was reached."""
    levels = stops(facts)
    if facts.run.signal is None or not levels:
        return None
    name, line = name_of(facts.run.signal), levels[0].line
    return Cause(
        "killed-by-signal",
        f"{MEANS.get(name, 'the signal ended it')}; line {line} is the last one that was reached",
        facts.source.line_span(line),
        immediate=f"the process was killed by {name} in or behind {quoted(facts.source.code_line(line), 50)}",
        certainty=Certainty.LIKELY,
        suggestions=(f"Do without the native code that line {line} runs, or give it other arguments",),
    )


def name_of(number: int) -> str:
    """The name of a signal."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
