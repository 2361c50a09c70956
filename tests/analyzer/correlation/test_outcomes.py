"""Every finding is told what became of it, and every failure its category."""

from collections.abc import Iterator

import pytest

from analyzer import Analyzer, Limits

ON_THE_WAY = "def f():\n    return totl\n\ntotal = 1\n"


@pytest.fixture(scope="module")
def analyzer() -> Iterator[Analyzer]:
    """One analyzer for all."""
    with Analyzer() as opened:
        yield opened


@pytest.mark.parametrize(
    ("code", "outcomes"),
    [
        pytest.param("total = 1\nprint(totl)", {(2, "confirmed")}, id="the name that failed"),
        pytest.param(ON_THE_WAY + "f()", {(2, "confirmed")}, id="a name that failed in a function"),
        pytest.param(ON_THE_WAY + "print(1)", {(2, "not_reached")}, id="a function that nobody calls"),
        pytest.param(
            ON_THE_WAY + "1 / (total - 1)\nf()", {(2, "not_reached"), (5, None)}, id="the run ended before"
        ),
        pytest.param("total = 1\nx = True or totl", {(2, "not_reached")}, id="an operand that was skipped"),
        pytest.param(
            "total = 1\ntry:\n    print(totl)\nexcept Exception:\n    print('caught')",
            {(3, "confirmed")},
            id="a failure that was caught",
        ),
        pytest.param("import sklearn.linear_model", {(1, "confirmed")}, id="a module below a missing one"),
        pytest.param("from math import squareroot", {(1, "confirmed")}, id="a member that is not there"),
        pytest.param("import os\nprint(os.name)", {(1, "confirmed")}, id="an import that was refused"),
        pytest.param(
            "def f(x):\n    net = net(x) - net(1)\n    return net\n\nf(1)",
            {(2, "confirmed")},
            id="a name that stands twice on its line",
        ),
    ],
)
def test_tells_what_became_of_a_finding(
    analyzer: Analyzer, code: str, outcomes: set[tuple[int, str | None]]
) -> None:
    """Confirmed where the run failed on it, not reached where it may have been passed by."""
    report = analyzer.diagnose(code, level=2)
    found = {(finding.line_number, finding.outcome) for finding in report.preflight.findings}
    assert found
    assert found <= outcomes


def test_a_name_that_comes_unseen_refutes_its_finding(analyzer: Analyzer) -> None:
    """A finding on a line that ran on without failing was wrong, and is called so."""
    code = "import builtins\nsetattr(builtins, 'tot' + 'al', 1)\nprint(total)"
    report = analyzer.diagnose(code, level=2)
    assert report.success
    assert {finding.outcome for finding in report.preflight.findings} <= {"refuted"}


@pytest.mark.parametrize(
    ("code", "category"),
    [
        pytest.param("print(1)", None, id="a success has none"),
        pytest.param("def f(:", "syntax_error", id="no Python"),
        pytest.param("return 1", "syntax_error", id="what only the compiler refuses"),
        pytest.param("1 / 0", "runtime_error", id="an exception"),
        pytest.param("import no_such_module", "import_error", id="a module that is not there"),
        pytest.param("from math import nothing", "import_error", id="a member that is not there"),
        pytest.param("import subprocess", "security_error", id="a refused module"),
        pytest.param("open('/etc/passwd')", "security_error", id="a file outside"),
        pytest.param(
            "try:\n    open('/etc/passwd')\nexcept OSError:\n    1 / 0", "runtime_error", id="another"
        ),
        pytest.param("while True: pass", "timeout_error", id="no end"),
        pytest.param("x = bytearray(10**9)", "memory_error", id="too much at once"),
        pytest.param("raise MemoryError('mine')", "memory_error", id="a MemoryError of its own"),
        pytest.param("raise SystemExit(4)", "runtime_error", id="an exit code"),
    ],
)
def test_names_the_category(analyzer: Analyzer, code: str, category: str | None) -> None:
    """The parent's word comes first, then refusals, then the exception."""
    assert analyzer.diagnose(code, level=1, limits=Limits(seconds=1)).error_category == category
