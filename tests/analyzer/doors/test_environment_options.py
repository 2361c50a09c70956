"""A chosen environment counts for every program that is looked at, in whichever process."""

import json
from pathlib import Path

import pytest

from analyzer.doors.command_line import status_of
from analyzer.doors.looking.workers import FEW


def test_many_programs(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Those that other processes look at find the operator's modules too, and nothing else."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.py").write_text("answer = 42\n", encoding="utf-8")
    (tmp_path / "programs").mkdir()
    for number in range(2 * FEW):
        (tmp_path / "programs" / f"p{number}.py").write_text("import mine, theirs\n", encoding="utf-8")
    arguments = [
        "preflight",
        "--format",
        "jsonl",
        "--path",
        str(tmp_path / "own"),
        str(tmp_path / "programs"),
    ]
    assert status_of(arguments) == 1
    answers = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert len(answers) == 2 * FEW
    assert {finding["message"] for answer in answers for finding in answer["findings"]} == {
        "no module `theirs` is installed"
    }
