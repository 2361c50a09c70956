"""timeout: a `while` loop that cannot come to its end."""

from knowledge.cause import Cause
from knowledge.ending.explaining_loops import loop_cause
from knowledge.ending.standing import stuck_loop
from knowledge.explainer import explains
from knowledge.facts import Facts


@explains("timeout")
def endless_loop(facts: Facts) -> Cause | None:
    """Name the loop, the variables that its test reads, the values at which they stand, and why."""
    found = stuck_loop(facts)
    return loop_cause(facts, *found) if found else None
