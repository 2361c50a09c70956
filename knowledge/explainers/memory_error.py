"""MemoryError: the program took more memory than it may, and was told so."""

from knowledge.cause import Cause
from knowledge.ending.memory import memory_cause
from knowledge.explainer import explains
from knowledge.facts import Facts


@explains(MemoryError)
def memory_error(facts: Facts) -> Cause | None:
    """Name what grew, the step that fed it, and how to do without keeping everything."""
    return memory_cause(facts)
