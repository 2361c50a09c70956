"""Real runs of small programs, for the tables of the explainers."""

from collections.abc import Callable, Iterator

import pytest

from analyzer.correlation.causes import cause_of
from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.cause import Cause
from knowledge.facts import Facts
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.source import source_of

type FactsOf = Callable[..., Facts]
type Caused = Callable[[str], Cause]
type Mended = Callable[[str], str | None]


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


@pytest.fixture(scope="session")
def caused(facts_of: FactsOf) -> Caused:
    """Run a program and return the cause that is chosen among all explainers."""
    return lambda code: cause_of(facts_of(code))


@pytest.fixture(scope="session")
def mended(facts_of: FactsOf) -> Mended:
    """Run a program, make the first proposed change, and return what the changed program prints.

    None where nothing is proposed; a changed program that fails returns the name of its exception.
    """

    def run(code: str) -> str | None:
        facts = facts_of(code)
        fixes = cause_of(facts).fixes
        if not fixes:
            return None
        again = facts_of(facts.source.edited(fixes[0].edits)).run
        return again.fault.name if again.fault else again.stdout.text.strip()

    return run
