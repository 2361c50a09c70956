"""The ways to go on after a failure, each of them tried."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context

from analyzer.recovery.debug_mode import debug_option
from analyzer.recovery.fix_and_retry import Again, fix_options
from analyzer.recovery.partial_execution import partial_option
from analyzer.recovery.trials import Attempt, Budget, trials_of
from knowledge.diagnosis import Diagnosis, Option
from knowledge.run import Run

KINDS = frozenset({"fix_and_retry", "partial_execution", "debug_mode"})


def options_for(
    diagnosis: Diagnosis,
    attempt: Attempt,
    again: Again | None = None,
    kinds: frozenset[str] = KINDS,
    budget: Budget | None = None,
) -> tuple[Option, ...]:
    """Find the ways to go on, those of `kinds` only; a program that did not fail needs none.

    `attempt` runs a text, as it would be sent, under the conditions of the first run. `again` diagnoses
    one: with it a fix that moves on is followed by a fix for what fails next.
    """
    if diagnosis.category is None:
        return ()
    return tuple(found(diagnosis, attempt, again, kinds, budget or Budget()))


def found(
    diagnosis: Diagnosis, attempt: Attempt, again: Again | None, kinds: frozenset[str], budget: Budget
) -> Iterator[Option]:
    """Yield the options by kind, the best fix first.

    The other two are tried beside the fixes, from when the first of these runs: each waits for runs in
    processes of their own, and a second processor is idle meanwhile. To find what to try takes this one.
    """
    others = [make for kind, make in OTHERS.items() if kind in kinds]
    waiting = list[Future[Option]]()

    def begin_others() -> None:
        while others:
            trials = trials_of(attempt, budget.others, budget.seconds)
            waiting.append(pool.submit(copy_context().run, others.pop(0), diagnosis, trials))

    def attempt_fix(text: str) -> Run:
        begin_others()
        return attempt(text)

    with ThreadPoolExecutor(max_workers=len(OTHERS)) as pool:
        if "fix_and_retry" in kinds:
            trials = trials_of(attempt_fix, budget.fixes, budget.seconds)
            yield from fix_options(diagnosis, trials, again, budget.rounds)
        begin_others()
        yield from (option.result() for option in waiting)


OTHERS = {"partial_execution": partial_option, "debug_mode": debug_option}
