"""A chosen Python: it is asked what it is, programs run in it, and what cannot be one is said."""

import stat
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from analyzer.session import Analyzer
from executor.describing import OLDEST, installation_at, installation_of
from executor.sandbox.unavailable import SandboxUnavailable
from executor.zygote import Zygote
from knowledge.interpreter import HERE
from knowledge.limits import Limits
from tests.processes import eventually

PARCELS = """
import os
from pathlib import Path
def here():
    return os.path.basename(os.getcwd())
WEIGHT = (Path(__file__).parent / "weight.txt").read_text()
"""


def package(site: Path, name: str, text: str = PARCELS) -> None:
    """Put a package with its release's record and a file of data into a directory."""
    (site / name).mkdir(parents=True)
    (site / name / "__init__.py").write_text(text, encoding="utf-8")
    (site / name / "weight.txt").write_text("heavy", encoding="utf-8")
    (site / f"{name}-1.0.dist-info").mkdir()


def environment(folder: Path) -> Path:
    """Make a virtual environment of this Python, without anything in it."""
    venv.create(folder, symlinks=True)
    return next((folder / "lib").glob("python*/site-packages"))


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Analyzer, Path]]:
    """One that programs run in: an environment with a package, and a directory with another."""
    folder, own = tmp_path_factory.mktemp("chosen") / "Ein Ordner ä", tmp_path_factory.mktemp("own") / "ö"
    site, elsewhere = environment(folder), tmp_path_factory.mktemp("elsewhere")
    package(site, "parcels")
    package(elsewhere, "stamps")
    (site / "stamps.pth").write_text(f"{elsewhere}\nimport builtins; builtins.spoilt = 1\n", encoding="utf-8")
    package(own, "letters")
    (own / "secret.txt").write_text("readable", encoding="utf-8")
    with Analyzer(python=folder, paths=[own], allow=["shutil"]) as analyzer:
        yield analyzer, own


def said(analyzer: Analyzer, code: str, **options: Any) -> str:  # noqa: ANN401 - as diagnose
    """What a program printed, or how it failed."""
    report = analyzer.diagnose(code, level=2, limits=Limits(seconds=10), **options)
    return report.execution_result.stdout.strip() if report.success else str(report.error_summary)


PROGRAMS = {
    "a package of the environment, its own imports and its data": (
        "import parcels\nprint(parcels.here(), parcels.WEIGHT)",
        "empty heavy",
    ),
    "a package of the operator": ("import letters\nprint(letters.here(), letters.WEIGHT)", "empty heavy"),
    "a package that a file of paths leads to": ("import stamps\nprint(stamps.here())", "empty"),
    "nothing that such a file does": ("print('spoilt' in dir(__builtins__))", "False"),
    "a module that the operator allows": ("import shutil\nprint(shutil.__name__)", "shutil"),
    "what comes with Python": ("import json\nprint(json.dumps([1]))", "[1]"),
}


@pytest.mark.parametrize(("code", "printed"), PROGRAMS.values(), ids=PROGRAMS)
def test_programs_run_in_it(chosen: tuple[Analyzer, Path], code: str, printed: str) -> None:
    """With what is installed there, and what the operator adds; nothing is found missing before."""
    analyzer, _ = chosen
    assert analyzer.preflight(code).findings == ()
    assert said(analyzer, code) == printed


REFUSED = {
    "a module that is installed here and not there": ("import pydantic", "pydantic"),
    "a module that nobody allows": ("import os", "os"),
    "what an allowed module could do": ("import shutil\nshutil.rmtree('/tmp')", "outside of the sandbox"),
}


@pytest.mark.parametrize(("code", "reason"), REFUSED.values(), ids=REFUSED)
def test_nothing_else_does(chosen: tuple[Analyzer, Path], code: str, reason: str) -> None:
    """What is missing or refused there fails there."""
    assert reason in said(chosen[0], code)


@pytest.mark.parametrize("code", ["import pydantic", "import os"], ids=["missing", "refused"])
def test_what_fails_there_is_said_before_the_run(chosen: tuple[Analyzer, Path], code: str) -> None:
    """By the same knowledge."""
    (finding,) = chosen[0].preflight(code).findings
    assert finding.severity == "error"


def test_members_are_those_of_the_environment(chosen: tuple[Analyzer, Path]) -> None:
    """What the package there holds is found out, and a fix is proven there."""
    code = "import parcels\nprint(parcels.heer())"
    assert eventually(lambda: bool(chosen[0].preflight(code).findings))  # nobody waits long for the answer
    report = chosen[0].diagnose(code)
    assert [finding.replacement for finding in report.preflight.findings] == ["here"]
    assert report.recovery_options[0].verdict == "verified"


def test_files_of_the_operator_are_read_only(chosen: tuple[Analyzer, Path]) -> None:
    """All that lies below his directory can be read, in every policy, and nothing written."""
    analyzer, own = chosen
    assert said(analyzer, f"print(open({str(own / 'secret.txt')!r}).read())") == "readable"
    for policy in ("strict", "standard", "open"):
        assert "Error" in said(analyzer, f"open({str(own / 'new.txt')!r}, 'w')", policy=policy)
    assert not (own / "new.txt").exists()


def test_allowing_for_one_call(chosen: tuple[Analyzer, Path]) -> None:
    """Added to what is allowed always; the next call is as before."""
    analyzer, _ = chosen
    code = "import os, shutil\nprint(os.sep)"
    assert said(analyzer, code, allow=["os"]) == "/"
    assert analyzer.preflight(code, allow=["os"]).ok and not analyzer.preflight(code).ok
    assert "os" in said(analyzer, code)
    sandbox = analyzer.diagnose(code, allow=["os"]).sandbox
    assert sandbox is not None and sandbox.allowed_imports == ("os", "shutil")


