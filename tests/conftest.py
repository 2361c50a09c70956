"""What several tests share: our corpus, and the answer to each of its cases, asked for once."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from analyzer.evaluation.case import Case
from analyzer.evaluation.judging import judged, tasks_of
from analyzer.evaluation.peers import OURS, RESPONDENTS
from analyzer.evaluation.reading import case_of_toml
from analyzer.evaluation.record import Record
from analyzer.session import Analyzer

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture(scope="session")
def corpus() -> tuple[Case, ...]:
    """Every case of our corpus."""
    return tuple(case_of_toml(path) for path in sorted(CORPUS.glob("*/*.toml")))


@pytest.fixture(scope="session")
def answered() -> Iterator[Callable[[Case], Record]]:
    """Have a case diagnosed and marked; the second time the same record comes back."""
    with Analyzer() as analyzer:

        @cache
        def answer(case: Case) -> Record:
            (task,) = tasks_of([case], RESPONDENTS[OURS])
            (record,) = judged(task, RESPONDENTS[OURS], analyzer)
            return record

        yield answer
