"""Under which settings `raydx preflight` looks at a file, and who calls it so."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from analyzer.doors.command_line import status_of
from analyzer.doors.commands.preflight import preflight
from tests.analyzer.doors.project import BAD, COMMAND, lay

PAGE = Path(__file__).parents[3] / "docs" / "preflight.md"
MANIFEST = Path(__file__).parents[3] / ".pre-commit-hooks.yaml"
ENTRIES = re.findall(r"^  entry: (.*)$", MANIFEST.read_text(encoding="utf-8"), re.MULTILINE)
PROJECT = {
    "pyproject.toml": '[tool.raydx]\nignore = ["undefined-name"]\nexclude = ["made_*", "inner/old"]\n',
    "a.py": "import os\nprint(qqq)\n",
    "made_by_tool.py": BAD,
    "inner/old/b.py": BAD,
    "inner/pyproject.toml": "[tool.other]\nx = 1\n",
    "inner/c.py": "print(qqq)\n",
    "own/pyproject.toml": '[tool.raydx]\npolicy = "open"\nselect = ["undefined-name", "blocked-import"]\n',
    "own/d.py": "import os\nprint(qqq)\n1 / 0\n",
    "free/pyproject.toml": '[tool.raydx]\nallow = ["os"]\n',
    "free/e.py": "import os, socket\n",
}


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        pytest.param(
            ["."],
            {
                "a.py": ["blocked-import"],
                "inner/c.py": [],
                "own/d.py": ["undefined-name"],
                "free/e.py": ["blocked-import"],
            },
            id="each file by what is set nearest above it",
        ),
        pytest.param(
            ["--isolated", "own", "a.py"],
            {
                "own/d.py": ["blocked-import", "undefined-name", "zero-division"],
                "a.py": ["blocked-import", "undefined-name"],
            },
            id="no settings",
        ),
        pytest.param(
            ["--select", "undefined-name", "a.py"],
            {"a.py": ["undefined-name"]},
            id="a selection stands for all that is set",
        ),
        pytest.param(["--ignore", "blocked-import", "a.py"], {"a.py": []}, id="what is ignored is added"),
        pytest.param(
            ["--policy", "strict", "own"],
            {"own/d.py": ["blocked-import", "undefined-name"]},
            id="a policy stands for the one that is set",
        ),
        pytest.param(
            ["inner/old", "made_by_tool.py"],
            {"inner/old/b.py": [], "made_by_tool.py": []},
            id="what is named counts though it is excluded",
        ),
    ],
)
def test_settings(
    arguments: list[str],
    found: dict[str, list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The nearest pyproject.toml with a table of ours counts; the command line counts before it."""
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, PROJECT)
    status_of(["preflight", "--format", "jsonl", *arguments])
    reports = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {one["file"]: [item["code"] for item in one["findings"]] for one in reports} == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[tool.raydx]\nselects = []\n", "no key 'selects'; did you mean 'select'?", id="a key"),
        pytest.param(
            "[tool.raydx]\nselect = ['undefined-nam']\n", "did you mean 'undefined-name'", id="a code"
        ),
        pytest.param("[tool.raydx]\nselect = 'undefined-name'\n", "should be a list of texts", id="no list"),
        pytest.param("[tool.raydx]\nignore = [1]\n", "should be a list of texts", id="no texts"),
        pytest.param("[tool.raydx]\npolicy = 'none'\n", "should be one of strict", id="no policy"),
        pytest.param("[tool.raydx]\nallow = ['os;']\n", "module names", id="no module"),
        pytest.param("[tool]\nraydx = 3\n", "should be a table", id="no table"),
        pytest.param("[tool.raydx]\nselect = [\n", "pyproject.toml", id="no TOML"),
    ],
)
def test_wrong_settings(
    text: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """They are wrong usage, with the file, the key and what may be meant."""
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"pyproject.toml": text, "a.py": "x = 1\n"})
    assert status_of(["preflight", "a.py"]) == 2
    assert said in " ".join(capfd.readouterr().err.split())


def test_a_foreign_project_file_that_is_broken_is_none_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has set nothing is not stopped by a file that another tool will complain of."""
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"pyproject.toml": "[tool.other\n", "a.py": "x = 1\n"})
    assert status_of(["preflight", "a.py"]) == 0


def test_standard_input_has_a_name(tree: Path) -> None:
    """It is shown, and its folder's settings count."""
    lay(tree, {"own/pyproject.toml": '[tool.raydx]\nignore = ["undefined-name"]\n'})
    command = [*COMMAND, "--stdin-filename", "own/x.py", "-"]
    ended = subprocess.run(
        command,
        cwd=tree,
        input="print(qqq)\n1 / 0\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "own/x.py:2:5" in ended.stdout and "Found 1 error in 1 file" in ended.stdout


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_hooks_of_pre_commit_can_be_called(
    entry: str, tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What the manifest tells pre-commit to run takes the files behind it."""
    (tree / "good.py").write_text("x = 1\n")
    assert entry.startswith("raydx preflight --force-exclude")
    assert status_of([*entry.split()[1:], "good.py"]) == 0
    assert "othing found in 1 file" in capfd.readouterr().out


def test_the_page_about_preflight_names_options_that_there_are() -> None:
    """And every option but help stands on it."""
    told = set(re.findall(r"--[a-z][a-z-]+", PAGE.read_text(encoding="utf-8")))
    known = {name for option in preflight.params for name in option.opts if name.startswith("--")}
    assert told == known
