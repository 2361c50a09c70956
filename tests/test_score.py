"""The score of raydx on our corpus does not fall; `raydx evaluate --raise-floor` raises the floor."""

from collections.abc import Callable
from pathlib import Path

from analyzer.evaluation.case import Case
from analyzer.evaluation.floor import FLOOR, below, floor_in, reached_by
from analyzer.evaluation.record import Record

CORPUS = Path(__file__).parents[1] / "corpus"


def test_no_figure_falls_below_the_floor(
    corpus: tuple[Case, ...], answered: Callable[[Case], Record]
) -> None:
    """Each figure is at least as high as the one that is kept."""
    reached = reached_by(answered(case) for case in corpus)
    assert list(below(floor_in(CORPUS / FLOOR), reached)) == []


def test_every_figure_has_a_floor(corpus: tuple[Case, ...], answered: Callable[[Case], Record]) -> None:
    """A figure that is counted and not kept could fall unseen."""
    reached = reached_by(answered(case) for case in corpus)
    assert set(reached) <= set(floor_in(CORPUS / FLOOR))
