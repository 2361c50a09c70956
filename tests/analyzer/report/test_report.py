"""A report says what the run showed, whoever saw it, and survives whatever a program puts into it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from analyzer.report.build import report_of
from analyzer.report.shapes import Report
from knowledge.cause import Cause, Certainty
from knowledge.diagnosis import Category, Diagnosis, NextError, Option, Verdict
from knowledge.event import Event
from knowledge.finding import Edit, Finding, Outcome, Severity, Span
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.provenance import Evidence, Link
from knowledge.run import (
    Claims,
    Ending,
    Fault,
    Frame,
    Isolation,
    Operand,
    Refusal,
    Run,
    Step,
    Stream,
    Trace,
)
from knowledge.source import source_of
from knowledge.value import Value

NOW = datetime(2025, 1, 28, 10, 30, tzinfo=UTC)
CODE = "total = 3\nprint(total / 0)\n"
HERE = Span(2, 6, 2, 15)
FRAME = Frame("<string>", "<module>", 2, "print(total / 0)", HERE, {"total": Value("int", "3", scalar=3)})
FAULT = Fault("ZeroDivisionError", "division by zero", (FRAME,), text="Traceback ...")
RUN = Run(
    ending=Ending.EXITED,
    exit_code=1,
    signal=None,
    seconds=0.01,
    peak_bytes=2_540_000,
    stdout=Stream("hello\n", 6, cut=False),
    stderr=Stream("", 0, cut=False),
    policy="strict",
    limits=Limits(),
    isolation=Isolation("full", {"landlock": "active", "cgroup": "not permitted"}),
    claims=Claims.KEPT,
    variables={"total": Value("int", "3", scalar=3)},
    fault=FAULT,
    trace=Trace((Step("<module>", 1), Step("<module>", 2)), {1: 1, 2: 1}, complete=True),
)
CAUSE = Cause("zero-literal", "the divisor is written as 0", HERE, immediate="`0` is 0", factors=("late",))


def diagnosis(code: str = CODE, run: Run | None = RUN, **changes: Any) -> Diagnosis:  # noqa: ANN401 - any field
    """A failed run of a small program."""
    source = source_of(code)
    category = changes.pop("category", Category.RUNTIME)
    return Diagnosis(source, program_of(source), changes.pop("findings", ()), run, category, **changes)


def told(of: Diagnosis, level: int = 3) -> Report:
    """The report on a diagnosis."""
    return report_of(of, level=level, execution_id="exec_1", timestamp=NOW)


def ended(ending: Ending, **changes: Any) -> Run:  # noqa: ANN401 - any field
    """A run that the parent ended, or that left no exception."""
    return replace(RUN, **{"ending": ending, "exit_code": None, "fault": None, **changes})


@pytest.mark.parametrize(
    ("run", "category", "error_type", "message", "line"),
    [
        pytest.param(RUN, Category.RUNTIME, "ZeroDivisionError", "division by zero", 2, id="an exception"),
        pytest.param(
            ended(Ending.TIMEOUT, limits=Limits(seconds=30)),
            Category.TIMEOUT,
            "ExecutionTimeout",
            "Code execution exceeded 30 second timeout",
            2,
            id="out of time, last line from the trace",
        ),
        pytest.param(
            ended(Ending.TIMEOUT, stuck=(replace(FRAME, line=1, span=None),), limits=Limits(seconds=0.5)),
            Category.TIMEOUT,
            "ExecutionTimeout",
            "Code execution exceeded 0.5 second timeout",
            1,
            id="out of time, stack read from outside",
        ),
        pytest.param(
            ended(Ending.MEMORY),
            Category.MEMORY,
            "MemoryError",
            "Memory limit of 100MB exceeded",
            2,
            id="memory",
        ),
        pytest.param(
            replace(RUN, fault=replace(FAULT, type="MemoryError", message="")),
            Category.MEMORY,
            "MemoryError",
            "Memory limit of 100MB exceeded",
            2,
            id="an exception without words",
        ),
        pytest.param(
            ended(Ending.SIGNALLED, signal=11),
            Category.RUNTIME,
            "ProcessKilled",
            "The process was ended by SIGSEGV (Segmentation fault)",
            2,
            id="a crash",
        ),
        pytest.param(
            ended(Ending.SIGNALLED, signal=64, trace=Trace()),
            Category.RUNTIME,
            "ProcessKilled",
            "The process was ended by SIGRTMAX (Real-time signal 30)",
            None,
            id="a signal that hardly anybody knows, and no trace",
        ),
        pytest.param(
            ended(Ending.OUTPUT),
            Category.RUNTIME,
            "OutputLimitExceeded",
            "Output limit of 1MB exceeded",
            2,
            id="output",
        ),
        pytest.param(
            ended(Ending.EXITED, exit_code=3),
            Category.RUNTIME,
            "SystemExit",
            "The program ended with exit code 3",
            2,
            id="left without an exception",
        ),
        pytest.param(
            ended(Ending.EXITED, exit_code=0, claims=Claims.MISSING),
            Category.RUNTIME,
            "MissingRecord",
            "The process ended with exit code 0 before the program had ended",
            2,
            id="claims success and leaves no record",
        ),
        pytest.param(
            ended(Ending.EXITED, exit_code=0, claims=Claims.INCONSISTENT),
            Category.RUNTIME,
            "InconsistentRecord",
            "The process left a record that contradicts how it ended",
            2,
            id="lies",
        ),
    ],
)
def test_failure(run: Run, category: Category, error_type: str, message: str, line: int | None) -> None:
    """Type, words and line of every way to fail; the exception is told as well."""
    report = told(diagnosis(run=run, category=category))
    details, exception = report.error_details, report.execution_result.exception_info
    assert details and exception
    assert (details.error_type, details.error_message, details.line_number) == (error_type, message, line)
    assert (exception.type, exception.message) == (error_type, message)
    assert message in exception.full_traceback or run.fault
    assert details.context and details.suggestions and not report.success
    assert report.error_summary and report.error_summary.startswith(error_type)
    assert report.execution_status == "error_occurred"


def test_success() -> None:
    """A success has a value and no error anywhere."""
    run = ended(Ending.EXITED, exit_code=0, value=Value("str", "'a'", scalar="a"))
    report = told(diagnosis(run=run, category=None))
    assert report.success and report.execution_status == "completed"
    assert report.execution_result.return_value == "'a'"
    assert report.execution_result.memory_used == "2.5MB"
    assert (report.error_category, report.error_details, report.error_summary) == (None, None, None)
    assert (report.partial_results, report.root_cause, report.recovery_options) == (None, None, ())


def test_not_run() -> None:
    """What is no Python gives empty results of the right types."""
    finding = Finding("syntax-error", Severity.ERROR, Span(2, 3, 2, 4), "invalid syntax", "IndentationError")
    report = told(diagnosis("x = 1\nif\n", None, category=Category.SYNTAX, findings=(finding,)))
    details, exception = report.error_details, report.execution_result.exception_info
    assert details and exception
    assert report.execution_status == "not_run"
    assert (details.error_type, details.problematic_code, details.line_number) == (
        "IndentationError",
        "if",
        2,
    )
    assert exception.full_traceback == '  File "<string>", line 2\n    if\nIndentationError: invalid syntax'
    result = report.execution_result
    assert (result.stdout, result.variables, result.exit_code, result.memory_used) == ("", {}, None, "0.0MB")
    assert report.sandbox is None and details.execution_context is None


FIX = Option(
    "fix_and_retry",
    "Divide by 2",
    Verdict.VERIFIED,
    "Change `0` to `2`",
    (Edit(Span(2, 14, 2, 15), "2"),),
    "total = 3\nprint(total / 2)\n",
)
PART = Option("partial_execution", "Run what worked", Verdict.VERIFIED, code_snippet="total = 3\n")
LOOK = Option(
    "debug_mode", "Look closer", Verdict.UNTESTED, next_steps=("print",), code_snippet="print(total)"
)
REFUTED = replace(FIX, verdict=Verdict.REFUTED, suggested_fix="Change `0` to `0.0`")
MOVES = replace(FIX, verdict=Verdict.MOVES_ON, next_error=NextError("KeyError", "'k'", 7))


def test_options() -> None:
    """Each way to go on has its own fields and no other; a refuted one is not offered."""
    report = told(diagnosis(options=(REFUTED, FIX, MOVES, PART, LOOK)))
    sent = json.loads(report.model_dump_json())["recovery_options"]
    assert [option["verdict"] for option in sent] == ["verified", "moves_on", "verified", "untested"]
    common = {"option", "description", "verdict"}
    own = {"suggested_fix", "edits", "fixed_code", "next_error"}
    assert [set(option) - common for option in sent] == [
        own,
        own,
        {"code_snippet"},
        {"next_steps", "code_snippet"},
    ]
    assert sent[1]["next_error"] == {"type": "KeyError", "message": "'k'", "line_number": 7}
    assert sent[0]["edits"][0]["column_number"] == 14


def test_summary_names_a_proven_fix() -> None:
    """One line says type, line, what and, where it is proven, the fix."""
    summary = told(diagnosis(cause=CAUSE, options=(FIX,))).error_summary
    assert summary == "ZeroDivisionError on line 2: `0` is 0; change `0` to `2` (verified)"
    assert (
        told(diagnosis(cause=CAUSE, options=(MOVES,))).error_summary
        == "ZeroDivisionError on line 2: `0` is 0"
    )


def test_summary_is_one_line() -> None:
    """However long and broken the message is."""
    run = replace(RUN, fault=replace(FAULT, message="a\nb" * 10_000))
    summary = told(diagnosis(run=run)).error_summary
    assert summary and "\n" not in summary and len(summary) < 300


def test_level_1_is_small() -> None:
    """The summary fits into a few hundred tokens, whatever the program printed and held."""
    big = Value("list", "[0, 1, 2, ...]" * 50)
    run = replace(
        RUN, stdout=Stream("x" * 60_000, 60_000, cut=False), variables={f"v{n}": big for n in range(200)}
    )
    report = told(diagnosis(run=run, cause=CAUSE, options=(FIX, PART, LOOK)), level=1)
    sent = report.model_dump_json()
    assert len(sent) < 1_800
    assert len(report.recovery_options) == 1
    assert {"preflight", "sandbox", "partial_results", "error_stream"}.isdisjoint(json.loads(sent))


def contained(less: Any, more: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether everything that `less` tells stands in `more` as well."""
    match less, more:
        case dict(), dict():
            return all(key in more and contained(value, more[key]) for key, value in less.items())
        case list(), list():
            pairs = zip(less, more, strict=False)
            return len(less) <= len(more) and all(contained(one, other) for one, other in pairs)
        case _:
            return bool(less == more)


