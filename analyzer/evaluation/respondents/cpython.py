"""CPython's bare traceback: its last line is the cause, its message the hint."""

from analyzer.evaluation.answer import Answer
from analyzer.evaluation.bare_run import bare_run, broken_text
from analyzer.evaluation.case import FINE, Case
from analyzer.evaluation.reading import BY_TYPE
from analyzer.evaluation.respondent import Respondent, always_here, one_by_one
from analyzer.session import Analyzer
from knowledge.run import Ending, Fault, Run


def ask(case: Case, analyzer: Analyzer) -> Answer:
    """Compile and run the text exactly as it stands, and keep only what the interpreter itself says.

    It knows no policy and no limit: of what was refused or ended from outside it can only say what its
    own exception says. Its last line of output is the whole hint, its suggestions ("Did you mean")
    included.
    """
    broken = broken_text(case.code)
    if broken is not None:
        column = broken.offset - 1 if broken.offset else None
        births = (broken.lineno,) if broken.lineno else ()
        name = type(broken).__name__
        return Answer("syntax_error", name, broken.lineno, column, births, hint=f"{name}: {broken.msg}")
    return answer_of(bare_run(case, analyzer))


def answer_of(run: Run) -> Answer:
    """Take from a run what the interpreter printed."""
    fault = run.fault
    if run.succeeded or fault is None or run.ending is not Ending.EXITED:
        return Answer(FINE if run.succeeded else None, stdout=run.stdout.text)
    crash = fault.crash
    line, column = (crash.line, crash.span.column if crash.span else None) if crash else (None, None)
    category = BY_TYPE.get(fault.name, "runtime_error")
    births = (line,) if line is not None else ()
    return Answer(category, fault.type, line, column, births, hint=last_line(fault), stdout=run.stdout.text)


def last_line(fault: Fault) -> str:
    """What the traceback ends with: the type, the message and what it suggests."""
    lines = fault.text.rstrip().splitlines()
    return lines[-1] if lines else f"{fault.type}: {fault.message}"


cpython = Respondent("cpython", one_by_one(ask), always_here)
