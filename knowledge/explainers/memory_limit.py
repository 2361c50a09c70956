"""memory: the program took more memory than it may, and was ended from outside."""

from knowledge.cause import Cause
from knowledge.ending.memory import memory_cause
from knowledge.explainer import explains
from knowledge.facts import Facts


@explains("memory")
def memory_limit(facts: Facts) -> Cause | None:
    """Name what grew, the step that fed it, and how to do without keeping everything."""
    return memory_cause(facts)
