"""The command line: what it prints, and how it ends."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from analyzer.doors.command_line import status_of
from analyzer.report.schema import schema_of
from analyzer.report.shapes import PreflightReport, Report, StreamEvent

SCHEMAS = Path(__file__).parents[3] / "schema"
GOOD = "x = 2\nprint('hello')\nx * 21\n"
BAD = "total = 3\nprint(totl)\n"
HEAVY = ("pydantic", "rich", "libcst", "jedi", "asyncio")


CALLED = "import sys; from analyzer.doors.command_line import status_of; status_of(sys.argv[1:])"
COMMAND = [sys.executable, "-m", "analyzer.doors.command_line", "diagnose"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with some files to speak of."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "good.py").write_text(GOOD)
    (tmp_path / "bad.py").write_text(BAD)
    (tmp_path / "reads.py").write_text("print(input())\n")
    (tmp_path / "binary.py").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "empty.py").write_bytes(b"")
    (tmp_path / "-odd name.py").write_text(GOOD)
    (tmp_path / "imports.py").write_text("import shutil\nprint(shutil.__name__)\n")
    (tmp_path / "takes.py").write_text("import mine\nprint(mine.answer)\n")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.py").write_text("answer = 42\n")
    (tmp_path / "answer.txt").write_text("forty-two\n")
    return tmp_path


def send(text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something stand on standard input."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        pytest.param("diagnose good.py", 0, "Succeeded", id="a success"),
        pytest.param("diagnose bad.py", 1, "NameError on line 2", id="a failure"),
        pytest.param("diagnose empty.py", 0, "Succeeded", id="an empty text"),
        pytest.param("diagnose binary.py", 1, "Error", id="bytes that are no text"),
        pytest.param("diagnose --stdin answer.txt reads.py", 0, "forty-two", id="input from a file"),
        pytest.param("diagnose reads.py", 1, "EOFError", id="no input"),
        pytest.param("diagnose -- -odd_name.py", 2, "No such file", id="a name that looks like an option"),
        pytest.param("diagnose missing.py", 2, "No such file", id="no file"),
        pytest.param("diagnose .", 2, "directory", id="a directory"),
        pytest.param("diagnose \0", 2, "null", id="no name for a file"),
        pytest.param("diagnose", 2, "Missing argument", id="nothing to look at"),
        pytest.param("diagnose good.py bad.py", 2, "unexpected extra argument", id="two programs"),
        pytest.param("diagnose --level 5 good.py", 2, "5", id="no such level"),
        pytest.param("diagnose --policy none good.py", 2, "strict", id="no such policy"),
        pytest.param("diagnose --seconds 0 good.py", 2, "above 0", id="no time at all"),
        pytest.param("diagnose --seconds nan good.py", 2, "finite", id="time that is no number"),
        pytest.param("diagnose --stdin - -", 2, "both", id="program and input from one place"),
        pytest.param("diagnose imports.py", 1, "shutil", id="an import that nobody allows"),
        pytest.param("diagnose --allow shutil imports.py", 0, "Succeeded", id="one that is allowed"),
        pytest.param("preflight imports.py", 1, "shutil", id="the same before the run"),
        pytest.param("preflight --allow shutil imports.py", 0, "Nothing found", id="allowed before the run"),
        pytest.param("diagnose --path own takes.py", 0, "42", id="a directory of one's own"),
        pytest.param("preflight --path own takes.py", 0, "Nothing found", id="the same without a run"),
        pytest.param("preflight takes.py", 1, "`mine`", id="without that directory"),
        pytest.param("diagnose --path nowhere good.py", 2, "nowhere", id="a directory that is not there"),
        pytest.param("diagnose --python nowhere good.py", 2, "3.12 or newer", id="no such interpreter"),
        pytest.param("preflight --python own good.py", 2, "3.12 or newer", id="no environment"),
        pytest.param("diagnose --allow a..b good.py", 2, "a..b", id="no name of a module"),
        pytest.param("preflight good.py", 0, "Nothing found in 1 file", id="nothing to find"),
        pytest.param("preflight good.py bad.py", 1, "`totl`", id="one of two has a finding"),
        pytest.param("preflight bad.py missing.py", 2, "No such file", id="one of two is not there"),
        pytest.param("doctor", 0, "strict: ", id="what isolation there is"),
        pytest.param("schema nothing", 2, "report", id="no such schema"),
        pytest.param("dance", 2, "No such command", id="no such command"),
        pytest.param("--help", 0, "diagnose", id="help"),
    ],
)
def test_status(arguments: str, status: int, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    """0 clean, 1 failed, 2 wrong usage; wrong usage is said on standard error, without a trace."""
    assert status_of(arguments.split(" ")) == status
    out, err = capfd.readouterr()
    assert said in (err if status == 2 else out)
    assert "Traceback" not in err


@pytest.mark.parametrize("level", ["1", "2", "3", "4"])
def test_json(level: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """One report, at every level; it can be read by the models."""
    del folder
    assert status_of(["diagnose", "--format", "json", "--level", level, "--assigned-by", "me", "bad.py"]) == 1
    report = Report.model_validate_json(capfd.readouterr().out)
    assert (report.assigned_by, report.error_details and report.error_details.line_number) == ("me", 2)


def test_events_come_first_and_the_report_last(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each line is JSON by itself; the events are those that the report holds."""
    del folder
    assert status_of(["diagnose", "--format", "jsonl", "bad.py"]) == 1
    *events, last = capfd.readouterr().out.splitlines()
    report = Report.model_validate_json(last)
    assert events and tuple(map(StreamEvent.model_validate_json, events)) == report.error_stream


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """`-` is standard input, for both commands, with whatever an agent wraps around a program."""
    send(f"```python\n{BAD}```\n".encode(), monkeypatch)
    assert status_of(["diagnose", "--format", "json", "-"]) == 1
    details = Report.model_validate_json(capfd.readouterr().out).error_details
    assert details and details.line_number == 3
    send(BAD.encode(), monkeypatch)
    assert status_of(["preflight", "--format", "json", "-"]) == 1
    assert not PreflightReport.model_validate_json(capfd.readouterr().out).ok


