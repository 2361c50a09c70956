"""A program's report as JSON without the models: they cost more than looking at a small program.

The models (`analyzer.report.shapes.findings`) stay what defines the shape; a test holds both together.
"""

from analyzer.choice import CODES
from analyzer.doors.looking.looked import Looked
from analyzer.inspection import NotRun
from knowledge.finding import Edit, Finding, Span

type Fields = dict[str, object]


def report_fields(looked: Looked, policy: str) -> Fields:
    """The report on one program; what was not looked at is not ok."""
    skipped = looked.inspection.rules_not_run
    if looked.trouble:
        skipped = tuple(NotRun(code, looked.trouble) for code in CODES)
    return {
        "ok": looked.ok and not looked.trouble,
        "findings": [finding_fields(finding) for finding in looked.inspection.findings],
        "rules_not_run": [{"rule": one.rule, "reason": readable(one.reason)} for one in skipped],
        "policy": policy,
    }


def finding_fields(finding: Finding) -> Fields:
    """One finding, with columns from 0."""
    replacement = finding.replacement
    return {
        **place_fields(finding.span),
        "code": finding.code,
        "severity": finding.severity.value,
        "message": readable(finding.message),
        "replacement": None if replacement is None else readable(replacement),
        "suggestions": [readable(words) for words in finding.suggestions],
        "edits": [edit_fields(edit) for edit in finding.edits],
        "safe": finding.safe and bool(finding.edits),
    }


def edit_fields(edit: Edit) -> Fields:
    """One edit."""
    return {**place_fields(edit.span), "text": readable(edit.text)}


def place_fields(span: Span) -> Fields:
    """A range."""
    return {
        "line_number": span.line,
        "column_number": span.column,
        "end_line_number": span.end_line,
        "end_column_number": span.end_column,
    }


def readable(text: str) -> str:
    """Write what is no character as an escape: no UTF-8 holds it."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
