"""What was seen before the run, in the report's shape."""

from typing import Any

from analyzer.inspection import Inspection
from analyzer.report.recovery import edit_of
from analyzer.report.shapes.findings import PreflightFinding, PreflightReport, RuleNotRun
from analyzer.report.shapes.part import Place
from executor.policy import Policy
from knowledge.finding import Finding, Severity


def finding_of(finding: Finding) -> PreflightFinding:
    """Tell one finding; its outcome only where there was a run."""
    outcome: dict[str, Any] = {"outcome": finding.outcome.value} if finding.outcome else {}
    return PreflightFinding(
        code=finding.code,
        severity=finding.severity.value,
        **Place(finding.span).fields,
        message=finding.message,
        replacement=finding.replacement,
        suggestions=finding.suggestions,
        edits=tuple(map(edit_of, finding.edits)),
        safe=finding.safe and bool(finding.edits),
        **outcome,
    )


def preflight_report_of(inspection: Inspection, policy: Policy) -> PreflightReport:
    """Tell the static pass alone."""
    return PreflightReport(
        ok=not any(finding.severity is Severity.ERROR for finding in inspection.findings),
        findings=tuple(map(finding_of, inspection.findings)),
        rules_not_run=tuple(RuleNotRun(rule=one.rule, reason=one.reason) for one in inspection.rules_not_run),
        policy=policy.name,
    )
