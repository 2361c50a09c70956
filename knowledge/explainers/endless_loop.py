"""timeout: a `while` loop that cannot come to its end."""

from knowledge.cause import Cause
from knowledge.explainer import explains
from knowledge.explaining_loops import loop_cause
from knowledge.facts import Facts
from knowledge.standing import stuck_loop


@explains("timeout")
def endless_loop(facts: Facts) -> Cause | None:
    """Name the loop, the variables that its test reads, the values at which they stand, and why."""
    found = stuck_loop(facts)
    return loop_cause(facts, *found) if found else None
