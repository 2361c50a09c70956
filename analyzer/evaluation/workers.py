"""Worker processes, one per core, each with an `Analyzer` of its own; one that dies is replaced."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from analyzer.evaluation.judging import Task, troubled
from analyzer.evaluation.record import Record, record_of
from analyzer.evaluation.scoring import score_of

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds beside a program's own that an answer may take before its worker counts as stuck."""

PER_CASE = 3.0
"""Seconds beside those, for each case of a batch."""


@dataclass(slots=True)
class Worker:
    """A process, the line to it, and what it was asked, since when."""

    process: subprocess.Popen[bytes]
    line: Connection
    task: Task | None = None
    due: float = 0.0

    def give(self, task: Task) -> None:
        """Send a task; one that cannot be sent is found out by the line's end."""
        own = 2 * max(case.limits.seconds for case in task.cases)
        self.task, self.due = task, time.monotonic() + PATIENCE + own + PER_CASE * len(task.cases)
        with suppress(BrokenPipeError, ConnectionResetError):
            self.line.send(task)


def answers_to(tasks: Iterable[Task], count: int) -> Iterator[tuple[Record, ...]]:
    """Have the tasks done by `count` workers; yield the records of each as it is done, in no order.

    A task that kills its worker, or keeps it beyond all patience, is answered with trouble, and a new
    worker goes on with the next.
    """
    waiting = iter(tasks)
    busy: list[Worker] = []
    try:
        for task in waiting:
            busy.append(started(task))
            if len(busy) >= count:
                break
        while busy:
            for worker in ready(busy):
                records, following = outcome(worker), next(waiting, None)
                busy.remove(worker)
                if following is None:
                    end(worker)
                else:
                    busy.append(going_on(worker, following))
                yield records
    finally:
        for worker in busy:
            end(worker)


def started(task: Task) -> Worker:
    """Start a worker on its first task."""
    ours, theirs = socket.socketpair()
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(
        [sys.executable, "-m", "analyzer.evaluation.worker", str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )
    theirs.close()
    worker = Worker(process, Connection(ours.detach()))
    worker.give(task)
    return worker


def ready(busy: list[Worker]) -> list[Worker]:
    """Wait until a worker has something to say, is gone, or is overdue."""
    patience = min(worker.due for worker in busy) - time.monotonic()
    said = wait([worker.line for worker in busy], max(patience, 0.0))
    now = time.monotonic()
    return [worker for worker in busy if worker.line in said or now >= worker.due]


def outcome(worker: Worker) -> tuple[Record, ...]:
    """The records that a worker sends; of one that sends none, trouble."""
    task, worker.task = worker.task, None
    try:
        if worker.line.poll():
            records: tuple[Record, ...] = worker.line.recv()
            return records
    except (EOFError, OSError):
        code = worker.process.wait()
        return without_answer(task, f"the worker ended with {code} while it answered")
    worker.process.kill()
    worker.process.wait()
    return without_answer(task, "the worker did not answer in time")


def without_answer(task: Task | None, why: str) -> tuple[Record, ...]:
    """Records of a task that nobody answered."""
    answer = troubled(why)
    cases = task.cases if task else ()
    respondent, turn = (task.respondent, task.turn) if task else ("", 0)
    return tuple(record_of(case, respondent, turn, answer, score_of(case, answer, None)) for case in cases)


def going_on(worker: Worker, task: Task) -> Worker:
    """Give the next task to the same worker, or to a new one where that is gone."""
    if worker.process.poll() is None:
        worker.give(task)
        return worker
    end(worker)
    return started(task)


def end(worker: Worker) -> None:
    """End a worker: by the end of its line, and if it is busy, at once."""
    worker.line.close()
    try:
        worker.process.wait(timeout=2.0 if worker.task is None else 0.2)
    except subprocess.TimeoutExpired:
        worker.process.kill()
        worker.process.wait()
