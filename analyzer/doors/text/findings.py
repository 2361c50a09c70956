"""What was seen before the run, for a person: each finding in its line.

Written without rich, whose import would cost more than looking at a small program.
"""

from collections.abc import Iterator

from analyzer.doors.looking.looked import Looked
from analyzer.doors.text.difference import difference
from analyzer.doors.text.excerpt import Marking, excerpt, wrapped
from analyzer.doors.text.row import Row, row
from analyzer.doors.text.totals import plain
from analyzer.doors.text.visible import visible, width_of
from analyzer.syntax import SYNTAX_ERROR
from knowledge.finding import Finding, Severity
from knowledge.source import Source, source_of

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.HINT: "bold cyan"}
MOST_SUGGESTIONS = 4
MOST_ROWS = 8
WIDEST_PROSE = 120


def rows_about(looked: Looked, width: int) -> Iterator[Row]:
    """Show the findings in one program, in the order of its text."""
    source = source_of(looked.code)
    for finding in looked.inspection.findings:
        yield from pictured(finding, source, plain(looked.name), width)
        yield Row()
    yield from unjudged(looked, width)


def pictured(finding: Finding, source: Source, name: str, width: int) -> Iterator[Row]:
    """Show one finding: what is wrong, where, in which line, and what to do."""
    style, span = STYLES[finding.severity], finding.span
    gutter = gutter_of(finding, source)
    yield from paragraph(f"{finding.severity}[{finding.code}]: ", finding.message, width, style, "bold")
    yield row(f"{'':>{gutter}}--> ", "blue") + row(f"{name}:{span.line}:{span.column + 1}")
    mark = Marking(span.line, span.column, span.end_line, span.end_column, "", "^", style)
    yield from excerpt(source.sent_lines, [mark], width)
    yield from helped(finding, source, f"{'':>{gutter}} = ", width)


def gutter_of(finding: Finding, source: Source) -> int:
    """How many cells the numbers of the shown lines take."""
    return len(str(min(finding.span.end_line, finding.span.line + 3, len(source.sent_lines))))


def helped(finding: Finding, source: Source, start: str, width: int) -> Iterator[Row]:
    """Say what to do; where the sentence does not say it all, show what changes."""
    for number, words in enumerate(finding.suggestions[:MOST_SUGGESTIONS]):
        kind = "fix: " if finding.safe and finding.edits and number == 0 else "help: "
        yield from paragraph(start + kind, words, width, "cyan")
    if finding.edits and not (finding.suggestions and is_plain(finding)):
        changes = list(difference(source.sent, source.edited(finding.edits)))
        yield from (row(" " * len(start)) + cut(one, width - len(start)) for one in changes[:MOST_ROWS])


def is_plain(finding: Finding) -> bool:
    """Whether the fix only writes something else, in one line, where the finding lies."""
    return [edit.span for edit in finding.edits] == [finding.span] and "\n" not in finding.edits[0].text


def cut(one: Row, width: int) -> Row:
    """Cut a line of a difference to what fits."""
    text, style = str(one), one.pieces[0][1]
    if width_of(text) <= width:
        return one
    while width_of(text) > width - 3:
        text = text[: min(len(text) - 1, width)]
    return row(f"{text}...", style)


def paragraph(start: str, words: str, width: int, style: str, then: str = "") -> Iterator[Row]:
    """A sentence behind a word that says what it is; further lines are indented."""
    room = min(width, WIDEST_PROSE)
    lines = list(wrapped(f"{'-' * (width_of(start) - 1)} {visible(words)}", room))
    yield row(start, style) + row(lines[0][len(start) :], then)
    yield from (row(f"    {line}", then) for line in wrapped(" ".join(lines[1:]), room - 4))


def unjudged(looked: Looked, width: int) -> Iterator[Row]:
    """Name what could not be judged; where the program does not compile, that has been said."""
    skipped = looked.inspection.rules_not_run
    if not skipped or any(finding.code == SYNTAX_ERROR for finding in looked.inspection.findings):
        return
    reasons = "; ".join(dict.fromkeys(one.reason for one in skipped))
    rules = f"{len(skipped)} rules" if len(skipped) > 1 else f"the rule {skipped[0].rule}"
    yield from paragraph(
        "note: ", f"{plain(looked.name)}: {rules} could not judge it: {reasons}", width, "dim"
    )
    yield Row()
