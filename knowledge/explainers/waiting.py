"""timeout: the program waits for something that does not come in time."""

import ast

from knowledge.cause import Cause, Certainty
from knowledge.ending.waits import waiting_call
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.telling.wording import quoted


@explains("timeout")
def waiting(facts: Facts) -> Cause | None:
    """Name the call that waits, for what, and for how long it would have."""
    found = waiting_call(facts)
    if found is None:
        return None
    call, what = found
    text = quoted(facts.program.text(call), 50)
    limit = f"{facts.run.limits.seconds:g} s"
    return Cause(
        "waits-too-long",
        f"{text} in line {call.lineno} waits for {what}, and it had not come after {limit}",
        facts.program.span(call),
        immediate=f"the program stood in line {call.lineno} when its {limit} were over",
        certainty=Certainty.PROVEN,
        suggestions=advice(call, what),
    )


def advice(call: ast.Call, what: str) -> tuple[str, ...]:
    """What to do instead of waiting."""
    if what == "time to pass":
        return (f"Take the pause in line {call.lineno} out, or make it shorter",)
    if what == "input":
        return ("Hand the input over when the program is started, or write the value into it",)
    return (f"Give the call in line {call.lineno} a time limit, or make sure that what it waits for comes",)
