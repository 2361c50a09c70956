"""Runs a text in the sandbox as it stands: no look before, no explanation after."""

import warnings
from dataclasses import replace

from analyzer.evaluation.case import Case
from analyzer.session import Analyzer
from executor.execute import execute
from executor.policy import policy_named
from knowledge.limits import Limits
from knowledge.run import Run
from knowledge.source import Source


def bare_run(case: Case, analyzer: Analyzer) -> Run:
    """Run the case's program under its policy and within its limits."""
    return run_text(case.code, case, analyzer)


def run_text(text: str, case: Case, analyzer: Analyzer, seconds: float | None = None) -> Run:
    """Run another text under the conditions of a case, for at most so many seconds."""
    return run_source(as_it_stands(text), case, analyzer, seconds)


def run_source(source: Source, case: Case, analyzer: Analyzer, seconds: float | None = None) -> Run:
    """Run a source under the conditions of a case."""
    limits = case.limits if seconds is None else shorter(case.limits, seconds)
    stdin = case.stdin.encode("utf-8", "surrogateescape")
    return execute(analyzer.zygote(), source, policy_named(case.policy), limits, stdin)


def shorter(limits: Limits, seconds: float) -> Limits:
    """The same limits with less time."""
    return replace(limits, seconds=min(limits.seconds, seconds))


def as_it_stands(text: str) -> Source:
    """A source that is not unwrapped: a fence around it stays in the program."""
    return Source(text, text, (0,) * (text.count("\n") + 1))


def broken_text(text: str) -> SyntaxError | None:
    """What the compiler says of a text; None where it compiles, or fails for want of room."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<string>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error
    except (RecursionError, MemoryError, ValueError):
        return None
    return None
