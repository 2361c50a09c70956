"""Takes the score: reads cases, has everybody answer, marks the answers, counts.

What it answers with is a `Scorecard`; nothing is printed here. The file does not stand beside
`analyzer/__init__.py`: importing it there late would put the module in the place of the function.
"""

import asyncio
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analyzer.evaluation.case import Case
from analyzer.evaluation.journal import Journal, default_path
from analyzer.evaluation.judging import Task, tasks_of
from analyzer.evaluation.mutation.mutants import clean_programs, mutants
from analyzer.evaluation.peers import respondents_named
from analyzer.evaluation.reading import cases_of
from analyzer.evaluation.record import Record
from analyzer.evaluation.respondent import Respondent
from analyzer.evaluation.scorecard import Scorecard, disagreements_of, standings_of
from analyzer.evaluation.workers import answers_to
from analyzer.session import Analyzer

type Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Effort:
    """How the work is done: by how many workers, whether twice, and where it is written down meanwhile.

    Without `workers`, one for each core. `on_progress` is called with how many answers there are, and how
    many there will be.
    """

    workers: int | None = None
    twice: bool = False
    journal: Path | None = None
    on_progress: Progress | None = None


def evaluate(
    *paths: str | os.PathLike[str], peers: Iterable[str] = (), effort: Effort | None = None
) -> Scorecard:
    """Diagnose every case in the files and folders, and score the answers.

    `peers` are asked about the same cases. Raises ValueError for a path that holds no cases and for an
    unknown peer, OSError for one that cannot be read, and SandboxUnavailable where nothing can be run.
    """
    return evaluated(cases_of(map(Path, paths)), tuple(peers), effort or Effort())


async def evaluate_async(
    *paths: str | os.PathLike[str], peers: Iterable[str] = (), effort: Effort | None = None
) -> Scorecard:
    """Do what `evaluate` does, without blocking the event loop."""
    return await asyncio.to_thread(partial(evaluate, *paths, peers=peers, effort=effort))


@dataclass(frozen=True, slots=True)
class Mutation:
    """Which mutants are made: of the programs in these files and folders, with this seed, so many at most."""

    paths: tuple[Path, ...]
    seed: int = 0
    count: int = 200


def mutated(mutation: Mutation, on_progress: Progress | None = None) -> tuple[Case, ...]:
    """Make mutants; the programs and the mutants run in the sandbox for it."""
    made: list[Case] = []
    programs = {program.id: program for program in clean_programs(mutation.paths)}
    with Analyzer() as analyzer:
        for mutant in mutants(tuple(programs.values()), mutation.seed, mutation.count, analyzer):
            made.append(mutant)
            if on_progress:
                on_progress(len(made), mutation.count)
    return tuple(made)


def evaluated(cases: Sequence[Case], peers: tuple[str, ...], effort: Effort) -> Scorecard:
    """Score the answers to cases that were read or made before."""
    respondents = respondents_named(peers)
    missing = {one.name: reason for one in respondents if (reason := one.missing()) is not None}
    here = [one for one in respondents if one.name not in missing]
    prove_isolation()
    records = ordered(records_of(cases, here, effort), cases, here)
    return replace(
        scorecard_of(records, turns=1 + effort.twice), cases=tuple(cases), missing=tuple(missing.items())
    )


def prove_isolation() -> None:
    """Raise SandboxUnavailable here and now, not in each worker, where this host cannot isolate."""
    with Analyzer() as analyzer:
        analyzer.diagnose("pass", level=1)


def records_of(cases: Sequence[Case], respondents: Sequence[Respondent], effort: Effort) -> list[Record]:
    """Have everything answered that the journal does not know yet; a complete journal is removed."""
    turns = 1 + effort.twice
    tasks = [task for turn in range(turns) for one in respondents for task in tasks_of(cases, one, turn)]
    total = len(cases) * len(respondents) * turns
    path = effort.journal or default_path([case.id for case in cases], [one.name for one in respondents])
    done: list[Record] = []
    with Journal(path, cases) as journal:
        for records in answered(tasks, journal, effort):
            done += records
            if effort.on_progress:
                effort.on_progress(len(done), total)
        journal.forget()
    return done


def answered(tasks: Sequence[Task], journal: Journal, effort: Effort) -> Iterator[tuple[Record, ...]]:
    """Yield what is known, then what the workers find out, written down as it comes."""
    left = []
    for task in tasks:
        known = journal.known(task)
        if known is None:
            left.append(task)
        else:
            yield known
    for records in answers_to(left, effort.workers or os.cpu_count() or 1):
        journal.add(records)
        yield records


def ordered(
    records: Iterable[Record], cases: Sequence[Case], respondents: Sequence[Respondent]
) -> list[Record]:
    """Bring the records into the order in which was asked, whoever answered first."""
    place = {case.id: number for number, case in enumerate(cases)}
    turn_to = {one.name: number for number, one in enumerate(respondents)}
    return sorted(records, key=lambda one: (one.turn, turn_to[one.respondent], place[one.case]))


def scorecard_of(records: Sequence[Record], turns: int = 1) -> Scorecard:
    """Count."""
    return Scorecard(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        python=platform.python_version(),
        version=own_version(),
        turns=turns,
        standings=tuple(standings_of(record for record in records if record.turn == 0)),
        disagreements=tuple(disagreements_of(records)),
        records=tuple(records),
    )


def own_version() -> str:
    """The version of raydx, where it is installed."""
    try:
        return version("raydx")
    except PackageNotFoundError:
        return "not installed"
