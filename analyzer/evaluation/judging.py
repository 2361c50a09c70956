"""Asks a respondent about cases and marks the answers: the work that is done for each case."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyzer.evaluation.answer import Answer, Offer, sound
from analyzer.evaluation.bare_run import run_source
from analyzer.evaluation.case import Case
from analyzer.evaluation.record import Record, record_of
from analyzer.evaluation.respondent import Respondent
from analyzer.evaluation.scoring import Trial, same_text, score_of
from analyzer.session import Analyzer
from executor.sandbox.unavailable import SandboxUnavailable
from knowledge.source import source_of

LONGEST_TRIAL = 10.0
LONGEST_TROUBLE = 500


@dataclass(frozen=True, slots=True)
class Task:
    """Cases that one respondent is asked about at once."""

    respondent: str
    cases: tuple[Case, ...]
    turn: int = 0


def tasks_of(cases: Sequence[Case], respondent: Respondent, turn: int = 0) -> Iterator[Task]:
    """Divide the cases into as many as the respondent takes at once."""
    for start in range(0, len(cases), respondent.batch):
        yield Task(respondent.name, tuple(cases[start : start + respondent.batch]), turn)


def judged(task: Task, respondent: Respondent, analyzer: Analyzer) -> tuple[Record, ...]:
    """Ask, time, try the first offer of each answer, and mark it."""
    answers = asked(task.cases, respondent, analyzer)
    return tuple(
        record_of(case, task.respondent, task.turn, answer, score_of(case, answer, trial))
        for case, answer in zip(task.cases, answers, strict=True)
        for trial in [trial_of(case, answer, analyzer)]
    )


def asked(cases: Sequence[Case], respondent: Respondent, analyzer: Analyzer) -> list[Answer]:
    """Ask; whoever fails at it has given no answer, and the reason is kept.

    Only a host without isolation ends the evaluation: then there is nothing to measure.
    """
    started = time.perf_counter()
    try:
        answers = respondent.ask(cases, analyzer)
    except SandboxUnavailable:
        raise
    except Exception as failure:  # noqa: BLE001 - a respondent that fails is a result of the evaluation
        answers = [troubled(f"{type(failure).__name__}: {failure}")] * len(cases)
    share = (time.perf_counter() - started) / len(cases)
    return [replace(answer, hint=sound(answer.hint), seconds=round(share, 4)) for answer in answers]


def troubled(why: str) -> Answer:
    """The answer of somebody who could not answer."""
    return Answer(trouble=sound(why)[:LONGEST_TROUBLE])


def trial_of(case: Case, answer: Answer, analyzer: Analyzer) -> Trial | None:
    """Run the first offer, whatever was said about it; None where there is none.

    It is unwrapped as the case itself was: a mended text may come in the fence of the broken one.
    """
    match answer.offers:
        case [Offer(code=code), *_]:
            run = run_source(source_of(code), case, analyzer, LONGEST_TRIAL)
            known = known_output(case, analyzer)
            return Trial(run.succeeded, run.succeeded and same_text(run.stdout.text, known))
        case _:
            return None


def known_output(case: Case, analyzer: Analyzer) -> str | None:
    """What the known fix prints: as the case says, or found by running it; None where nobody knows."""
    if case.expect.stdout is not None or case.expect.fixed is None:
        return case.expect.stdout
    run = run_source(source_of(case.expect.fixed), case, analyzer, LONGEST_TRIAL)
    return run.stdout.text if run.succeeded else None
