"""What the warm process hands to each child: who protects it, and who tells what an attempt was about."""

from collections.abc import Callable, Mapping
from typing import Any

from executor import policy as policies
from executor.child.entry import Finish, House
from executor.child.places import Places
from executor.child.watching import Explain
from executor.policy import Policy, refusing_event
from executor.sandbox.mechanism import Terms
from executor.sandbox.protection import Protection, begin
from executor.sandbox.session import leave_the_session
from executor.warm.orders import Asked
from knowledge.limits import Limits

OURS = ("executor", "knowledge")


def house_for(asked: Asked, protection: Protection, group: str, places: Places) -> House:
    """Say what one child needs; `group` is what its control groups are called."""
    policy = protection.ground.policy
    return House(protecting(protection, group), explaining(policy), policy.name, asked.refused, places, OURS)


def protecting(protection: Protection, group: str) -> Callable[[str | None], Finish]:
    """Make the one call with which a child closes itself in."""

    def close_in(scratch: str | None) -> Finish:
        finish = begin(protection, Terms(scratch, group, is_heard=True))

        def complete(limits: Mapping[str, Any], report: int) -> None:
            leave_the_session()
            finish(Limits(**limits), report)

        return complete

    return close_in


def explaining(policy: Policy) -> Callable[[str | None], tuple[Explain, frozenset[str]]]:
    """Make what tells which capability an attempt was about."""
    events = frozenset({*policies.EVENTS, "open"})

    def explain_for(scratch: str | None) -> tuple[Explain, frozenset[str]]:
        def explain(event: str, args: tuple[object, ...]) -> tuple[str, str] | None:
            found = refusing_event(policy, event, args, scratch)
            return (found.operation, found.name) if found else None

        return explain, events

    return explain_for
