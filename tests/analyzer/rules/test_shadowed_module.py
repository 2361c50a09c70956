"""Which file stands in the way of a module, seen through the command that knows the folder."""

import json
from pathlib import Path

import pytest

from analyzer.doors.command_line import status_of

THROW = "import random\nprint(random.randint(1, 6))\n"
NOBODY = ("", "")


def lay(folder: Path, files: dict[str, str]) -> None:
    """Write some files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def said(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, str]]:
    """Code, severity and message of what is found."""
    status_of(["preflight", "--isolated", "--format", "json", *arguments])
    findings = json.loads(capfd.readouterr().out)["findings"]
    return [(finding["code"], finding["severity"], finding["message"]) for finding in findings]


@pytest.mark.parametrize(
    ("files", "program", "severity", "words"),
    [
        pytest.param(
            {"random.py": "x = 1"}, THROW, "error", "`random.py` beside", id="what is used is not in it"
        ),
        pytest.param(
            {"random.py": "def randint(*a): ..."}, THROW, "warning", "`random.py`", id="it is in both"
        ),
        pytest.param({"random.py": "from x import *"}, THROW, "warning", "`random.py`", id="it may be in it"),
        pytest.param({"random.py": "def ("}, THROW, "warning", "`random.py`", id="the file is broken"),
        pytest.param(
            {"random.py": "x = 1\n" * 99_999}, THROW, "warning", "`random.py`", id="the file is long"
        ),
        pytest.param(
            {"random.py": "def __getattr__(n): ..."}, THROW, "warning", "`random`", id="it gives anything"
        ),
        pytest.param({"random/__init__.py": ""}, THROW, "warning", "`random/__init__.py`", id="a package"),
        pytest.param({"random/x.py": ""}, THROW, *NOBODY, id="a folder that is no package gives way"),
        pytest.param({"random.py/x": ""}, THROW, *NOBODY, id="a folder that looks like a file"),
        pytest.param({"time.py": "", "os.py": ""}, "import os, time", *NOBODY, id="what is loaded already"),
        pytest.param({"sys.py": ""}, "import sys\nsys.exit()", *NOBODY, id="what is built in"),
        pytest.param(
            {"xml.py": ""}, "import xml.dom", "error", "it has no `dom`", id="what lies below a module"
        ),
        pytest.param({"random.py": "", "__init__.py": ""}, THROW, *NOBODY, id="a part of a package"),
        pytest.param({"random.py": "", "os.py": "", "site.py": ""}, THROW, *NOBODY, id="the library itself"),
        pytest.param({"random.py": "def mine(): ..."}, "from random import mine", *NOBODY, id="it is meant"),
        pytest.param({"helpers.py": ""}, "import helpers\nhelpers.x", *NOBODY, id="a name of its own"),
        pytest.param(
            {"click.py": ""}, "import click", "warning", "not the installed module", id="an installed one"
        ),
        pytest.param({"random.py": ""}, "from . import random", *NOBODY, id="a relative import"),
    ],
)
def test_beside_a_file(
    files: dict[str, str],
    program: str,
    severity: str,
    words: str,
    *,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The file is named, and nothing else is said about what the module would have had."""
    lay(tmp_path, {**files, "program.py": program})
    found = said(capfd, "--policy", "open", str(tmp_path / "program.py"))
    assert [(code, bad) for code, bad, _ in found] == ([("shadowed-module", severity)] if severity else [])
    assert all(words in message for _, _, message in found)


def test_the_program_itself(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A program that bears the name of what it imports gets itself."""
    lay(tmp_path, {"random.py": THROW})
    ((code, severity, message),) = said(capfd, str(tmp_path / "random.py"))
    assert (code, severity) == ("shadowed-module", "error")
    assert message.startswith("`random` is the file `random.py` that this program stands in")


@pytest.mark.parametrize(
    ("hidden", "program", "codes"),
    [
        pytest.param("click.py", "import click", ["shadowed-module"], id="an installed module"),
        pytest.param("random.py", THROW, [], id="the library comes first there"),
        pytest.param("mine.py", "import mine", [], id="a module of one's own"),
    ],
)
def test_directories_of_the_operator(
    hidden: str, program: str, codes: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """They stand before the installed packages and behind the standard library."""
    lay(tmp_path, {f"own/{hidden}": "", "programs/one.py": program})
    found = said(
        capfd, "--path", str(tmp_path / "own"), "--policy", "open", str(tmp_path / "programs" / "one.py")
    )
    assert [code for code, _, _ in found] == codes
