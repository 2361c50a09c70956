"""What a failure is called in one line, what happened in a sentence, and what to do about it."""

from collections.abc import Iterator

from analyzer.correlation.category import violation_of
from analyzer.report.case import Case
from analyzer.report.failure import Failure
from analyzer.report.marks import MODULE, named
from analyzer.report.told import is_data, limit, one_line
from executor.policy import CAPABILITIES
from knowledge.diagnosis import Category
from knowledge.finding import Outcome
from knowledge.run import Refusal

MOST_SUGGESTIONS = 5
FROM_LIMITS = frozenset({Category.SECURITY, Category.TIMEOUT, Category.MEMORY})
"""Failures that the caller can also mend by asking for more, or in another way."""

EXIT = "SystemExit"
TOO_SLOW = (
    "Split the work into smaller pieces",
    "Ask for a longer timeout if the work really needs it",
)
TOO_LARGE = (
    "Process the data in smaller pieces, or with a generator, instead of holding all of it",
    "Ask for a higher memory limit if the work really needs it",
)


def summary_of(case: Case, failure: Failure) -> str:
    """Say the failure in one line: type, line, what, and the fix if one is proven."""
    where = f" on line {failure.line}" if failure.line else ""
    fix = case.proven_fix.suggested_fix if case.proven_fix else None
    ending = f"; {lowered(fix)} (verified)" if fix else ""
    return one_line(f"{failure.type}{where}: {what_of(case, failure)}") + one_line(ending)


def what_of(case: Case, failure: Failure) -> str:
    """Say what happened: in terms of the program's values, or in the interpreter's words."""
    cause = case.known_cause
    return (cause.immediate if cause else "") or failure.message or context_of(case, failure)


def context_of(case: Case, failure: Failure) -> str:
    """Say what happened in a sentence for the reader."""
    cause = case.known_cause
    if cause:
        return cause.immediate or cause.because
    match case.diagnosis.category:
        case Category.SYNTAX:
            return f"Line {failure.line} is not Python, so nothing was run"
        case Category.IMPORT:
            return f"Line {failure.line} asks for something that cannot be imported here"
        case Category.SECURITY:
            return reason_of(violation(case)) or "The sandbox refused the operation"
        case Category.TIMEOUT:
            return f"The program was still running when its time was over{at_line(failure)}"
        case Category.MEMORY:
            return f"The program needed more memory than it may use{at_line(failure)}"
        case _ if failure.type == EXIT:
            return f"The program ended itself{at_line(failure)}, and not with exit code 0"
        case _:
            return raised(failure)


def at_line(failure: Failure) -> str:
    """Name the line, if it is known."""
    return f", in line {failure.line}" if failure.line else ""


def raised(failure: Failure) -> str:
    """Name the code that failed."""
    crash = failure.crash
    if crash is None or not crash.code_line:
        return failure.message or failure.type
    inside = "" if crash.function == MODULE else f" in `{named(crash.function)}`"
    if crash.code_line.startswith("raise ") and crash is failure.frames[-1]:
        return f"The program raised this {failure.type} itself{inside}"
    return f"`{one_line(crash.code_line, 80)}`{inside} raised {failure.type}"


def violation(case: Case) -> Refusal | None:
    """The refusal that the run died of; one that the program lived through is no violation."""
    return violation_of(case.diagnosis.run) if case.diagnosis.run else None


def reason_of(refusal: Refusal | None) -> str:
    """Why an operation was refused."""
    named = [one.reason for one in CAPABILITIES if refusal and one.name == refusal.capability]
    return named[0] if named else ""


def alternatives_to(refusal: Refusal | None) -> tuple[str, ...]:
    """What to do instead of a refused operation."""
    named = [one.alternatives for one in CAPABILITIES if refusal and one.name == refusal.capability]
    return named[0] if named else ()


def suggestions_of(case: Case, failure: Failure) -> tuple[str, ...]:
    """Say what to do in this program, best first, each thing once; there is always something."""
    found = dict.fromkeys(specific(case))
    if not found or case.diagnosis.category in FROM_LIMITS:
        found |= dict.fromkeys(general(case, failure))
    return tuple(found)[:MOST_SUGGESTIONS]


def specific(case: Case) -> Iterator[str]:
    """Yield what is known for this very program."""
    if case.diagnosis.cause:
        yield from case.diagnosis.cause.suggestions
    elif case.proven_fix and case.proven_fix.suggested_fix:
        yield case.proven_fix.suggested_fix
    for finding in case.diagnosis.findings:
        if finding.outcome is Outcome.CONFIRMED or case.diagnosis.run is None:
            yield from finding.suggestions


def general(case: Case, failure: Failure) -> Iterator[str]:
    """Yield what holds for this kind of failure; for an open one, what to look at."""
    run = case.diagnosis.run
    match case.diagnosis.category:
        case Category.SECURITY:
            yield from alternatives_to(violation(case))
        case Category.TIMEOUT:
            yield from TOO_SLOW
        case Category.MEMORY:
            yield from TOO_LARGE
        case Category.IMPORT:
            yield "Use a module that is available, or have this one installed where the program runs"
        case Category.SYNTAX:
            yield f"Correct line {failure.line}"
        case _ if run and run.stdout.cut and failure.type == "OutputLimitExceeded":
            yield f"Print less: {limit(run.limits.output_mb)} of output are allowed"
        case _ if failure.type == EXIT:
            yield "Let the program come to its end, or leave it with exit code 0, where it did what it should"
        case _:
            yield from look_at(failure)


def look_at(failure: Failure) -> Iterator[str]:
    """Name the values that met on the failing line."""
    crash = failure.crash
    if crash is None:
        yield "Run the program in smaller parts to find the statement that ends it"
        return
    seen = [one for one in crash.operands if is_data(one.value)]
    values = [f"`{one.text}` was {one_line(one.value.text, 40)}" for one in seen[:3]]
    if values:
        yield f"Find out where these values came from, on line {crash.line}: {', '.join(values)}"
    else:
        yield f"Print the values that line {crash.line} uses just before it"


def lowered(sentence: str) -> str:
    """Let a sentence go on after another one."""
    return sentence[:1].lower() + sentence[1:]
