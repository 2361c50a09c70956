"""raydx, asked as any caller asks it."""

from analyzer.evaluation.answer import Answer, Claim, Offer
from analyzer.evaluation.case import FINE, Case
from analyzer.evaluation.respondent import Respondent, always_here, one_by_one
from analyzer.report.shapes.findings import PreflightFinding
from analyzer.report.shapes.recovery import RecoveryOption
from analyzer.report.shapes.report import Report
from analyzer.session import Analyzer


def ask(case: Case, analyzer: Analyzer) -> Answer:
    """Diagnose the case at the usual level."""
    return answer_of(analyzer.diagnose(case.code, policy=case.policy, limits=case.limits, stdin=case.stdin))


def answer_of(report: Report) -> Answer:
    """Take from a report what is scored; a cause that stays open names a line, and nothing else."""
    details, named = report.error_details, report.root_cause
    root = named if named and named.certainty != "open" else None
    return Answer(
        category=report.error_category or FINE,
        type=details.error_type if details else None,
        line=details.line_number if details else None,
        column=details.column_number if details else None,
        births=(named.line_number,) if named and named.line_number is not None else (),
        cause=root.code if root else None,
        hint=hint_of(report),
        offers=tuple(offer for option in report.recovery_options for offer in offers_of(option)),
        claims=tuple(claim_of(finding) for finding in report.preflight.findings),
        stdout=report.execution_result.stdout,
    )


def hint_of(report: Report) -> str:
    """All the prose that a reader of the report is given, most important first."""
    details, root = report.error_details, report.root_cause
    told = [report.error_summary or ""]
    told += [root.explanation] if root else []
    told += [details.context, details.immediate_cause, *details.suggestions] if details else []
    return "\n".join(line for line in dict.fromkeys(told) if line)


def offers_of(option: RecoveryOption) -> tuple[Offer, ...]:
    """A fix that was proven, or that at least moves on."""
    if option.option != "fix_and_retry" or option.fixed_code is None:
        return ()
    return (Offer(option.fixed_code, option.verdict == "verified"),)


def claim_of(finding: PreflightFinding) -> Claim:
    """Take from a finding what is scored."""
    return Claim(
        finding.line_number or 0,
        finding.code,
        finding.severity == "error",
        finding.replacement,
        finding.outcome,
    )


raydx = Respondent("raydx", one_by_one(ask), always_here)
