"""SecurityViolation: the program reached for something that its policy refuses."""

from knowledge.cause import Cause
from knowledge.ending.refusing import refusal_cause
from knowledge.explainer import explains
from knowledge.facts import Facts


@explains("SecurityViolation")
def refused(facts: Facts) -> Cause | None:
    """Name the deed, the line, the policy, and a way that is open."""
    return refusal_cause(facts, facts.run.refusals[-1]) if facts.run.refusals else None
