"""What was answered already, on disk: an interrupted evaluation goes on where it stopped.

One line of JSON for each record. A line counts only for the same case, the same respondent, and the same
code of ours: whatever was changed is asked again. A line that was cut by the interruption is no line.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Self

from pydantic import TypeAdapter, ValidationError

from analyzer.evaluation.case import Case
from analyzer.evaluation.fingerprint import print_of, print_of_case, print_of_code
from analyzer.evaluation.judging import Task
from analyzer.evaluation.record import Record

RECORD = TypeAdapter(Record)

type Key = tuple[str, str, int]


class Journal:
    """The records on disk, and the file to which new ones are added. A context manager.

    Opening it writes down again what still counts, so that nothing is added behind half a line.
    """

    def __init__(self, path: Path, cases: Iterable[Case]) -> None:
        self.path = path
        self._prints = {case.id: print_of_case(case) for case in cases}
        self._known = dict(self._read())
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[str] = path.open("w", encoding="utf-8")
        self.add(self._known.values())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def known(self, task: Task) -> tuple[Record, ...] | None:
        """The records of a task, if all of them are there."""
        found = [self._known.get((task.respondent, case.id, task.turn)) for case in task.cases]
        records = tuple(record for record in found if record is not None)
        return records if len(records) == len(task.cases) else None

    def add(self, records: Iterable[Record]) -> None:
        """Write records down, at once."""
        for record in records:
            line = {"made_by": print_of_code(), "case": self._prints[record.case], "record": asdict(record)}
            self._file.write(json.dumps(line) + "\n")
        self._file.flush()

    def forget(self) -> None:
        """Remove the file: the evaluation is complete."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _read(self) -> Iterator[tuple[Key, Record]]:
        """Yield what counts of the lines that are there."""
        if not self.path.exists():
            return
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                told = json.loads(line)
                record = RECORD.validate_python(told["record"])
                counts = told["made_by"] == print_of_code() and told["case"] == self._prints.get(record.case)
            except (ValueError, ValidationError, KeyError, TypeError):
                continue
            if counts:
                yield (record.respondent, record.case, record.turn), record


def default_path(*asked: object) -> Path:
    """Where a journal lies by default: in the user's cache, one file for each thing that can be asked."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "raydx" / f"evaluation-{print_of(*asked)}.jsonl"
