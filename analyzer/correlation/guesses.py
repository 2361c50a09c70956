"""Changes that nothing at the crash speaks for: the slips that the text hints at, best first."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import islice

from analyzer.correlation.asking import quietly_asked
from knowledge import slips
from knowledge.cause import Fix
from knowledge.discovery import discover
from knowledge.facts import Facts
from knowledge.sharing.suspects import shared
from knowledge.slip import Slip

MOST = 12
MOST_STOPPED = 2
ELSEWHERE = ("SystemExit", "KeyboardInterrupt", "ImportError", "NameError", "NotImplementedError")
"""Failures that say themselves what is missing, or that were meant."""

LONGEST = 10_000
"""Nodes of the largest program whose text is searched for slips."""


@cache
def every_slip() -> tuple[Slip, ...]:
    """The kinds of slips that there are, those that make least sense as they stand first."""
    return tuple(sorted(discover(slips, Slip), key=lambda one: one.rank))


def guesses(facts: Facts) -> tuple[Fix, ...]:
    """List what may be tried where no value tells what to change: only the run can confirm it.

    What lies in a function that was running when the program failed comes before the rest of its rank.
    """
    if facts.crash is None or len(facts.program.nodes) > LONGEST:
        return ()
    if facts.fault is None or any(map(facts.fault.is_a, ELSEWHERE)):
        return tuple(shared(facts)) if facts.fault else senseless(facts)
    found = sorted(ranked(facts), key=lambda pair: pair[0])
    return tuple(fix for _, fix in found[:MOST])


def senseless(facts: Facts) -> tuple[Fix, ...]:
    """List the few that may be tried where each try can take as long as the program may run."""
    found = sorted(ranked(facts), key=lambda pair: pair[0])
    return tuple(fix for rank, fix in found if rank[0] == 0)[:MOST_STOPPED]


def ranked(facts: Facts) -> Iterator[tuple[tuple[int, bool], Fix]]:
    """Yield each guess with its rank."""
    running = lines_running(facts)
    yield from (((0, False), replace(fix, guess=True)) for fix in shared(facts))
    for kind in every_slip():
        for fix in quietly_asked(kind.name, partial(first_few, kind, facts)) or ():
            place = fix.birth or fix.edits[0].span
            told = replace(fix, birth=place, guess=True, upstream=kind.rank == 0)
            yield (kind.rank, place.line not in running), told


def first_few(kind: Slip, facts: Facts) -> tuple[Fix, ...]:
    """The first slips of a kind: nobody waits for more."""
    return tuple(islice(kind.find(facts), MOST))


def lines_running(facts: Facts) -> set[int]:
    """The lines of the functions on the failing stack."""
    found: set[int] = set()
    for frame in facts.fault.frames if facts.fault else ():
        statement = facts.program.statement_at(frame.line) if frame.in_program else None
        function = facts.program.function(statement) if statement is not None else None
        if function is not None:
            found.update(range(function.lineno, (function.end_lineno or function.lineno) + 1))
        else:
            found.add(frame.line)
    return found
