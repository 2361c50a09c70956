"""Which of the six kinds of failure this is."""

from knowledge.diagnosis import Category
from knowledge.run import Ending, Fault, Refusal, Run

VIOLATION = "SecurityViolation"
BY_ENDING = {Ending.TIMEOUT: Category.TIMEOUT, Ending.MEMORY: Category.MEMORY}


def category_of(run: Run | None) -> Category | None:
    """Name the category; None for a success. Without a run the text was no Python.

    What the parent saw comes first: a program that was ended from outside cannot talk itself into another
    category.
    """
    if run is None:
        return Category.SYNTAX
    if run.succeeded:
        return None
    if run.ending in BY_ENDING:
        return BY_ENDING[run.ending]
    if violation_of(run):
        return Category.SECURITY
    return of_fault(run.fault) if run.fault else Category.RUNTIME


def of_fault(fault: Fault) -> Category:
    """Name the category of an exception that the sandbox had no part in."""
    if fault.is_a("MemoryError"):
        return Category.MEMORY
    return Category.IMPORT if fault.is_a("ImportError") else Category.RUNTIME


def violation_of(run: Run) -> Refusal | None:
    """Find the refusal that the run died of, if it died of one.

    A refusal that the program or a library shrugged off is no violation: libraries probe for what they can
    do. It counts when the exception that ended the run is the refusal itself, or an operating system's
    error raised on the very line that was refused.
    """
    if not run.refusals or run.succeeded:
        return None
    if run.fault is None:
        return next((refusal for refusal in reversed(run.refusals) if died_silently(run, refusal)), None)
    if run.fault.is_a(VIOLATION):
        return run.refusals[-1]
    lines = lines_of(run.fault) if is_refusal(run.fault) else set()
    return next((refusal for refusal in reversed(run.refusals) if refusal.line in lines), None)


def is_refusal(fault: Fault) -> bool:
    """Whether the exception, or one that it was made from, is what the kernel's refusal turns into."""
    return any(link.is_a("OSError") for link in made_from(fault))


def lines_of(fault: Fault) -> set[int]:
    """Collect the program's lines on the failing stack, those of what it was made from included."""
    return {frame.line for link in made_from(fault) for frame in link.frames if frame.in_program}


def made_from(fault: Fault) -> list[Fault]:
    """The exception, and the one that the program turned into it.

    That is what `raise ... from` gave, or what was being handled by a `raise` of the program; any other
    failure inside a handler is a failure of its own.
    """
    raised = fault.crash is not None and fault.crash.code_line.startswith("raise")
    source = fault.cause or (fault.context if raised else None)
    return [fault] if source is None else [fault, *made_from(source)]


def died_silently(run: Run, refusal: Refusal) -> bool:
    """Whether a run without an exception can have died of a refusal that the kernel saw."""
    return run.ending is Ending.SIGNALLED and refusal.seen_by in ("kernel", "both")
