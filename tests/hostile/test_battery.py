"""Every hostile program is held.

Each is run once here, under its policies in turn, and the longest ones not at all: `make battery` runs every
program under every policy that it is for, as several users, with namespaces and without.
"""

from collections.abc import Iterator

import pytest

from tools.battery.arena import Arena, arena
from tools.battery.case import Case, cases
from tools.battery.trial import tried

SHORT = [
    (case, case.policies[number % len(case.policies)]) for number, case in enumerate(cases()) if not case.slow
]
FEWEST = 150


@pytest.fixture(scope="module")
def here() -> Iterator[Arena]:
    """The ground around the sandbox, and a warm process."""
    with arena() as made:
        yield made


@pytest.mark.parametrize(
    ("case", "policy"), SHORT, ids=[f"{case.title.replace('_', ' ')}, {policy}" for case, policy in SHORT]
)
def test_is_held(here: Arena, case: Case, policy: str) -> None:
    """Nothing outside was touched, the verdict is right, and the next run does not notice."""
    trial = tried(here, case, policy)
    assert trial.verdict in {"held", "limit", "skipped"}, [breach.words for breach in trial.breaches]


def test_there_are_many() -> None:
    """The battery may grow; it may not shrink unnoticed."""
    assert len(cases()) >= FEWEST
