"""A report for a person: what failed, where it was born, what shows it, and the change that mends it."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from analyzer.doors.text.difference import difference
from analyzer.doors.text.excerpt import Marking, excerpt, marking
from analyzer.doors.text.foretold import foretold
from analyzer.doors.text.screen import drawn, inset, literal, points, printed_on, prose, screen, title
from analyzer.report.shapes.cause import EvidenceItem, ProvenanceStep
from analyzer.report.shapes.details import ErrorDetails
from analyzer.report.shapes.recovery import RecoveryOption
from analyzer.report.shapes.report import Report
from analyzer.report.shapes.result import ExceptionInfo
from knowledge.run import PROGRAM
from knowledge.source import Source, source_of

MOST_LINES = 8
MOST_POINTS = 6
VERDICTS = {
    "verified": ("verified: it ran in the sandbox and ended cleanly", "green"),
    "moves_on": ("this failure is gone, another one comes", "yellow"),
    "untested": ("not tested", "yellow"),
}


def show_report(report: Report, code: str | bytes) -> None:
    """Print a report on the program that was sent."""
    source = source_of(code)
    printed_on(screen(), lambda width: page(report, source, width))


def page(report: Report, source: Source, width: int) -> Iterator[RenderableType]:
    """Lay out a report from top to bottom."""
    if report.error_details is None:
        yield from success(report)
    else:
        yield from headline(report.error_details)
        yield from pictured(report, report.error_details, source, width)
        yield from chain(report.execution_result.exception_info)
        yield from reasons(report, report.error_details)
        yield from onwards(report, report.error_details, source)
        yield from foretold(report.preflight.findings, known=report.error_details.context)
        yield from worked(report)
    yield from around(report)


def headline(details: ErrorDetails) -> Iterator[RenderableType]:
    """Name the failure in the interpreter's words."""
    where = f" on line {details.line_number}" if details.line_number else ""
    words = f": {details.error_message}" if details.error_message else ""
    yield prose(f"{details.error_type}{where}{words}", "bold red")


def pictured(report: Report, details: ErrorDetails, source: Source, width: int) -> Iterator[RenderableType]:
    """Show the failing line, and the line where the fault was born if that is another one."""
    cause = report.root_cause
    crash = marking(details, details.context, "^", "bold red")
    birth = None
    if cause and cause.certainty != "open" and cause.line_number != details.line_number:
        birth = marking(cause, "it was born here", "-", "bold yellow")
    marks: Sequence[Marking] = [mark for mark in (crash, birth) if mark]
    if marks and source.sent.strip():
        yield Text()
        yield from (inset(drawn(row)) for row in excerpt(source.sent_lines, marks, width - 2))
    elif details.context:
        yield prose(details.context)


def chain(raised: ExceptionInfo | None) -> Iterator[RenderableType]:
    """Name what an exception came from, what was added to it, and what a group of them holds."""
    if raised is None:
        return
    told = [f"note: {note}" for note in raised.notes]
    told += [f"holds {named(member)}" for member in raised.exceptions]
    if raised.raised_from:
        told.append(f"raised from {named(raised.raised_from)}")
    if raised.raised_while_handling:
        told.append(f"raised while handling {named(raised.raised_while_handling)}")
    if told:
        yield Text()
        yield points(told[:MOST_POINTS])


def named(raised: ExceptionInfo) -> str:
    """Name an exception with its line in the program."""
    lines = [frame.line_number for frame in raised.traceback if frame.filename == PROGRAM]
    where = f" on line {lines[-1]}" if lines else ""
    return f"{raised.type}{where}: {raised.message}"


