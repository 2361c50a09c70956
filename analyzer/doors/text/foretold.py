"""What was said before the run, below the report of the run."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from analyzer.doors.text.screen import points, title
from analyzer.report.shapes.findings import PreflightFinding

OUTCOMES = {"confirmed": "it happened", "refuted": "it did not happen", "not_reached": "not reached"}
MOST = 6


def foretold(findings: Sequence[PreflightFinding], known: str = "") -> Iterator[RenderableType]:
    """Say what was said before the run and what became of it, if that is not `known`."""
    told = [finding for finding in findings if finding.outcome and finding.message != known]
    if not told:
        return
    yield Text()
    yield title("Before the run")
    yield points(
        f"line {one.line_number}: {one.message} ({OUTCOMES[one.outcome or 'not_reached']})"
        for one in told[:MOST]
    )
