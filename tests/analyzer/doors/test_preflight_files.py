"""Which programs `raydx preflight` looks at, and how it ends."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer.doors.command_line import status_of
from tests.analyzer.doors.project import BAD, COMMAND, lay


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
