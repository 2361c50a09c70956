"""Programs that look wrong to a rule and are fine are let pass."""

from textwrap import dedent

import pytest

from analyzer.inspection import inspect
from executor.policy import OPEN
from knowledge.finding import Severity
from knowledge.program import program_of
from knowledge.source import source_of
from tests.analyzer.rules.suspicious_programs import FINE


@pytest.mark.parametrize("code", [dedent(code) for code in FINE.values()], ids=list(FINE))
def test_what_looks_wrong_and_is_fine_is_let_pass(code: str) -> None:
    """Nothing is called an error in a program that runs to its end."""
    source = source_of(code)
    found = inspect(source, program_of(source), OPEN).findings
    assert [one for one in found if one.severity is Severity.ERROR] == []


WITHOUT_A_WORD = [name for name in FINE if name != "an own __init__ that another class calls for it"]
"""There the rule cannot see the way, and warns."""


@pytest.mark.parametrize("name", WITHOUT_A_WORD)
def test_what_is_fine_gets_no_warning(name: str) -> None:
    """Nor is anything said about members, keywords and results."""
    source = source_of(dedent(FINE[name]))
    assert inspect(source, program_of(source), OPEN).findings == ()
