"""Which programs `raydx preflight` looks at, under which settings, and how it ends."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer.doors.command_line import status_of
from analyzer.doors.commands.preflight import preflight

BAD = "total = 3\nprint(totl)\n"
PAGE = Path(__file__).parents[3] / "docs" / "preflight.md"
MANIFEST = Path(__file__).parents[3] / ".pre-commit-hooks.yaml"
ENTRIES = re.findall(r"^  entry: (.*)$", MANIFEST.read_text(encoding="utf-8"), re.MULTILINE)
COMMAND = [sys.executable, "-m", "analyzer.doors.command_line", "preflight"]
TREE = {
    "top.py": BAD,
    "window.pyw": BAD,
    "stub.pyi": BAD,
    "notes.txt": BAD,
    "inner/deep/low.py": BAD,
    "inner/test_it.py": BAD,
    ".hidden/secret.py": BAD,
    ".dot.py": BAD,
    "__pycache__/left.py": BAD,
    "node_modules/thing.py": BAD,
    "env/pyvenv.cfg": "home = /usr",
    "env/lib/module.py": BAD,
    "build/copy.py": BAD,
}


def lay(folder: Path, files: dict[str, str]) -> None:
    """Write some files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with what a folder should leave out."""
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, TREE)
    return tmp_path


def looked(capfd: pytest.CaptureFixture[str], *arguments: str) -> set[str]:
    """The names of the files that a call looks at."""
    status_of(["preflight", "--format", "jsonl", *arguments])
    return {json.loads(line)["file"] for line in capfd.readouterr().out.splitlines()}


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        pytest.param(
            ["."],
            {"top.py", "window.pyw", ".dot.py", "inner/deep/low.py", "inner/test_it.py"},
            id="a folder leaves out what is hidden, installed, cached or built",
        ),
        pytest.param(["inner"], {"inner/deep/low.py", "inner/test_it.py"}, id="a folder below"),
        pytest.param(["env/lib/module.py"], {"env/lib/module.py"}, id="a file that is named always counts"),
        pytest.param(["build"], {"build/copy.py"}, id="a folder that is named counts, whatever its name"),
        pytest.param(
            ["notes.txt", "stub.pyi"], {"notes.txt", "stub.pyi"}, id="any suffix, where it is named"
        ),
        pytest.param(["*.py"], {"top.py"}, id="a pattern"),
        pytest.param(
            ["**/*.py"],
            {
                "top.py",
                "inner/deep/low.py",
                "inner/test_it.py",
                *({"__pycache__/left.py", "node_modules/thing.py", "env/lib/module.py", "build/copy.py"}),
            },
            id="a pattern for any depth means what it says",
        ),
        pytest.param(["inn*"], {"inner/deep/low.py", "inner/test_it.py"}, id="a pattern for folders"),
        pytest.param(["top.*"], {"top.py"}, id="a pattern for any suffix"),
        pytest.param(
            ["top.py", "./top.py", "."],
            {"top.py", "window.pyw", ".dot.py"} | {"inner/deep/low.py", "inner/test_it.py"},
            id="each file once",
        ),
        pytest.param(
            [".", "--exclude", "inner"], {"top.py", "window.pyw", ".dot.py"}, id="a folder excluded"
        ),
        pytest.param(
            ["inner", "--exclude", "test_*"], {"inner/deep/low.py"}, id="a pattern for names excluded"
        ),
        pytest.param(["inner", "--exclude", "inner/deep/*.py"], {"inner/test_it.py"}, id="a path excluded"),
        pytest.param(
            ["inner/test_it.py", "--exclude", "test_*"], {"inner/test_it.py"}, id="excluded, but named"
        ),
        pytest.param(
            ["top.py", "inner/test_it.py", "--exclude", "inner", "--force-exclude"],
            {"top.py"},
            id="excluded, and named",
        ),
    ],
)
def test_what_is_looked_at(arguments: list[str], names: set[str], capfd: pytest.CaptureFixture[str]) -> None:
    """Files as they are named, folders without what is no program of the project."""
    assert looked(capfd, *arguments) == names


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        pytest.param(["top.py"], 1, "Found 1 error in 1 file", id="one file"),
        pytest.param(["."], 1, "Found 5 errors in 5 files", id="a folder"),
        pytest.param([".", "--ignore", "undefined-name"], 0, "Nothing found in 5 files", id="rule ignored"),
        pytest.param([".", "--select", "zero-division"], 0, "Nothing found", id="another rule selected"),
        pytest.param(["empty"], 0, "Nothing found in 0 files", id="a folder without programs"),
        pytest.param([".", "missing.py"], 2, "missing.py: No such file", id="one that is not there"),
        pytest.param(["*.nothing"], 2, "No file has such a name", id="a pattern that nothing fits"),
        pytest.param([".", "--select", "undefined"], 2, "there is no rule 'undefined'", id="no such rule"),
        pytest.param([".", "--ignore", "undefined-nam"], 2, "did you mean 'undefined-name'", id="misspelt"),
        pytest.param([".", "--unsafe-fixes"], 2, "goes with", id="unsafe, but nothing to be fixed"),
        pytest.param(["-", "--fix", "--format", "json"], 2, "standard output", id="two things for one pipe"),
        pytest.param([".", "--diff", "--format", "sarif"], 2, "--diff goes with", id="two answers at once"),
        pytest.param(["a\0b"], 2, "cannot read a", id="a name that cannot be one"),
    ],
)
def test_how_it_ends(
    arguments: list[str], status: int, said: str, tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """One line sums it up; wrong usage says what is wrong, and nothing is looked at."""
    (tree / "empty").mkdir()
    assert status_of(["preflight", *arguments]) == status
    captured = capfd.readouterr()
    assert said in (captured.err if status == 2 else captured.out.splitlines()[-1])
    assert "Traceback" not in captured.err


def test_links(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A link to a file is a file; links to folders are not followed, so they may form a ring."""
    (tree / "inner" / "linked.py").symlink_to(tree / "top.py")
    (tree / "inner" / "ring").symlink_to(tree)
    (tree / "inner" / "broken.py").symlink_to(tree / "nowhere.py")
    assert looked(capfd, "inner") == {"inner/deep/low.py", "inner/test_it.py", "inner/linked.py"}


