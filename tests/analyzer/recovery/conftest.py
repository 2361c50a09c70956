"""Diagnoses of small programs that really ran."""

from collections.abc import Callable, Iterator

import pytest

from analyzer.correlation.category import category_of
from analyzer.recovery.trials import Attempt, broken
from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.cause import Cause, Fix
from knowledge.diagnosis import Category, Diagnosis
from knowledge.finding import Finding, Span
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.run import Run
from knowledge.source import source_of

type Diagnosed = Callable[..., Diagnosis]


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """One warm process for all tables."""
    with Zygote() as warm:
        yield warm


@pytest.fixture(scope="session")
def attempt(zygote: Zygote) -> Attempt:
    """Run a text, as it would be sent, in the sandbox."""

    def run(text: str) -> Run:
        limits = Limits(seconds=1.0, output_mb=0.3)
        return execute(zygote, source_of(text), policy_named("strict"), limits)

    return run


@pytest.fixture(scope="session")
def diagnosed(attempt: Attempt) -> Diagnosed:
    """Diagnose a program as far as the options need it: its run, and a cause with these fixes."""

    def diagnose(
        code: str, *fixes: Fix, findings: tuple[Finding, ...] = (), advice: tuple[str, ...] = ()
    ) -> Diagnosis:
        source = source_of(code)
        cause = Cause("made-for-a-test", "because", Span(1, 0, 1, 0), fixes=fixes, suggestions=advice)
        if broken(code):
            return Diagnosis(source, program_of(source), findings, None, Category.SYNTAX, cause)
        run = attempt(code)
        return Diagnosis(source, program_of(source), findings, run, category_of(run), cause)

    return diagnose
