"""Every hostile program is held.

Each is run once here, under its policies in turn, and the longest ones not at all: `make battery` runs every
program under every policy that it is for, as several users, with namespaces and without.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tools.battery.arena import Arena, arena
from tools.battery.case import Case, Expected, cases
from tools.battery.trial import tried

SHORT = [
    (case, case.policies[number % len(case.policies)]) for number, case in enumerate(cases()) if not case.slow
]
FEWEST = 200
ROOT = Path(__file__).parents[2]


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


CONNECTS = "import socket\nsocket.create_connection(('127.0.0.1', @PORT@), timeout=1)\n"


@pytest.mark.parametrize(
    ("code", "expected", "verdict"),
    [
        ("print(1)\n", Expected(succeeds=True, prints="1\n"), "held"),
        (CONNECTS, Expected(), "escape"),
        ("print('@REACHED@')\n", Expected(), "escape"),
        ("print('sec' + 'ret')\n", Expected(hides=("secret",)), "escape"),
        ("x = 1\n", Expected(exit_code=1), "wrong"),
        ("x = 1\n", Expected(ends=("timeout",)), "wrong"),
        ("x = 1\n", Expected(refused=("network",)), "wrong"),
        ("x = 1\n", Expected(claims=("forged",)), "wrong"),
        ("1 / 0\n", Expected(succeeds=True), "wrong"),
        ("1 / 0\n", Expected(fault=("ValueError",)), "wrong"),
    ],
    ids=[
        "a sound program is held",
        "a knock at a door is an escape",
        "reaching the aim is an escape",
        "what should be hidden is an escape",
        "another exit code is wrong",
        "another ending is wrong",
        "a refusal that is not told is wrong",
        "another state of the record is wrong",
        "a failure is no success",
        "another exception is wrong",
    ],
)
def test_notices(here: Arena, code: str, expected: Expected, verdict: str) -> None:
    """The runner sees what it is there to see: here the policy grants a network."""
    case = replace(cases()[0], code=code, expected=expected, policies=("open",), uses=(), needs=None)
    assert tried(here, case, "open").verdict == verdict


def test_the_page_names_what_is_there() -> None:
    """Every theme and every test that `docs/sandbox.md` calls as a witness exists."""
    page = (ROOT / "docs" / "sandbox.md").read_text(encoding="utf-8")
    themes = {case.theme for case in cases()}
    witnesses = {found.name for found in (ROOT / "tests").rglob("test_*.py")}
    assert set(re.findall(r"`H/(\w+)", page)) - {"x"} == themes
    assert set(re.findall(r"`(test_\w+\.py)`", page)) <= witnesses
