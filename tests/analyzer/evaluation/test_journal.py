"""The journal: what was answered is not asked again, what changed is."""

from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.evaluation.answer import Answer, Claim, Offer
from analyzer.evaluation.case import FINE, Case, Expectation
from analyzer.evaluation.journal import Journal
from analyzer.evaluation.judging import Task
from analyzer.evaluation.record import Record, record_of
from analyzer.evaluation.scoring import score_of

CASE = Case("öne", "here", "fine", "x = 1\u2028", Expectation(FINE))
ANSWER = Answer(
    category=FINE,
    births=(1,),
    hint="a \u2028 b\n",
    offers=(Offer("x", proven=True),),
    claims=(Claim(1, "c", is_error=True),),
)
RECORD = record_of(CASE, "raydx", 0, ANSWER, score_of(CASE, ANSWER, None))
TASK = Task("raydx", (CASE,))


def written(path: Path, *records: Record) -> None:
    """Keep records in a journal, and let the evaluation be interrupted."""
    with Journal(path, [CASE]) as journal:
        journal.add(records)


def test_an_answer_is_kept(tmp_path: Path) -> None:
    """It comes back as it was."""
    written(tmp_path / "deep" / "journal", RECORD)
    with Journal(tmp_path / "deep" / "journal", [CASE]) as journal:
        assert journal.known(TASK) == (RECORD,)


@pytest.mark.parametrize(
    ("cases", "task"),
    [
        pytest.param([CASE], replace(TASK, turn=1), id="the second turn"),
        pytest.param([CASE], replace(TASK, respondent="cpython"), id="another respondent"),
        pytest.param([replace(CASE, code="x = 2")], TASK, id="another program under that name"),
        pytest.param([replace(CASE, expect=Expectation())], TASK, id="another expectation"),
        pytest.param([CASE], Task("raydx", (CASE, replace(CASE, id="two"))), id="a batch half answered"),
    ],
)
def test_what_changed_is_asked_again(tmp_path: Path, cases: list[Case], task: Task) -> None:
    """Only the very same counts."""
    written(tmp_path / "journal", RECORD)
    with Journal(tmp_path / "journal", cases) as journal:
        assert journal.known(task) is None


def test_code_that_changed_asks_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer of yesterday's code says nothing about today's."""
    written(tmp_path / "journal", RECORD)
    monkeypatch.setattr("analyzer.evaluation.journal.print_of_code", lambda: "another")
    with Journal(tmp_path / "journal", [CASE]) as journal:
        assert journal.known(TASK) is None


@pytest.mark.parametrize("rest", ["", "{", '{"made_by": 1}\n', "null\n", "[]\n", "\x00\n"], ids=repr)
def test_a_damaged_line_is_no_line(tmp_path: Path, rest: str) -> None:
    """An interruption may cut the last one."""
    path = tmp_path / "journal"
    written(path, RECORD)
    with path.open("a", encoding="utf-8") as file:
        file.write(rest)
    with Journal(path, [CASE]) as journal:
        assert journal.known(TASK) == (RECORD,)
        journal.forget()
    assert not path.exists()


def test_a_line_after_a_damaged_one_counts(tmp_path: Path) -> None:
    """What is added after an interruption starts on a line of its own."""
    path = tmp_path / "journal"
    path.write_text('{"made_by": "cut', encoding="utf-8")
    written(path, RECORD)
    with Journal(path, [CASE]) as journal:
        assert journal.known(TASK) == (RECORD,)