FINDING = Finding(
    "zero-division", Severity.WARNING, HERE, "divides by 0", suggestions=("a", "b"), outcome=Outcome.CONFIRMED
)
PROVEN = replace(
    CAUSE,
    certainty=Certainty.LIKELY,
    evidence=(Evidence(1, "total", "3"),),
    provenance=(Link("born", HERE, "0", "0"),),
    suggestions=("Divide by something else", "Divide by 1"),
)
REFUSAL = Refusal("file_write", "/etc/passwd", 2, "kernel", "files_write")
EVENTS = (Event(NOW, "error", "it failed"),)


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize(
    "whole",
    [
        pytest.param(
            diagnosis(
                run=replace(RUN, refusals=(REFUSAL,), events=EVENTS),
                cause=PROVEN,
                options=(FIX, PART, LOOK),
                findings=(FINDING,),
            ),
            id="all there is",
        ),
        pytest.param(diagnosis(run=ended(Ending.TIMEOUT), category=Category.TIMEOUT), id="a timeout"),
        pytest.param(diagnosis(run=None, category=Category.SYNTAX), id="not run"),
        pytest.param(diagnosis(run=ended(Ending.EXITED, exit_code=0), category=None), id="a success"),
    ],
)
def test_a_level_contains_the_one_below(whole: Diagnosis, level: int) -> None:
    """Whatever a level tells, the next one tells too, with the same words; both can be read again."""
    less, more = (told(whole, one).model_dump(mode="json") for one in (level, level + 1))
    assert contained(less, more)
    assert Report.model_validate(less).model_dump(mode="json") == less


