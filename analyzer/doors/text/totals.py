"""What was seen in all programs, for a person: the sum of it in one line."""

from collections import Counter
from collections.abc import Iterable, Sequence

from analyzer.doors.looking.looked import Looked
from analyzer.doors.text.row import Row, row
from analyzer.doors.text.visible import visible
from knowledge.finding import Finding, Severity


def summed_up(seen: Sequence[Looked], *, fixing: bool = False) -> Row:
    """Sum it up in one line."""
    findings = [finding for looked in seen for finding in looked.inspection.findings]
    where = f"in {amount(sum(not looked.trouble for looked in seen), 'file', 'files')}"
    unread = sum(bool(looked.trouble) for looked in seen)
    parts = [f"{amount(sum(looked.made for looked in seen), 'fix', 'fixes')} made"] if fixing else []
    parts.append(f"found {counted(findings)} {where}" if findings else f"nothing found {where}")
    parts += [f"{amount(unread, 'file', 'files')} not looked at"] if unread else []
    ending = "" if fixing else fixable(findings)
    errors = any(finding.severity is Severity.ERROR for finding in findings)
    text = "; ".join(parts) + ending
    return row(
        text[0].upper() + text[1:], "bold red" if errors or unread else "bold" if findings else "green"
    )


def fixable(findings: Iterable[Finding]) -> str:
    """How many of the findings can be mended by machine."""
    editable = [finding for finding in findings if finding.edits]
    safe = sum(finding.safe for finding in editable)
    told = [f"{safe} fixable with --fix"] if safe else []
    if len(editable) > safe:
        told.append(f"{len(editable) - safe}{' more' if safe else ''} with --fix --unsafe-fixes")
    return f" ({', '.join(told)})" if told else ""


def counted(findings: Iterable[Finding]) -> str:
    """How many there are of each severity."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(
        amount(counts[severity], str(severity), f"{severity}s") for severity in Severity if counts[severity]
    )


def amount(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def plain(name: str) -> str:
    """A file's name in one line, harmless for a terminal."""
    return visible(name).replace("\n", "\\n")