def test_several_reports(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """JSON holds them under their names, jsonl has a line for each."""
    del folder
    assert status_of(["preflight", "--format", "json", "good.py", "bad.py"]) == 1
    found = json.loads(capfd.readouterr().out)
    assert {name: report["ok"] for name, report in found.items()} == {"good.py": True, "bad.py": False}
    assert status_of(["preflight", "--format", "jsonl", "good.py", "bad.py"]) == 1
    assert [json.loads(line)["ok"] for line in capfd.readouterr().out.splitlines()] == [True, False]


@pytest.mark.parametrize("which", ["report", "preflight"])
def test_committed_schema(which: str, capfd: pytest.CaptureFixture[str]) -> None:
    """`raydx schema NAME > schema/NAME.json` was called after the last change of the shapes."""
    assert status_of(["schema", which]) == 0
    assert capfd.readouterr().out == (SCHEMAS / f"{which}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("which", ["report", "preflight"])
def test_every_field_is_described(which: str) -> None:
    """The schema is documentation: each field says what it means."""
    schema = schema_of(which)
    parts = [schema, *schema["$defs"].values()]
    fields = [(part["title"], *field) for part in parts for field in part.get("properties", {}).items()]
    assert fields and [field for field in fields if not field[2].get("description")] == []


@pytest.mark.parametrize("arguments", ["--help", "--version", "diagnose --help", "diagnose missing.py"])
def test_starts_light(arguments: str) -> None:
    """What needs no answer loads no model, parser, terminal or event loop."""
    code = f"{CALLED}; print('loaded:', *set(sys.modules) & set({HEAVY!r}))"
    command = [sys.executable, "-c", code, *arguments.split()]
    started = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert started.stdout.splitlines()[-1] == "loaded:"


def test_a_reader_that_went_away(folder: Path) -> None:
    """A closed pipe ends it without a trace."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [*COMMAND, "good.py"]
    errors = subprocess.PIPE
    ended = subprocess.run(command, stdout=writing, stderr=errors, cwd=folder, check=False, timeout=60)
    os.close(writing)
    assert b"Traceback" not in ended.stderr


def test_a_narrow_locale(folder: Path) -> None:
    """JSON is UTF-8 and text is printed, whatever the terminal can show."""
    (folder / "wide.py").write_text("漢字 = 1\nprint('😀', x)\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for shape in ("text", "json"):
        command = [*COMMAND, "--format", shape, "wide.py"]
        ended = subprocess.run(
            command, capture_output=True, cwd=folder, env=environment, check=False, timeout=60
        )
        assert (ended.returncode, ended.stderr) == (1, b"")
    assert json.loads(ended.stdout)["error_category"] == "runtime_error"
