"""exited: the program ended with a failure that left no exception behind."""

from dataclasses import replace

from knowledge.cause import Cause, Certainty
from knowledge.ending.memory import memory_cause
from knowledge.ending.stopping import stops
from knowledge.explainer import explains
from knowledge.facts import Facts

NEARLY = 0.85
"""Above this part of the memory limit, a program that ends without a word ran out of memory."""


@explains("exited")
def silent_exit(facts: Facts) -> Cause | None:
    """Tell the last line that was reached; where memory was used up, what took it."""
    run, levels = facts.run, stops(facts)
    if run.fault is not None or run.exit_code == 0 or not levels:
        return None
    if run.peak_bytes >= NEARLY * run.limits.memory_bytes:
        found = memory_cause(facts)
        return replace(found, certainty=Certainty.LIKELY) if found else None
    line = levels[0].line
    return Cause(
        "ended-without-a-word",
        f"line {line} is the last one that was reached, and no exception was seen",
        facts.source.line_span(line),
        immediate=f"the program ended itself with status {run.exit_code}",
        certainty=Certainty.LIKELY,
        suggestions=(f"Look for what ends the process at or behind line {line}, such as `os._exit`",),
    )
