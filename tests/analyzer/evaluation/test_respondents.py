"""Those who are asked: each says of a program what its makers made it say."""

from collections.abc import Iterator

import pytest

from analyzer.evaluation.answer import Answer
from analyzer.evaluation.case import FINE, Case, Expectation
from analyzer.evaluation.judging import asked, judged, tasks_of
from analyzer.evaluation.peers import PEERS, RESPONDENTS, respondents_named
from analyzer.evaluation.respondent import Respondent, always_here, one_by_one
from analyzer.evaluation.respondents import pyflakes, pyright, ruff
from analyzer.evaluation.static_tool import Said
from analyzer.session import Analyzer
from knowledge.diagnosis import Category
from knowledge.limits import Limits

HERE = [name for name, one in RESPONDENTS.items() if one.missing() is None]
RUNNING = [name for name in HERE if not RESPONDENTS[name].mute]
STATIC = [name for name in HERE if RESPONDENTS[name].mute]
TYPO = "total = 1\nprint('é', totl)\n"


@pytest.fixture(scope="module")
def analyzer() -> Iterator[Analyzer]:
    """One warm process for all."""
    with Analyzer() as warm:
        yield warm


def program(code: str, **changed: object) -> Case:
    """A case of which nothing is expected."""
    return Case("case", "here", "any", code, Expectation(), **changed)  # type: ignore[arg-type]  # whatever a case has


def ask(name: str, analyzer: Analyzer, *codes: str) -> list[Answer]:
    """Ask one about programs."""
    return asked([program(code) for code in codes], RESPONDENTS[name], analyzer)


@pytest.mark.parametrize("name", RUNNING)
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("print(1)\n", (FINE, None, None, None), id="a program that is fine"),
        pytest.param(TYPO, ("runtime_error", "NameError", 2, 11), id="a name, behind a letter of two bytes"),
        pytest.param("import numpi\n", ("import_error", "ModuleNotFoundError", 1, 0), id="a module"),
        pytest.param("def f()\n  pass\n", ("syntax_error", "SyntaxError", 1, 7), id="no Python"),
        pytest.param(
            "raise SystemExit(3)\n", ("runtime_error", "SystemExit", 1, 0), id="an exit that says failure"
        ),
    ],
)
def test_who_runs_a_program_tells_the_crash(
    name: str, code: str, expected: tuple[object, ...], analyzer: Analyzer
) -> None:
    """The same type and place, whoever is asked."""
    (answer,) = ask(name, analyzer, code)
    assert (answer.category, answer.type, answer.line, answer.column) == expected
    assert answer.trouble is None


@pytest.mark.parametrize("name", STATIC)
def test_who_reads_programs_finds_the_name(name: str, analyzer: Analyzer) -> None:
    """Each of several programs has its own answer; an unused import is no failure."""
    fine, typo, broken, poor, empty = ask(
        name, analyzer, "print(1)\n", TYPO, "def f()\n  pass\n", "import math\n", ""
    )
    assert [one.category for one in (fine, poor, empty)] == [FINE, FINE, FINE]
    assert (typo.births, typo.category, "totl" in typo.hint) == ((2,), "runtime_error", True)
    assert (broken.births, broken.category) == ((1,), "syntax_error")


@pytest.mark.parametrize("name", HERE)
@pytest.mark.parametrize(
    "code",
    [
        pytest.param("x = '\ud800'\n", id="a lone surrogate"),
        pytest.param("\x00", id="a NUL"),
        pytest.param("while True: pass\n", id="a program without end"),
        pytest.param("import os\nos._exit(0)\n", id="a program that ends at once"),
        pytest.param("print('x' * 5_000_000)\n", id="very much output"),
        pytest.param("class E(Exception):\n def __str__(self): return 1\nraise E\n", id="a broken message"),
        pytest.param("'''" + "\n" * 3000, id="a text without end"),
    ],
)
def test_nobody_is_broken_by_a_program(name: str, code: str, analyzer: Analyzer) -> None:
    """There is an answer, or the reason why there is none, and it can be marked."""
    respondent = RESPONDENTS[name]
    (task,) = tasks_of([program(code, limits=Limits(seconds=1.0))], respondent)
    (record,) = judged(task, respondent, analyzer)
    assert record.answer.seconds < 60.0
    assert record.answer.category in (*Category, FINE, None)
    record.answer.hint.encode()


def test_who_fails_has_not_answered(analyzer: Analyzer) -> None:
    """The reason is kept; nobody else is harmed."""

    def fail(case: Case, analyzer: Analyzer) -> Answer:
        raise ZeroDivisionError(f"{case.id} {analyzer is None}")

    answers = asked([program("")] * 2, Respondent("x", one_by_one(fail), always_here), analyzer)
    assert [answer.trouble for answer in answers] == ["ZeroDivisionError: case False"] * 2


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param((), ("raydx",), id="raydx alone"),
        pytest.param(("raydx",), ("raydx",), id="raydx is no peer of itself"),
        pytest.param(("ruff", "cpython", "ruff"), ("raydx", "ruff", "cpython"), id="each once, as asked"),
        pytest.param(("all",), ("raydx", *PEERS), id="everybody"),
    ],
)
def test_who_is_asked(names: tuple[str, ...], expected: tuple[str, ...]) -> None:
    """The first is always raydx."""
    assert tuple(one.name for one in respondents_named(names)) == expected


PYRIGHT = """{"generalDiagnostics": [
 {"file": "/x/case_00001.py", "severity": "error", "message": "\\"a\\" is unknown import symbol",
  "rule": "reportAttributeAccessIssue", "range": {"start": {"line": 0, "character": 3}}},
 {"file": "/x/case_00001.py", "severity": "warning", "message": "m", "rule": "r",
  "range": {"start": {"line": 4, "character": 0}}},
 {"file": "/x/case_00002.py", "severity": "error", "message": "Expected \\":\\"",
  "range": {"start": {"line": 1, "character": 0}}}]}"""
RUFF = """[{"filename": "/x/a.py", "code": "F821", "message": "x", "location": {"row": 2, "column": 1}},
 {"filename": "/x/a.py", "code": "F401", "message": "unused", "location": {"row": 1, "column": 1}},
 {"filename": "/x/a.py", "code": null, "message": "Expected", "location": {"row": 3, "column": 1}}]"""
PYFLAKES = (
    "/x/a.py:2:1: undefined name 'x'\n/x/a.py:1:1: 'os' imported but unused\n/x/a.py:3:4: invalid syntax\n"
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            pyright.read(PYRIGHT), [(1, "import_error"), (5, None), (2, "syntax_error")], id="pyright"
        ),
        pytest.param(ruff.read(RUFF), [(2, "runtime_error"), (1, None), (3, "syntax_error")], id="ruff"),
        pytest.param(
            pyflakes.read(PYFLAKES), [(2, "runtime_error"), (1, None), (3, "syntax_error")], id="pyflakes"
        ),
    ],
)
def test_what_a_tool_prints_is_read(said: Iterator[Said], expected: list[tuple[int, str | None]]) -> None:
    """Lines count from 1; only what foretells a failure is an error."""
    assert [(one.line, one.category) for one in said] == expected


def test_a_suggestion_in_a_message_is_taken() -> None:
    """Where a tool says what was meant, it has suggested it."""
    said = Said("a.py", 1, "c", 'x is not defined, did you mean "y"?', "runtime_error")
    assert said.claim.replacement == "y"
