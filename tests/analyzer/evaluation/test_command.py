"""`raydx evaluate` on the command line: what it takes, what it writes, how it ends."""

import json
from pathlib import Path

import pytest

from analyzer.doors.command_line import status_of

FAILING = """# A name is misspelt.
code = '''
total = 1
print(totl)
'''
[expect]
category = "runtime_error"
type = "NameError"
line = 2
words = [["total"]]
"""
WRONG = FAILING.replace("NameError", "KeyError")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a corpus of one case, and something to mutate."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "one.toml").write_text(FAILING)
    (tmp_path / "wrong.toml").write_text(WRONG)
    (tmp_path / "empty").mkdir()
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "program.py").write_text("total = 1\nprint(total)\n")
    (tmp_path / "no_result.json").write_text("{}")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param("missing.toml", "missing.toml", id="a path that is not there"),
        pytest.param("empty", "found none", id="a folder without cases"),
        pytest.param("clean/program.py", "program.py should be", id="a program that is no case"),
        pytest.param("--peer nobody", "friendly-traceback", id="a peer that nobody knows"),
        pytest.param("--workers 0", "workers", id="no workers"),
        pytest.param("--count 0 --mutate clean", "count", id="no mutants"),
        pytest.param("--mutate missing", "missing", id="nothing to mutate"),
        pytest.param("--output page.html", "--format", id="a file without a form"),
        pytest.param("--raise-floor wrong.toml", "whole corpus", id="a floor of half the corpus"),
        pytest.param("--against no_result.json", "no_result.json", id="a result that is none"),
        pytest.param("--against missing.json", "missing.json", id="a result that is not there"),
    ],
)
def test_wrong_usage_is_said(arguments: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In one sentence, with status 2, and before any work is done."""
    assert status_of(["evaluate", *arguments.split()]) == 2
    assert said in capsys.readouterr().err


def test_the_score_is_told_and_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As text, as JSON and as a page; raising the floor writes it down; a worse result ends with 1."""
    common = ["evaluate", "--workers", "1"]
    kept = ["--format", "json", "--output", "result.json", "--raise-floor"]
    assert status_of([*common, *kept]) == 0
    assert "crash line" in capsys.readouterr().out
    assert json.loads((folder / "corpus" / "score.json").read_text())["type"] == 1000
    (folder / "corpus" / "one.toml").write_text(WRONG)
    assert status_of([*common, "--against", "result.json", "--format", "html"]) == 1
    assert capsys.readouterr().out.startswith("<!doctype html>")


@pytest.mark.usefixtures("folder")
def test_mutants_are_scored(capsys: pytest.CaptureFixture[str]) -> None:
    """As many as asked for; without a path, the corpus stays out of it."""
    asked = "evaluate --mutate clean --count 2 --workers 1 --format json"
    assert status_of(asked.split()) == 0
    answers = json.loads(capsys.readouterr().out)["answers"]
    assert [answer["case"].split()[0] for answer in answers] == ["clean/program.py"] * 2