def test_what_is_no_file_is_not_opened(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A pipe in a folder would never end."""
    os.mkfifo(tree / "inner" / "pipe.py")
    assert looked(capfd, "inner") == {"inner/deep/low.py", "inner/test_it.py"}


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null"])
def test_devices(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """One that never ends is refused when it gets too long; an empty one is an empty program."""
    status = status_of(["preflight", name])
    assert (status, "more than 20 MB" in capfd.readouterr().err) in {(2, True), (0, False)}


def test_a_closed_folder_is_said(tree: Path) -> None:
    """What cannot be opened is named; the rest is looked at, and the exit status tells."""
    lay(tree, {"some/good.py": "x = 1\n", "some/closed/bad.py": BAD})
    (tree / "some" / "closed").chmod(0)
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_OVERRIDE, *COMMAND, "some"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    (tree / "some" / "closed").chmod(0o755)
    assert ended.returncode == 3
    assert "some/closed was not looked at" in ended.stderr
    assert ended.stdout.splitlines()[-1] == "Nothing found in 1 file; 1 file not looked at"


WITHOUT_OVERRIDE = (
    "import ctypes, os, sys; prctl = ctypes.CDLL(None).prctl; prctl(24, 1, 0, 0, 0); prctl(24, 2, 0, 0, 0);"
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""Takes from root what lets it open every file; for anybody else it does nothing."""


@pytest.mark.parametrize("number", [3, 40])
def test_many_files_load_no_sandbox(number: int, tmp_path: Path) -> None:
    """Few or many, in order, on all cores, and nothing of what runs programs is loaded."""
    lay(tmp_path, {f"m{place:03}.py": "print(totl)\n" if place % 2 else "x = 1\n" for place in range(number)})
    code = (
        "import sys; from analyzer.doors.command_line import status_of\n"
        "status_of(['preflight', '--format', 'github', '.'])\n"
        "heavy = {'executor.zygote', 'executor.sandbox.probe', 'rich.console', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    named = [re.findall(r"file=(\w+)", line) for line in ended.stdout.splitlines()]
    assert named == [[f"m{place:03}"] for place in range(1, number, 2)]
    assert ended.stderr == "[]\n"


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


def test_a_pipe_is_read_once(tree: Path) -> None:
    """`raydx preflight <(command)` names a pipe."""
    reading, writing = os.pipe()
    os.write(writing, BAD.encode())
    os.close(writing)
    ended = subprocess.run(
        [*COMMAND, f"/dev/fd/{reading}"],
        cwd=tree,
        pass_fds=[reading],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(reading)
    assert (ended.returncode, "`totl` is not defined" in ended.stdout) == (1, True)


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
