"""OSError: the kernel refused what the policy does not allow."""

from knowledge.cause import Cause
from knowledge.ending.refusing import refusal_cause, refusal_of
from knowledge.explainer import explains
from knowledge.facts import Facts


@explains(OSError)
def refused_system_call(facts: Facts) -> Cause | None:
    """Only where a refusal was seen on the failing line: other errors of the system are no violations."""
    refusal = refusal_of(facts)
    return refusal_cause(facts, refusal) if refusal is not None else None
