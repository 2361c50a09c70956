"""How far programs came that really ran."""

from collections.abc import Callable, Iterator

import pytest

from analyzer.report.case import Case
from analyzer.report.progress import Progress
from executor.execute import execute
from executor.policy import STRICT
from executor.zygote import Zygote
from knowledge.diagnosis import Category, Diagnosis
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.source import source_of

LIMITS = Limits(seconds=5, memory_mb=100, output_mb=1)

type ProgressOf = Callable[..., Progress]
"""`progress_of(code, limits=LIMITS)` runs a program in the sandbox and sees how far it came."""


@pytest.fixture(scope="session")
def progress_of() -> Iterator[ProgressOf]:
    """Run programs in one warm process."""
    with Zygote() as zygote:

        def run(code: str, limits: Limits = LIMITS) -> Progress:
            source = source_of(code)
            run = execute(zygote, source, STRICT, limits)
            category = None if run.succeeded else Category.RUNTIME
            progress = Case(Diagnosis(source, program_of(source), (), run, category), "strict").progress
            assert progress is not None
            return progress

        yield run
