"""What the warm process hands to each child: who protects it, and who tells what an attempt was about."""

from collections.abc import Mapping
from typing import Any

from executor import policy as policies
from executor.child.watching import Explain
from executor.policy import Policy, refusing_event
from executor.sandbox.mechanism import Terms
from executor.sandbox.protection import Protection, protect
from knowledge.limits import Limits


def protecting(protection: Protection, name: str) -> Any:  # noqa: ANN401  # see House
    """Make the one call with which a child closes itself in."""

    def close_in(job: Mapping[str, Any], report: int) -> None:
        protect(protection, Terms(Limits(**job["limits"]), job["scratch"], report, name))

    return close_in


def explaining(policy: Policy) -> Any:  # noqa: ANN401  # see House
    """Make what tells which capability an attempt was about."""
    events = frozenset({*policies.EVENTS, "open"})

    def explain_for(job: Mapping[str, Any]) -> tuple[Explain, frozenset[str]]:
        def explain(event: str, args: tuple[object, ...]) -> tuple[str, str] | None:
            found = refusing_event(policy, event, args, job["scratch"])
            return (found.operation, found.name) if found else None

        return explain, events

    return explain_for
