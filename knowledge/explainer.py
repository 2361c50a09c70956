"""What an explainer is, and the decorator that makes one."""

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.cause import Cause
from knowledge.facts import Facts

type Explain = Callable[[Facts], Cause | None]


@dataclass(frozen=True, slots=True)
class Explainer:
    """A function that can name the cause of one kind of failure, or leave it open by returning None.

    `fault` is the name of an exception type (its subclasses count too), or `timeout`, `memory`, `output`
    for runs that the parent ended.
    """

    name: str
    fault: str
    explain: Explain


def explains(fault: type[BaseException] | str) -> Callable[[Explain], Explainer]:
    """Turn a function into the explainer of `fault`."""
    kind = fault if isinstance(fault, str) else fault.__name__
    return lambda explain: Explainer(explain.__name__, kind, explain)
