"""Every case of the corpus is diagnosed, and earns each mark that the floor holds in full.

Where the floor leaves room, a miss is counted by the score and not shown here.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.evaluation.case import Case
from analyzer.evaluation.floor import FLOOR, THOUSAND, floor_in
from analyzer.evaluation.reading import case_of_toml
from analyzer.evaluation.record import Record

CORPUS = Path(__file__).parents[1] / "corpus"
CASES = [case_of_toml(path) for path in sorted(CORPUS.glob("*/*.toml"))]
IN_FULL = {name for name, figure in floor_in(CORPUS / FLOOR).items() if figure == THOUSAND}


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_case_is_diagnosed(case: Case, answered: Callable[[Case], Record]) -> None:
    """It is answered at all, and right where every case must be."""
    record = answered(case)
    assert (record.answer.trouble, sorted({*record.missed} & IN_FULL)) == (None, [])
