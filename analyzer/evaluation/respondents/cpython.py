"""CPython's bare traceback: its last line is the cause, its message the hint."""

from analyzer.evaluation.answer import Answer
from analyzer.evaluation.case import Case
from analyzer.evaluation.respondent import Respondent, always_here
from analyzer.evaluation.respondents.raydx import answer_of
from analyzer.session import Analyzer


def ask(case: Case, analyzer: Analyzer) -> Answer:
    """Run the case in the sandbox and keep only what the interpreter printed.

    The category follows from the type alone: a bare interpreter knows no policy and no limit, so what was
    ended from outside has none.
    """
    report = analyzer.diagnose(case.code, policy=case.policy, limits=case.limits, stdin=case.stdin, level=2)
    full, fault = answer_of(report), report.execution_result.exception_info
    if report.success or fault is None or report.error_details is None:
        return Answer(category=full.category if report.success else None, stdout=full.stdout)
    message = f"{fault.type}: {fault.message}"
    line = full.line
    births = (line,) if line is not None else ()
    category = full.category if full.category in ("runtime_error", "import_error", "syntax_error") else None
    return Answer(category, fault.type, line, full.column, births, hint=message, stdout=full.stdout)


cpython = Respondent("cpython", ask, always_here)