def reasons(report: Report, details: ErrorDetails) -> Iterator[RenderableType]:
    """Say why, with the values that show it."""
    cause = report.root_cause
    if cause is None or cause.certainty == "open":
        return
    shown: list[RenderableType] = []
    if cause.explanation != details.context:
        shown.append(inset(prose(cause.explanation)))
    values = dict.fromkeys([*map(seen, cause.evidence), *map(seen, cause.provenance)])
    if values:
        shown.append(points(list(values)[:MOST_POINTS]))
    if details.contributing_factors:
        shown.append(points(details.contributing_factors[:MOST_POINTS], "+ "))
    if shown:
        yield Text()
        yield title("Why" if cause.certainty == "proven" else f"Why ({cause.certainty})")
        yield from shown


def seen(one: EvidenceItem | ProvenanceStep) -> str:
    """Say a value with its place."""
    value = f" was `{one.value}`" if one.value else ""
    return f"line {one.line_number}: `{one.text}`{value}"


def worked(report: Report) -> Iterator[RenderableType]:
    """Say how far the program came, and what it had printed."""
    done = report.partial_results
    if done is None or not (done.completed_lines or done.stdout_before_error):
        return
    yield Text()
    yield title(f"What worked ({done.completed_lines} of {done.total_lines} lines)")
    if done.successful_operations:
        yield points(done.successful_operations[-MOST_POINTS:])
    yield from printed(done.stdout_before_error)


def printed(output: str) -> Iterator[RenderableType]:
    """Show the end of what a program wrote."""
    lines = output.rstrip("\n").split("\n") if output.strip() else []
    if not lines:
        return
    yield inset(Text("output:" if len(lines) <= MOST_LINES else f"output, last {MOST_LINES} lines:", "dim"))
    for line in lines[-MOST_LINES:]:
        yield inset(inset(literal(line)))


def onwards(report: Report, details: ErrorDetails, source: Source) -> Iterator[RenderableType]:
    """Show the fix as a difference; without one, say what to do."""
    fixes = [one for one in report.recovery_options if one.option == "fix_and_retry"]
    fix = next((one for one in fixes if one.edits), None)
    if fix:
        yield from mended(fix, source)
    told = dict.fromkeys([*details.suggestions, *(one.suggested_fix for one in fixes)])
    if report.root_cause is None or report.root_cause.certainty == "open":
        told |= dict.fromkeys(step for one in report.recovery_options for step in one.next_steps)
    told = {one: None for one in told if fix is None or one != fix.suggested_fix}
    if told:
        yield Text()
        yield title("What to do" if fix is None else "Also")
        yield points(list(told)[:MOST_POINTS])


def mended(fix: RecoveryOption, source: Source) -> Iterator[RenderableType]:
    """Show a fix and what trying it showed."""
    words, style = VERDICTS[fix.verdict]
    following = fix.next_error
    if following:
        line = f" on line {following.line_number}" if following.line_number else ""
        words = f"{words}: {following.type}{line}: {following.message}"
    yield Text()
    yield title("Fix")
    yield inset(prose(fix.suggested_fix or fix.description))
    yield inset(prose(words, style))
    if fix.fixed_code is not None:
        yield from (inset(drawn(row)) for row in difference(source.sent, fix.fixed_code))


def success(report: Report) -> Iterator[RenderableType]:
    """Say that it worked, what came out, and what was foretold wrongly or still lurks."""
    result = report.execution_result
    yield Text(f"Succeeded in {result.execution_time:.3f} s", style="bold green")
    if result.return_value is not None:
        yield prose(f"value: {result.return_value}")
    yield from printed(result.stdout)
    yield from foretold(report.preflight.findings)


def around(report: Report) -> Iterator[RenderableType]:
    """Say under what it ran."""
    sandbox, result = report.sandbox, report.execution_result
    if sandbox is None:
        return
    limits = sandbox.limits
    used = (
        f"{result.execution_time:.3f} of {limits.seconds:g} s, {result.memory_used} of {limits.memory_mb:g}MB"
    )
    yield Text()
    yield prose(f"sandbox: {sandbox.policy}, {sandbox.level} isolation; {used}", "dim")
