"""A report says what the run showed, whoever saw it."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from analyzer.report.build import report_of
from knowledge.cause import Certainty
from knowledge.diagnosis import Category
from knowledge.finding import Finding, Severity, Span
from knowledge.limits import Limits
from knowledge.run import (
    Claims,
    Ending,
    Operand,
    Run,
    Trace,
)
from knowledge.value import Value
from tests.analyzer.report.specimen import (
    CAUSE,
    FAULT,
    FINDING,
    FIX,
    FRAME,
    NOW,
    REFUSAL,
    REFUSED,
    RUN,
    diagnosis,
    ended,
    told,
)


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
