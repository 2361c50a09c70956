"""The whole answer of `diagnose`."""

from typing import Annotated, Literal

from pydantic import Field

from analyzer.report.shapes.cause import RootCause
from analyzer.report.shapes.details import ErrorDetails
from analyzer.report.shapes.findings import Preflight
from analyzer.report.shapes.part import Level, Part, Text
from analyzer.report.shapes.recovery import PartialResults, RecoveryOption
from analyzer.report.shapes.result import ExecutionResult
from analyzer.report.shapes.sandbox import Sandbox, SecurityViolation, StreamEvent, SystemState

type ErrorCategory = Literal[
    "syntax_error", "runtime_error", "import_error", "security_error", "timeout_error", "memory_error"
]

type Status = Literal["completed", "error_occurred", "not_run"]


class Report(Part):
    """What one run of a program showed, and what follows from it.

    `x-level` in this schema says from which level on a field is told. A level only ever adds fields.
    """

    success: bool = Field(description="Ended by itself with exit code 0, and the parent saw the same")
    execution_id: Text = Field(description="`exec_...`, unique")
    timestamp: Text = Field(description="When it was diagnosed: ISO 8601, UTC")
    assigned_by: Text = Field(description="The caller's label")
    execution_status: Status = Field(description="`not_run`: the text is no Python, there was nothing to run")
    execution_result: ExecutionResult = Field(description="What came out of the program")
    error_category: ErrorCategory | None = Field(description="The kind of failure; null after a success")
    error_summary: Text | None = Field(description="The failure in one line; null after a success")
    error_details: ErrorDetails | None = Field(description="The failure; null after a success")
    root_cause: RootCause | None = Field(description="Why; null after a success, and where it stays open")
    recovery_options: Annotated[tuple[RecoveryOption, ...], Level(1, first=1)] = Field(
        description="Ways to go on, best first; levels 1 and 2 tell the best one"
    )
    preflight: Annotated[Preflight, Level(2)] = Field(
        default=Preflight(findings=()), description="What was said before the run, with what became of it"
    )
    security_violation: Annotated[SecurityViolation | None, Level(2)] = Field(
        default=None, description="The refused operation that the run died of"
    )
    partial_results: Annotated[PartialResults | None, Level(3)] = Field(
        default=None, description="What worked before the failure; null after a success"
    )
    error_stream: Annotated[tuple[StreamEvent, ...], Level(3)] = Field(
        default=(), description="The run's events in order, as they were streamed"
    )
    sandbox: Annotated[Sandbox | None, Level(3)] = Field(
        default=None, description="Isolation and limits of this run; null where nothing was run"
    )
    system_state: Annotated[SystemState | None, Level(4)] = Field(
        default=None,
        description="The run as the parent saw it and the full trace; null where nothing was run",
    )
