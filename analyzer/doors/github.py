"""Findings as GitHub's workflow commands: lines of a log that become notes beside the changed code."""

from collections.abc import Iterable, Iterator

from analyzer.doors.looking.looked import Looked
from knowledge.finding import Finding, Severity

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def commands(seen: Iterable[Looked]) -> Iterator[str]:
    """Yield a command for each finding, and one for each file that could not be looked at."""
    for looked in seen:
        if looked.trouble:
            yield command(
                "error", {"file": looked.name, "title": "raydx"}, f"not looked at: {looked.trouble}"
            )
        for finding in looked.inspection.findings:
            words = "; ".join((finding.message, *finding.suggestions[:1]))
            yield command(LEVELS[finding.severity], properties(looked.name, finding), words)


def properties(name: str, finding: Finding) -> dict[str, object]:
    """Where it is shown: columns from 1, and only where the range lies in one line, as GitHub wants it."""
    span = finding.span
    told: dict[str, object] = {"title": f"raydx ({finding.code})", "file": name, "line": span.line}
    if span.line == span.end_line:
        told |= {"col": span.column + 1, "endLine": span.end_line, "endColumn": span.end_column + 1}
    else:
        told |= {"endLine": span.end_line}
    return told


def command(level: str, told: dict[str, object], words: str) -> str:
    """Write one command; what would end it early is escaped."""
    listed = ",".join(f"{key}={str(value).translate(IN_PROPERTY)}" for key, value in told.items())
    return f"::{level} {listed}::{words.translate(IN_TEXT)}"
