"""Every case of the corpus is diagnosed, and the score on all of them does not fall.

A case must earn each mark that the floor holds in full. Where the floor leaves room, a miss is counted by the
score and not shown here. Each case is diagnosed once: the score is taken over the same answers.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from analyzer.evaluation.case import Case
from analyzer.evaluation.floor import FLOOR, THOUSAND, below, floor_in, reached_by
from analyzer.evaluation.judging import judged, tasks_of
from analyzer.evaluation.peers import OURS, RESPONDENTS
from analyzer.evaluation.reading import case_of_toml
from analyzer.evaluation.record import Record
from analyzer.session import Analyzer

CORPUS = Path(__file__).parents[1] / "corpus"
CASES = [case_of_toml(path) for path in sorted(CORPUS.glob("*/*.toml"))]
IN_FULL = {name for name, figure in floor_in(CORPUS / FLOOR).items() if figure == THOUSAND}

type Answer = Callable[[Case], Record]


@pytest.fixture(scope="module")
def answered() -> Iterator[Answer]:
    """Have a case diagnosed and marked; the second time the same record comes back."""
    with Analyzer() as analyzer:

        @cache
        def answer(case: Case) -> Record:
            (task,) = tasks_of([case], RESPONDENTS[OURS])
            (record,) = judged(task, RESPONDENTS[OURS], analyzer)
            return record

        yield answer


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_case_is_diagnosed(case: Case, answered: Answer) -> None:
    """It is answered at all, and right where every case must be."""
    record = answered(case)
    assert (record.answer.trouble, sorted({*record.missed} & IN_FULL)) == (None, [])


def test_no_figure_falls_below_the_floor(answered: Answer) -> None:
    """Each figure is at least as high as the one that is kept; `raydx evaluate --raise-floor` raises it."""
    assert list(below(floor_in(CORPUS / FLOOR), reached_by(map(answered, CASES)))) == []


def test_every_figure_has_a_floor(answered: Answer) -> None:
    """A figure that is counted and not kept could fall unseen."""
    assert set(reached_by(map(answered, CASES))) <= set(floor_in(CORPUS / FLOOR))
