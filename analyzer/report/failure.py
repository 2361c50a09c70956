"""What went wrong, in the specification's terms, whoever saw it: the program, the parent or the compiler."""

import signal
from dataclasses import dataclass

from analyzer.report.lines import Lines
from analyzer.report.marks import marks
from analyzer.report.told import limit
from knowledge.diagnosis import Diagnosis
from knowledge.finding import Span
from knowledge.program import Program
from knowledge.run import PROGRAM, Claims, Ending, Fault, Frame, Run, Trace

SYNTAX_ERROR = "syntax-error"
LONGEST_STACK = 1_000
FROM_OUTSIDE = frozenset(Ending) - {Ending.EXITED}


@dataclass(frozen=True, slots=True)
class Failure:
    """The type, the words and the place of a failure, with the frames at that moment, outermost first."""

    type: str
    message: str
    span: Span | None = None
    line: int | None = None
    frames: tuple[Frame, ...] = ()

    @property
    def crash(self) -> Frame | None:
        """The innermost frame of the program."""
        inside = [frame for frame in self.frames if frame.in_program]
        return inside[-1] if inside else None


def failure_of(diagnosis: Diagnosis) -> Failure | None:
    """Name the failure; None after a success."""
    run = diagnosis.run
    if diagnosis.category is None:
        return None
    if run is None:
        return of_syntax(diagnosis)
    if run.fault and run.ending not in FROM_OUTSIDE:
        return of_fault(run.fault, run)
    return of_ending(run, diagnosis.program)


def of_syntax(diagnosis: Diagnosis) -> Failure:
    """Take it from the finding: its subject is the exception's class."""
    for finding in diagnosis.findings:
        if finding.code == SYNTAX_ERROR:
            kind = finding.subject or "SyntaxError"
            return Failure(kind, finding.message, finding.span, finding.span.line)
    return Failure("SyntaxError", diagnosis.source.trouble or "the text is no Python")


def of_fault(fault: Fault, run: Run) -> Failure:
    """Take it from the exception; where that has no words, the limits may have some."""
    message = fault.message
    if not message and fault.is_a("MemoryError"):
        message = over_memory(run)
    return placed(fault.name, message, fault.frames)


def of_ending(run: Run, program: Program | None) -> Failure:
    """Say what the parent saw; where it saw no stack, the trace knows where the program was last."""
    frames = run.stuck or (run.fault.frames if run.fault else ())
    if not frames and program:
        frames = last_seen(Lines(program), run.trace)
    return placed(*words_of_ending(run), frames)


def last_seen(lines: Lines, trace: Trace) -> tuple[Frame, ...]:
    """The lines that were reached last, that of each open function, outermost first."""
    found: list[Frame] = []
    depth = LONGEST_STACK
    for mark in reversed(marks(lines, trace)):
        if mark.depth < depth:
            depth = mark.depth
            code = lines.program.source.code_line(mark.line)
            found.append(Frame(PROGRAM, mark.function, mark.line, code))
    return tuple(reversed(found))


def placed(kind: str, message: str, frames: tuple[Frame, ...]) -> Failure:
    """Give a failure the place of the innermost frame of the program."""
    crash = Failure(kind, message, frames=frames).crash
    return Failure(kind, message, crash.span if crash else None, crash.line if crash else None, frames)


def words_of_ending(run: Run) -> tuple[str, str]:
    """Name how the process ended: a type as the specification would call it, and a sentence."""
    match run.ending:
        case Ending.TIMEOUT:
            return "ExecutionTimeout", f"Code execution exceeded {run.limits.seconds:g} second timeout"
        case Ending.MEMORY:
            return "MemoryError", over_memory(run)
        case Ending.OUTPUT:
            return "OutputLimitExceeded", f"Output limit of {limit(run.limits.output_mb)} exceeded"
        case Ending.DISK:
            return "DiskLimitExceeded", "The limit of the scratch directory was exceeded"
        case Ending.SIGNALLED:
            return "ProcessKilled", f"The process was ended by {signal_name(run.signal)}"
        case Ending.LOST:
            return "RunLost", "The sandbox lost the process; how the program would have ended is not known"
        case _:
            return words_of_record(run)


def words_of_record(run: Run) -> tuple[str, str]:
    """Name what is wrong with a process that ended by itself."""
    match run.claims:
        case Claims.FORGED:
            return "ForgedRecord", "The program wrote into the sandbox's record of the run"
        case Claims.INCONSISTENT:
            return "InconsistentRecord", "The process left a record that contradicts how it ended"
        case Claims.MISSING:
            return (
                "MissingRecord",
                f"The process ended with exit code {run.exit_code} before the program had ended",
            )
        case Claims.KEPT:
            return "SystemExit", f"The program ended with exit code {run.exit_code}"


def over_memory(run: Run) -> str:
    """Say which limit was hit."""
    return f"Memory limit of {limit(run.limits.memory_mb)} exceeded"


def signal_name(number: int | None) -> str:
    """Name a signal: `SIGSEGV (Segmentation fault)`."""
    if number is None:
        return "a signal"
    if number not in set(signal.Signals):
        return f"signal {number}"
    words = signal.strsignal(number)
    return f"{signal.Signals(number).name} ({words})" if words else signal.Signals(number).name
