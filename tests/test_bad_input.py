"""Bad input, as the contract lists it: each gets a report that says what happened, and leaves nothing."""

import gc
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import psutil
import pytest

from analyzer import Analyzer, Limits
from analyzer.report.shapes.report import Report

FORGED = """\
import os, sys
record = b'{"success": true, "fault": null, "value": null}\\n'
for descriptor in range(3, 64):
    try:
        os.write(descriptor, record)
    except OSError:
        pass
os._exit(0)
"""
SWALLOWING = """\
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
SYNTAX = "syntax_error"
QUICK = Limits(seconds=2.0, memory_mb=100, output_mb=1)


@pytest.fixture(scope="module")
def analyzer() -> Iterator[Analyzer]:
    """One analyzer for all."""
    with Analyzer() as opened:
        yield opened


CASES = [
    pytest.param("", None, None, id="empty text is a program that does nothing"),
    pytest.param(" \n\t\n", None, None, id="blank lines are a program that does nothing"),
    pytest.param("# only a remark", None, None, id="a remark is a program that does nothing"),
    pytest.param(b"", None, None, id="no bytes are a program that does nothing"),
    pytest.param(bytes(range(256)), SYNTAX, "SyntaxError", id="binary data is no Python"),
    pytest.param(b"\x7fELF\x02\x01\x01" + b"\0" * 64, SYNTAX, "SyntaxError", id="an executable is no Python"),
    pytest.param("x = 1\0\n", SYNTAX, "SyntaxError", id="a NUL byte is no Python"),
    pytest.param("x = '\ud800'\nprint(1)", SYNTAX, None, id="a lone surrogate cannot be compiled"),
    pytest.param("(" * 10_000 + ")" * 10_000, SYNTAX, None, id="brackets nested 10,000 deep"),
    pytest.param("-" * 100_000 + "1", SYNTAX, None, id="signs nested 100,000 deep"),
    pytest.param("x" + ".a" * 50_000, SYNTAX, None, id="attributes nested 50,000 deep"),
    pytest.param("1" + "+1" * 100_000, SYNTAX, None, id="a sum of 100,000 terms"),
    pytest.param(
        "".join(f"{' ' * depth}if 1:\n" for depth in range(200)) + " " * 200 + "pass",
        SYNTAX,
        "IndentationError",
        id="blocks nested 200 deep",
    ),
    pytest.param("```\n```", None, None, id="empty fences hold a program that does nothing"),
    pytest.param("while True: print('x' * 1000)", "runtime_error", None, id="endless output is cut off"),
    pytest.param("while True: pass", "timeout_error", "ExecutionTimeout", id="an endless loop is ended"),
    pytest.param(SWALLOWING, "timeout_error", "ExecutionTimeout", id="a loop that swallows all is ended"),
    pytest.param(
        "import time\ntime.sleep(1e6)", "timeout_error", "ExecutionTimeout", id="a sleeper is ended"
    ),
    pytest.param("x = []\nwhile True: x.append(' ' * 10**6)", "memory_error", "MemoryError", id="a hoarder"),
    pytest.param("import sys\nsys.exit(3)", "runtime_error", "SystemExit", id="an exit code is a failure"),
]


@pytest.mark.parametrize(("code", "category", "kind"), CASES)
def test_gets_a_report(analyzer: Analyzer, code: str | bytes, category: str | None, kind: str | None) -> None:
    """The report names the category, and the type where one is certain; its JSON can be written."""
    report = analyzer.diagnose(code, limits=QUICK, level=4)
    assert report.error_category == category
    assert kind is None or (report.error_details is not None and report.error_details.error_type == kind)
    assert Report.model_validate_json(report.model_dump_json()) == report


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", id="it kills itself"),
        pytest.param("import os\nos.abort()", id="it aborts"),
        pytest.param("import os\nos._exit(0)", id="it leaves without a word"),
        pytest.param("import ctypes\nctypes.string_at(0)", id="it reads where nothing is"),
        pytest.param(FORGED, id="it forges our messages"),
    ],
)
def test_never_calls_a_vanished_program_a_success(analyzer: Analyzer, code: str) -> None:
    """A program that ends without its own true record has not succeeded, whatever it wrote."""
    report = analyzer.diagnose(code, policy="standard", limits=QUICK)
    assert not report.success
    assert report.error_category in ("runtime_error", "security_error")
    assert report.error_summary


def test_ten_megabytes_are_answered(analyzer: Analyzer) -> None:
    """A huge text is run or refused, never waited for; the static pass says what it left out."""
    code = "x = 1\n" * 1_700_000
    report = analyzer.diagnose(code, limits=QUICK, level=1)
    assert report.error_category in ("memory_error", "timeout_error")
    assert analyzer.preflight(code).rules_not_run


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        pytest.param({"code": 3}, TypeError, id="code that is no text"),
        pytest.param({"code": None}, TypeError, id="no code"),
        pytest.param({"code": "1", "policy": "lax"}, ValueError, id="a policy that is none"),
        pytest.param({"code": "1", "level": 5}, ValueError, id="a level that is none"),
        pytest.param({"code": "1", "level": True}, ValueError, id="a truth value as level"),
        pytest.param({"code": "1", "limits": 3}, TypeError, id="limits that are none"),
        pytest.param({"code": "1", "stdin": 3}, TypeError, id="standard input that is no text"),
        pytest.param({"code": "1", "on_event": 3}, TypeError, id="a listener that cannot be called"),
        pytest.param({"code": "1", "assigned_by": 3}, TypeError, id="a label that is no text"),
    ],
)
def test_wrong_arguments_are_the_callers_fault(
    analyzer: Analyzer, arguments: dict[str, object], error: type[Exception]
) -> None:
    """What the caller got wrong is an exception; what the program got wrong never is."""
    with pytest.raises(error):
        analyzer.diagnose(**arguments)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"memory_mb": -1}, {"output_mb": float("inf")}])
def test_limits_that_limit_nothing_are_refused(limits: dict[str, float]) -> None:
    """A limit is above zero and finite."""
    with pytest.raises(ValueError, match="should be above 0"):
        Limits(**limits)


def test_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After programs that vanish, hang and fail, no process, descriptor or file is left."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = belongings()
    with Analyzer() as opened:
        for code in ("while True: pass", "import os\nos._exit(0)", "1/0", "print(1)"):
            opened.diagnose(code, policy="standard", limits=Limits(seconds=0.3), level=1)
    gc.collect()
    assert belongings() == before


def belongings() -> tuple[list[int], int, list[str]]:
    """The children, the number of open descriptors, and the temporary files of this process."""
    children = [child.pid for child in psutil.Process().children(recursive=True)]
    ours = sorted(path.name for path in Path(gettempdir()).iterdir())
    return children, len(list(Path("/proc/self/fd").iterdir())), ours
