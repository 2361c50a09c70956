"""What a second run says about a change: pure functions over the run before and the run after it."""

import re
from dataclasses import dataclass

from analyzer.recovery.difference import Difference
from analyzer.recovery.printed import STUCK, keeps_output
from analyzer.recovery.stopping import line_of
from knowledge.diagnosis import NextError, Verdict
from knowledge.program import first_line, program_of
from knowledge.run import Ending, Refusal, Run
from knowledge.telling.wording import quoted

STOPPED = {
    Ending.TIMEOUT: ("ExecutionTimeout", "the program did not end in time"),
    Ending.MEMORY: ("MemoryError", "the memory limit was exceeded"),
    Ending.OUTPUT: ("OutputLimit", "the program printed more than it may"),
    Ending.DISK: ("DiskLimit", "the program wrote more than it may"),
    Ending.SIGNALLED: ("Signal", "the process was ended by a signal"),
    Ending.LOST: ("RunLost", "the sandbox lost the process"),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, what fails next where something does, and what the reader must know beside it.

    `otherwise` says that the program ends cleanly and prints something else than it did up to the failure.
    """

    verdict: Verdict
    next_error: NextError | None = None
    note: str = ""
    otherwise: bool = False

    @property
    def ends(self) -> bool:
        """Whether the changed program ends cleanly, though it may have printed otherwise before."""
        return self.verdict is Verdict.VERIFIED or self.otherwise


WORDS = re.compile(r"[\w.]+")
BRACKETS = re.compile(r"[\[({].*[\])}]")
REFUTED = Judgement(Verdict.REFUTED)
UNSTEADY = "what the program prints differs from run to run, so nothing can be said about its output"


def judged(before: Run | None, after: Run, difference: Difference, again: Run | None = None) -> Judgement:
    """Compare the failed run with the run of the changed text. Without a run before, the text was no Python.

    `again` is a second run of the unchanged text: lines of output in which the two differ are no promise
    that a fix must keep, but then nothing is called verified. A change in which the program then stays
    until it is stopped has moved it nowhere.
    """
    if before is None:
        return Judgement(Verdict.VERIFIED) if after.succeeded else in_trial(before, after)
    if not keeps_output(before, after, difference, again):
        return REFUTED
    if after.succeeded:
        return ended_cleanly(before, after, again)
    failed, next_error = failure_of(before), failure_of(after)
    beside = failed_beside(before, after, difference)
    same = failed.type == next_error.type and is_at(failed.line, next_error.line, difference) and not beside
    further = beside or got_further(before, after, difference) or lacked_time(before, after)
    return in_trial(before, after) if further and not same and not spins(after, difference) else REFUTED


def printing_otherwise(before: Run, after: Run) -> Judgement:
    """Judge a clean end with another output: it needs as many lines, most of one form, and is not verified.

    Words and numbers in a line may differ: a line that was to be printed is still printed.
    """
    old, new = before.stdout.text.split("\n")[:-1], after.stdout.text.split("\n")[:-1]
    alike = [form_of(one) == form_of(other) for one, other in zip(old, new, strict=False)]
    if (
        not old
        or len(new) < len(old)
        or 2 * sum(alike) < len(old)
        or what_was_refused(before) & what_was_refused(after)
    ):
        return REFUTED
    line = next(row for row, pair in enumerate(zip(old, new, strict=False), 1) if pair[0] != pair[1])
    note = f"it ends without an error, and line {line} of what it prints changes: {quoted(new[line - 1], 50)}"
    return Judgement(Verdict.UNTESTED, note=note, otherwise=True)


def form_of(line: str) -> str:
    """What a line looks like without its words and numbers, and without what stands in brackets."""
    return WORDS.sub("w", BRACKETS.sub("()", line))


def ended_cleanly(before: Run, after: Run, again: Run | None) -> Judgement:
    """A clean end counts only where nothing that was refused before is refused again, behind a handler."""
    if what_was_refused(before) & what_was_refused(after):
        return REFUTED
    if again is not None:
        return Judgement(Verdict.UNTESTED, note=f"it ends without an error, but {UNSTEADY}")
    return Judgement(Verdict.VERIFIED)


def in_trial(before: Run | None, after: Run) -> Judgement:
    """Name the next error; to have been stopped in a short trial is none."""
    if lacked_time(before, after):
        note = f"it ran for {after.limits.seconds:g} s without an error, and was then stopped"
        return Judgement(Verdict.UNTESTED, note=note)
    return Judgement(Verdict.MOVES_ON, failure_of(after))


def spins(after: Run, difference: Difference) -> bool:
    """Whether the program was stopped while it went round in lines that the change has written."""
    line = line_of(after)
    turned = line is not None and after.trace.hits.get(line, 0) > 1
    return after.ending in STUCK and turned and difference.is_new(line)


def lacked_time(before: Run | None, after: Run) -> bool:
    """Whether a trial was stopped that had less time than the program is granted."""
    granted = before.limits.seconds if before else None
    return after.ending is Ending.TIMEOUT and (granted is None or after.limits.seconds < granted)


def failure_of(run: Run) -> NextError:
    """What ended a run that did not succeed: the exception, or what the parent saw."""
    line = line_of(run)
    if run.ending in STOPPED:
        return NextError(*STOPPED[run.ending], line)
    if run.fault:
        return NextError(run.fault.name, run.fault.message, line)
    return NextError("SystemExit", f"exit code {run.exit_code}", line)


def top_line(run: Run) -> int | None:
    """The line of the statement of the module that was running when a run ended."""
    frames = run.fault.frames if run.fault else run.stuck
    tops = [frame.line for frame in frames if frame.in_program and frame.function == "<module>"]
    steps = [step.line for step in run.trace.steps if step.function == "<module>"]
    return tops[0] if tops else (steps[-1] if steps else None)


def is_at(line: int | None, new_line: int | None, difference: Difference) -> bool:
    """Whether a line of the new text stands where `line` stood; unknown lines are equal."""
    if line is None or new_line is None:
        return line is new_line
    return new_line in difference.where(line)


def got_further(before: Run, after: Run, difference: Difference) -> bool:
    """Whether the new run came past the old failure: to a later statement, or over more lines than before.

    Statements of the module run in order. Within one of them, the failing line must have been reached
    again and some line must have run more often than before.
    """
    top, new_top, line = top_line(before), top_line(after), line_of(before)
    if top is not None and new_top is not None:
        first, last = around(difference, top)
        if not first <= new_top <= last:
            return new_top > last
    if line is not None and difference.where(line) and not hits(after, difference.where(line)):
        return False
    lines = range(1, len(difference.source.lines) + 1)
    return any(hits(after, difference.where(number)) > before.trace.hits.get(number, 0) for number in lines)


def failed_beside(before: Run, after: Run, difference: Difference) -> bool:
    """Whether the new run fails on the same line, but in an expression that has no part in the change.

    What stands before it in order of evaluation went well, so the change has done its work. An expression
    that holds the change may fail because of it.
    """
    old = before.fault.crash if before.fault else None
    new = after.fault.crash if after.fault else None
    if old is None or new is None or old.span is None or new.span is None or old.function != new.function:
        return False
    written = difference.written(new.line) if is_at(old.line, new.line, difference) else None
    span = new.span
    if written is None or span.line != span.end_line:
        return False
    code = difference.new_lines[span.line - 1][span.column : span.end_column]
    apart = span.end_column <= written[0] or written[1] <= span.column
    return apart and code != difference.source.segment(old.span)


def around(difference: Difference, line: int) -> tuple[int, int]:
    """The first and the last line, in the new text, of the module's statement that stood around a line."""
    program = program_of(difference.source)
    spans = (
        [(first_line(node), node.end_lineno or node.lineno) for node in program.tree.body] if program else []
    )
    first, last = next((span for span in spans if span[0] <= line <= span[1]), (line, line))
    places = [place for number in range(first, last + 1) for place in difference.where(number)]
    return min(places, default=0), max(places, default=0)


def hits(run: Run, lines: range) -> int:
    """How often the one of these lines was reached that was reached most."""
    return max((run.trace.hits.get(line, 0) for line in lines), default=0)


def what_was_refused(run: Run) -> set[tuple[str, str]]:
    """The operations that the sandbox refused to the program itself."""
    return {(refusal.operation, refusal.detail) for refusal in run.refusals if is_the_programs(refusal)}


def is_the_programs(refusal: Refusal) -> bool:
    """Whether a line of the program asked for it; libraries probe for what they can do without."""
    return refusal.line is not None