def test_nothing_of_ours_is_needed_or_found_there(chosen: tuple[Analyzer, Path]) -> None:
    """The environment has no raydx in it, and a program sees none."""
    for name in ("executor", "knowledge", "analyzer"):
        assert "no module" in said(chosen[0], f"import {name}").lower()


def executable(path: Path, text: str) -> Path:
    """A file that can be executed."""
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


NONE = {
    "nothing there": ("nowhere/python", "found no file"),
    "an empty path": ("", "empty path"),
    "no such command": ("no-such-python-3", "found no command"),
    "a folder without an environment": (".", "found no file"),
    "no Python": ("/bin/true", "is none"),
    "a file that cannot be executed": ("plain.txt", "did not answer"),
    "an old one": ("old", "found 3.11.7"),
    "an ancient one": ("ancient", "found 2.7.18"),
    "one that fails later": ("broken", "found 3.12.0"),
    "one that prints what it likes": ("talker", "is none"),
}


@pytest.mark.parametrize(("name", "reason"), NONE.values(), ids=NONE)
def test_what_is_none_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    """With what was found, and what was expected."""
    (tmp_path / "plain.txt").write_text("text", encoding="utf-8")
    for fake, prints in (("old", "3.11.7"), ("ancient", "2.7.18"), ("broken", "3.12.0"), ("talker", "hello")):
        executable(tmp_path / fake, f"#!/bin/sh\necho {prints}\n")
    monkeypatch.chdir(tmp_path)
    meant = str(tmp_path / name) if (tmp_path / name).is_file() else name
    with pytest.raises(ValueError, match=reason) as raised:
        Analyzer(python=meant)
    assert "3.12 or newer" in str(raised.value)


@pytest.mark.parametrize(
    ("paths", "kind"),
    [("src", TypeError), (3, TypeError), ([3], TypeError), (["nowhere"], ValueError), (["/"], ValueError)],
    ids=["a text", "a number", "a number in it", "nothing there", "everything"],
)
def test_paths_that_are_none_are_said(paths: Any, kind: type[Exception]) -> None:  # noqa: ANN401 - anything
    """With what was found."""
    with pytest.raises(kind, match="found"):
        Analyzer(paths=paths)


def test_a_python_that_is_a_number_is_said() -> None:
    """By its type."""
    with pytest.raises(TypeError, match="found 3"):
        installation_of(3)  # type: ignore[arg-type]  # what is tried


def test_this_python_describes_itself() -> None:
    """As it is, with a path that leads to its own library."""
    found = installation_at(sys.executable)
    assert (found.interpreter.version, found.interpreter.tag) == (HERE.version, HERE.tag)
    assert found.interpreter.finds("json") and found.interpreter.finds("sys")
    assert not found.interpreter.finds("no_such_module")


def others() -> Iterator[str]:
    """Interpreters of another release on this machine, new enough."""
    known = [which(f"python3.{minor}") for minor in range(OLDEST[1], 16)]
    known += sorted(map(str, (Path.home() / ".pyenv" / "versions").glob("3.*/bin/python")))
    for path in filter(None, known):
        try:
            found = installation_at(path).interpreter
        except ValueError:
            continue
        if found.release != HERE.release:
            yield path


def test_another_release_of_python(tmp_path: Path) -> None:
    """It runs the program, judges its syntax, and knows its own library; where it stands is told."""
    other = next(others(), None)
    if other is None:
        pytest.skip("there is no other Python here")
    package(tmp_path, "letters")
    with Analyzer(python=other, paths=[tmp_path]) as analyzer:
        number = analyzer.interpreter.number
        code = "import sys, letters\nprint('.'.join(map(str, sys.version_info[:3])), letters.WEIGHT)"
        assert said(analyzer, code) == f"{number} heavy"
        events: list[Any] = []
        code, limits = "x = 1\nwhile True:\n    x = 2", Limits(seconds=1.2)
        stuck = analyzer.diagnose(code, level=4, limits=limits, on_event=events.append)
        assert "line" in [event.kind for event in events] and events[-1].kind == "ended"
        assert stuck.error_category == "timeout_error" and stuck.error_details is not None
        assert stuck.error_details.line_number in {2, 3}
        assert stuck.system_state is not None and stuck.system_state.python_version == number
        assert stuck.sandbox is not None and stuck.sandbox.python_version == number
        defaults = analyzer.diagnose("class A[T=int]: pass")
        assert (defaults.error_category == "syntax_error") == (analyzer.interpreter.release < (3, 13))
        old = analyzer.preflight("import cgi")
        assert old.ok == (analyzer.interpreter.release < (3, 13))


def test_an_interpreter_that_vanishes(tmp_path: Path) -> None:
    """Removed after it was chosen, it cannot run anything, and that is said."""
    environment(tmp_path / "short")
    found = installation_at(tmp_path / "short")
    (tmp_path / "short" / "bin" / "python").unlink()
    with Zygote(found) as zygote, pytest.raises(SandboxUnavailable, match="python"):
        zygote.start()


def test_what_only_the_caller_finds_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs do not see the caller's own directories, and pre-flight knows that."""
    (tmp_path / "callers_own.py").write_text("x = 1", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with Analyzer() as analyzer:
        report = analyzer.diagnose("import callers_own", level=3)
    assert report.error_category == "import_error"
    assert [finding.outcome for finding in report.preflight.findings] == ["confirmed"]
