"""Specimens: a run that failed, what is known about it, and what may be offered; tests change parts."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

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
REFUSED = replace(RUN, refusals=(REFUSAL,), fault=replace(FAULT, type="PermissionError", bases=("OSError",)))


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
