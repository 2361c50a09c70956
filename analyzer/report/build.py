"""From a diagnosis to the report, as much of it as a level tells."""

from datetime import datetime

from analyzer.report.case import Case
from analyzer.report.cause import root_cause_of
from analyzer.report.details import details_of
from analyzer.report.findings import finding_of, preflight_report_of
from analyzer.report.levels import at_level
from analyzer.report.recovery import option_of, partial_results_of
from analyzer.report.result import result_of
from analyzer.report.shapes.findings import Preflight
from analyzer.report.shapes.report import Report, Status
from analyzer.report.surroundings import sandbox_of, stream_event_of, system_state_of, violation_told
from analyzer.report.told import utc
from analyzer.report.words import summary_of
from knowledge.diagnosis import Diagnosis
from knowledge.run import Run

__all__ = ["preflight_report_of", "report_of", "stream_event_of"]


def report_of(  # noqa: PLR0913 - a report bears what its caller wants on it
    diagnosis: Diagnosis,
    *,
    level: int = 3,
    execution_id: str,
    timestamp: datetime,
    assigned_by: str = "ray",
    policy: str = "strict",
) -> Report:
    """Tell a diagnosis. `policy` is named where nothing was run."""
    case = Case(diagnosis, policy)
    run, failure = diagnosis.run, case.failure
    whole = Report(
        success=failure is None,
        execution_id=execution_id,
        timestamp=utc(timestamp),
        assigned_by=assigned_by,
        execution_status=status_of(run, failed=failure is not None),
        execution_result=result_of(case),
        error_category=diagnosis.category.value if diagnosis.category else None,
        error_summary=summary_of(case, failure) if failure else None,
        error_details=details_of(case, failure) if failure else None,
        root_cause=root_cause_of(diagnosis.cause),
        recovery_options=tuple(map(option_of, case.options)),
        preflight=Preflight(findings=tuple(map(finding_of, diagnosis.findings))),
        security_violation=violation_told(case),
        partial_results=partial_results_of(case),
        error_stream=tuple(map(stream_event_of, run.events)) if run else (),
        sandbox=sandbox_of(run),
        system_state=system_state_of(case) if level == 4 else None,
    )
    return at_level(whole, level)


def status_of(run: Run | None, *, failed: bool) -> Status:
    """Name how it went."""
    if run is None:
        return "not_run"
    return "error_occurred" if failed else "completed"
