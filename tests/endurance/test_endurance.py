"""Hundreds of runs of every kind; thousands are run by `make endurance`."""

from collections import Counter
from pathlib import Path

import pytest

from executor.zygote import Zygote
from tools.endurance import Ledger, Outcome, endure

RUNS = 300


def test_hundreds_of_runs_leave_nothing_and_answer_rightly() -> None:
    """No process, descriptor, thread, file or growing memory, here or in the warm process."""
    with Zygote() as zygote:
        outcome = endure(zygote, RUNS, seconds=120.0, seed=7)
        warm = zygote.start()
    assert outcome.runs == RUNS
    assert (outcome.left(), dict(outcome.wrong)) == ({}, {})
    assert not Path(warm.directory).exists()
    assert not Path(f"/proc/{warm.process.pid}").exists()


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (Ledger(1, 10, 1, 2, 5, 50 << 20, 20 << 20), {}),
        (Ledger(2, 10, 1, 2, 5, 50 << 20, 20 << 20), {"processes": 1}),
        (Ledger(1, 13, 1, 2, 5, 50 << 20, 20 << 20), {"descriptors": 3}),
        (Ledger(1, 10, 1, 9, 5, 52 << 20, 20 << 20), {"files": 7}),
        (Ledger(1, 10, 1, 2, 5, 60 << 20, 20 << 20), {"memory": 10 << 20}),
        (Ledger(0, 9, 1, 1, 5, 40 << 20, 10 << 20), {}),
    ],
    ids=["the same", "a process", "descriptors", "files", "memory", "less than before"],
)
def test_what_is_left_is_named(after: Ledger, left: dict[str, int]) -> None:
    """The count itself can fail: memory only beyond what is chance."""
    before = Ledger(1, 10, 1, 2, 5, 50 << 20, 20 << 20)
    outcome = Outcome(1, 1.0, Counter(), before, after)
    assert outcome.left() == left
