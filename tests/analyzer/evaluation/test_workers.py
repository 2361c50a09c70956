"""Workers: what one answers is what comes back, and one that dies costs one answer."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from analyzer.evaluation.case import FINE, Case, Expectation
from analyzer.evaluation.evaluate import Effort, evaluated
from analyzer.evaluation.judging import Task
from analyzer.evaluation.workers import answers_to, outcome, started

FINE_CASE = Case("fine", "here", "fine", "print(1)\n", Expectation(FINE, stdout="1\n"))
FAILING = Case(
    "failing",
    "here",
    "NameError",
    "total = 1\nprint(totl)\n",
    Expectation("runtime_error", "NameError", (2,), 6, (2,)),
)
CASES = (FINE_CASE, FAILING)


def test_every_task_is_answered() -> None:
    """With fewer workers than tasks, each worker takes several."""
    tasks = [Task("raydx", (case,)) for case in CASES * 2]
    records = [record for records in answers_to(tasks, 2) for record in records]
    assert sorted(record.case for record in records) == ["failing", "failing", "fine", "fine"]
    assert [record.missed for record in records] == [()] * 4


def test_no_tasks_need_no_workers() -> None:
    """Nothing is started for nothing."""
    assert list(answers_to([], 2)) == []


@pytest.mark.parametrize(
    ("task", "said"),
    [
        pytest.param(Task("nobody", (FINE_CASE,)), "the worker ended with 1", id="a task it cannot bear"),
    ],
)
def test_a_worker_that_dies_costs_its_task(task: Task, said: str) -> None:
    """The tasks behind it are answered by a new worker."""
    records = [record for records in answers_to([task, Task("raydx", (FINE_CASE,))], 1) for record in records]
    assert str(records[0].answer.trouble).startswith(said)
    assert (records[1].respondent, records[1].missed) == ("raydx", ())


def test_a_killed_worker_is_told_as_such() -> None:
    """As the kernel does when memory runs out."""
    worker = started(Task("raydx", (FINE_CASE,)))
    worker.process.send_signal(signal.SIGKILL)
    worker.process.wait()
    (record,) = outcome(worker)
    worker.line.close()
    assert record.answer.trouble == "the worker ended with -9 while it answered"


def test_an_overdue_worker_is_ended() -> None:
    """It is killed, and its task counts as not answered."""
    worker = started(Task("raydx", (FINE_CASE,)))
    worker.process.send_signal(signal.SIGSTOP)
    worker.due = 0.0
    (record,) = outcome(worker)
    worker.line.close()
    assert record.answer.trouble == "the worker did not answer in time"
    with pytest.raises(ProcessLookupError):
        os.kill(worker.process.pid, 0)


def test_workers_end_with_the_work() -> None:
    """Also when whoever reads the answers stops early."""
    answers = answers_to([Task("raydx", (case,)) for case in CASES * 3], 1)
    next(answers)
    answers.close()  # type: ignore[attr-defined]  # a generator
    found = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True, check=False
    )
    assert "analyzer.evaluation.worker" not in found.stdout


def test_a_score_is_taken(tmp_path: Path) -> None:
    """From cases to figures, twice, with a peer beside; the journal is gone when all is done."""
    journal, seen = tmp_path / "journal.jsonl", []
    effort = Effort(
        1, twice=True, journal=journal, on_progress=lambda done, total: seen.append((done, total))
    )
    card = evaluated(CASES, ("cpython",), effort)
    assert card.respondents == ("raydx", "cpython") and card.disagreements == ()
    assert [standing.cases for standing in card.standings if standing.grouping == "all"] == [2, 2]
    assert seen[-1] == (8, 8) and not journal.exists()
