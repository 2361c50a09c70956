"""A warm process for all tests, and a way to run a program in it that reads well."""

from collections.abc import Callable, Iterator

import pytest

from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.run import Run
from knowledge.source import source_of

type RunProgram = Callable[..., Run]
"""`run(text, policy="strict", stdin=b"", **limits)` runs a program; ten seconds unless told otherwise."""


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """The warm process."""
    with Zygote() as warm:
        yield warm


@pytest.fixture(scope="session")
def run(zygote: Zygote) -> RunProgram:
    """Run programs in the warm process."""

    def run_program(text: str, policy: str = "strict", stdin: bytes = b"", **limits: float) -> Run:
        return execute(
            zygote, source_of(text), policy_named(policy), Limits(**{"seconds": 10.0, **limits}), stdin
        )

    return run_program
