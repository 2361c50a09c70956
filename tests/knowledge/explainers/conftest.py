"""Real runs of small programs, for the tables of the explainers."""

from collections.abc import Callable, Iterator

import pytest

from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.facts import Facts
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.source import source_of

type FactsOf = Callable[..., Facts]


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """One warm process for all tables."""
    with Zygote() as warm:
        yield warm


@pytest.fixture(scope="session")
def facts_of(zygote: Zygote) -> FactsOf:
    """Run a program in the sandbox and return what is known about it."""

    def run(code: str, seconds: float = 5.0, memory_mb: float = 100.0, stdin: bytes = b"") -> Facts:
        source = source_of(code)
        program = program_of(source)
        assert program is not None
        limits = Limits(seconds=seconds, memory_mb=memory_mb, output_mb=0.2)
        return Facts(program, (), execute(zygote, source, policy_named("strict"), limits, stdin))

    return run