def test_chains_are_bounded() -> None:
    """Causes, contexts and groups are kept, and an endless chain ends."""
    fault = FAULT
    for _ in range(5_000):
        fault = replace(FAULT, cause=fault)
    grouped = replace(FAULT, context=FAULT, notes=("note",), group=(FAULT, FAULT))
    deep = told(diagnosis(run=replace(RUN, fault=fault))).execution_result.exception_info
    wide = told(diagnosis(run=replace(RUN, fault=grouped))).execution_result.exception_info
    assert deep and wide and wide.raised_while_handling
    assert (len(wide.exceptions), wide.notes, wide.raised_while_handling.type) == (2, ("note",), FAULT.type)
    assert deep.model_dump_json().count('"raised_from"') == 9


@pytest.mark.parametrize(
    ("value", "scalar"),
    [
        pytest.param(Value("int", "3", scalar=3), 3, id="a number"),
        pytest.param(Value("bool", "True", scalar=True), True, id="a truth"),
        pytest.param(Value("NoneType", "None"), None, id="nothing"),
        pytest.param(Value("float", "0.5", scalar=0.5), 0.5, id="a fraction"),
        pytest.param(Value("float", "nan", scalar=float("nan")), "nan", id="no number"),
        pytest.param(Value("float", "inf", scalar=float("inf")), "inf", id="no end"),
        pytest.param(
            Value("int", "9" * 40, scalar=int("9" * 40)), "9" * 40, id="more digits than JSON keeps"
        ),
        pytest.param(Value("str", "'item_3'", scalar="item_3"), "item_3", id="a string"),
        pytest.param(Value("str", "'\\ud800'", scalar="\ud800"), "\\ud800", id="half a character"),
        pytest.param(Value("list", "[1, 4]", length=2), "[1, 4]", id="a list"),
    ],
)
def test_variables(value: Value, scalar: object) -> None:
    """Numbers stay numbers, strings are bare, everything else is text that JSON can hold."""
    report = told(diagnosis(run=replace(RUN, variables={"v": value, "f": Value("function", "<function f>")})))
    assert json.loads(report.model_dump_json())["execution_result"]["variables"] == {"v": scalar}


