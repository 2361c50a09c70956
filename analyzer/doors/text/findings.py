"""What was seen before the run, for a person."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from analyzer.doors.asking import Sent
from analyzer.doors.text.excerpt import excerpt, marking
from analyzer.doors.text.screen import inset, points, printed_on, prose, screen, title
from analyzer.report.shapes.findings import PreflightFinding, PreflightReport
from knowledge.source import source_of

STYLES = {"error": "bold red", "warning": "bold yellow", "hint": "bold cyan"}
OUTCOMES = {"confirmed": "it happened", "refuted": "it did not happen", "not_reached": "not reached"}
MOST = 6


def show_findings(report: PreflightReport, sent: Sent) -> None:
    """Print what the static pass says of one program."""
    printed_on(screen(), lambda width: page(report, sent, width))


def page(report: PreflightReport, sent: Sent, width: int) -> Iterator[RenderableType]:
    """Lay out the findings from top to bottom."""
    lines = source_of(sent.code).sent_lines
    for finding in report.findings:
        yield from pictured(finding, lines, width)
    yield counted(report, sent.name)
    if report.rules_not_run:
        reasons = dict.fromkeys(rule.reason for rule in report.rules_not_run)
        yield prose(f"{len(report.rules_not_run)} rules could not judge it: {'; '.join(reasons)}", "dim")


def pictured(finding: PreflightFinding, lines: Sequence[str], width: int) -> Iterator[RenderableType]:
    """Show one finding in its line."""
    style = STYLES[finding.severity]
    where = f" on line {finding.line_number}" if finding.line_number else ""
    yield prose(f"{finding.severity}{where}: {finding.message}", style)
    mark = marking(finding, finding.code, "^", style)
    if mark:
        yield from (inset(row) for row in excerpt(lines, [mark], width - 2))
    if finding.suggestions:
        yield points(finding.suggestions[:MOST])
    yield Text()


def counted(report: PreflightReport, name: str) -> Text:
    """Sum it up in one line."""
    if not report.findings:
        return prose(f"{name}: nothing found", "green")
    errors = sum(finding.severity == "error" for finding in report.findings)
    others = len(report.findings) - errors
    parts = [
        f"{number} {word}{'s' * (number > 1)}"
        for number, word in ((errors, "error"), (others, "remark"))
        if number
    ]
    return prose(f"{name}: {' and '.join(parts)}", "bold")


def foretold(findings: Sequence[PreflightFinding], known: str = "") -> Iterator[RenderableType]:
    """Say, below a report, what was said before the run and what became of it, if that is not `known`."""
    told = [finding for finding in findings if finding.outcome and finding.message != known]
    if not told:
        return
    yield Text()
    yield title("Before the run")
    yield points(
        f"line {one.line_number}: {one.message} ({OUTCOMES[one.outcome or 'not_reached']})"
        for one in told[:MOST]
    )
