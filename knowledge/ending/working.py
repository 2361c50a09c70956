"""Which loops were at work when a program was stopped that did not stand still."""

from knowledge.ending.generating import endless_source
from knowledge.ending.recursing import repeating
from knowledge.ending.standing import stuck_loop
from knowledge.ending.stopping import Loop, Stop, is_hot, loops_around, stops
from knowledge.ending.waits import waiting_call
from knowledge.facts import Facts


def is_told(facts: Facts) -> bool:
    """Whether the run stood still, waited or repeated itself: then no loop was merely long."""
    found = (repeating(facts), stuck_loop(facts), waiting_call(facts), endless_source(facts))
    return any(one is not None for one in found)


def loops_at_work(facts: Facts) -> list[tuple[Loop, Stop]]:
    """The loops that were going, innermost first, each with its level of the stack."""
    if is_told(facts):
        return []
    return [
        (loop, stop) for stop in stops(facts) for loop in loops_around(facts, stop) if is_hot(facts, loop)
    ]