@pytest.mark.parametrize(
    "evil",
    [
        pytest.param("\ud800\udfff", id="lone surrogates"),
        pytest.param("\x00\x1b[31m\u202e", id="control characters"),
        pytest.param("x" * 1_000_000, id="a million characters"),
        pytest.param("", id="nothing"),
    ],
)
def test_hostile_text(evil: str) -> None:
    """Whatever a program puts into its messages, names, output and text, there is valid JSON in UTF-8."""
    frame = replace(FRAME, function=evil, code_line=evil, variables={evil: Value(evil, evil, scalar=evil)})
    fault = replace(FAULT, message=evil, frames=(frame,), notes=(evil,), text=evil)
    run = replace(RUN, fault=fault, stdout=Stream(evil, 9, cut=False), variables=frame.variables)
    cause = replace(CAUSE, because=evil, immediate=evil, factors=(evil,))
    option = replace(FIX, fixed_code=evil, edits=(Edit(HERE, evil),))
    report = told(diagnosis(f"s = '{evil}'\n", run, cause=cause, options=(option,)), level=4)
    assert json.loads(report.model_dump_json().encode("utf-8"))["success"] is False


@pytest.mark.parametrize("code", ["", "\n", "x", "(" * 500, "\x00", "def f(:\n"])
def test_odd_texts(code: str) -> None:
    """A frame may speak of lines that the text does not have, and the text may have no tree."""
    far = replace(FRAME, line=10_000, span=Span(10_000, 5, 10_000, 9))
    trace = Trace((Step("<module>", 99), Step("?", -1)), {99: 7, -1: 1}, complete=True)
    run = replace(RUN, fault=replace(FAULT, frames=(far,)), trace=trace)
    assert told(diagnosis(code, run), level=4).error_details


REFUSED = replace(RUN, refusals=(REFUSAL,), fault=replace(FAULT, type="PermissionError", bases=("OSError",)))


def test_positions_stand_everywhere() -> None:
    """Wherever a line is told, the three other parts of a position are told too."""
    whole = diagnosis(run=REFUSED, cause=CAUSE, options=(FIX,), findings=(FINDING,))
    sent = json.loads(told(whole).model_dump_json())
    frame = sent["execution_result"]["exception_info"]["traceback"][0]
    places = [sent["error_details"], sent["root_cause"], sent["preflight"]["findings"][0], frame]
    places += [sent["security_violation"], sent["recovery_options"][0]["edits"][0]]
    for place in places:
        assert {"line_number", "column_number", "end_line_number", "end_column_number"} <= set(place)


def test_a_violation_says_why_and_what_else() -> None:
    """The reason and the alternatives come from the capability that was refused."""
    report = told(diagnosis(run=REFUSED, category=Category.SECURITY))
    violation, details = report.security_violation, report.error_details
    assert violation and details
    assert (violation.attempted_operation, violation.blocked_code) == ("file_write", "print(total / 0)")
    assert violation.alternative_approaches and "/etc/passwd" in violation.reason
    assert (details.violation_type, details.security_level) == ("file_write", "strict")


def test_what_a_program_lived_through_is_no_violation() -> None:
    """A refusal that was shrugged off stands among the refusals of level 4 only."""
    report = told(diagnosis(run=replace(RUN, refusals=(REFUSAL,))), level=4)
    assert report.security_violation is None
    assert report.system_state and len(report.system_state.refusals) == 1


def test_an_open_cause_names_the_values() -> None:
    """Without a known cause, the reader is told which values met on the failing line."""
    operand = Operand("total", Span(2, 6, 2, 11), Value("int", "3", scalar=3))
    run = replace(RUN, fault=replace(FAULT, frames=(replace(FRAME, operands=(operand,)),)))
    details = told(diagnosis(run=run, cause=replace(CAUSE, certainty=Certainty.OPEN))).error_details
    assert details and "`total` was 3" in details.suggestions[0]


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (NOW, "2025-01-28T10:30:00.000Z"),
        (NOW.astimezone(timezone(timedelta(hours=5))), "2025-01-28T10:30:00.000Z"),
        (datetime(2025, 1, 28, 10, 30), "2025-01-28T10:30:00.000Z"),  # noqa: DTZ001 - a moment without a zone
    ],
    ids=["UTC", "elsewhere", "no zone"],
)
def test_timestamps(moment: datetime, written: str) -> None:
    """Moments are told in UTC."""
    assert report_of(diagnosis(), execution_id="e", timestamp=moment).timestamp == written
