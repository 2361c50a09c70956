"""Every rule proves itself by the examples that stand in its own file."""

from pathlib import Path

import pytest

from analyzer.catalog import every_rule
from analyzer.inspection import Inspection, inspect
from analyzer.reading.reading import Setting
from analyzer.rule import Rule
from executor.policy import STRICT
from knowledge.program import program_of
from knowledge.source import source_of

FLAGS = [pytest.param(rule, code, id=f"{rule.code}-{code}") for rule in every_rule() for code in rule.flags]
PASSES = [pytest.param(rule, code, id=f"{rule.code}-{code}") for rule in every_rule() for code in rule.passes]
FIXES = [
    pytest.param(rule, code, fixed, id=f"{rule.code}-{code}")
    for rule in every_rule()
    for code, fixed in rule.fixes.items()
]


def inspected(rule: Rule, code: str, folder: Path) -> Inspection:
    """What one rule says about a piece of code that lies in a folder, with what lies beside it."""
    for name, text in rule.beside.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    source = source_of(code)
    return inspect(source, program_of(source), STRICT, [rule], Setting(file=folder / "program.py"))


@pytest.mark.parametrize(("rule", "code"), FLAGS)
def test_flags(rule: Rule, code: str, tmp_path: Path) -> None:
    """A rule flags each of its bad examples, once."""
    assert [finding.code for finding in inspected(rule, code, tmp_path).findings] == [rule.code]


@pytest.mark.parametrize(("rule", "code"), PASSES)
def test_passes(rule: Rule, code: str, tmp_path: Path) -> None:
    """A rule is silent about each of its good examples, and has looked at them."""
    assert inspected(rule, code, tmp_path) == Inspection(())


@pytest.mark.parametrize(("rule", "code", "fixed"), FIXES)
def test_fixes(rule: Rule, code: str, fixed: str, tmp_path: Path) -> None:
    """The edits of a finding make the program that the rule promises."""
    (finding,) = inspected(rule, code, tmp_path).findings
    assert source_of(code).edited(finding.edits) == fixed


def test_codes_are_unique() -> None:
    """Two files never claim the same code."""
    codes = [rule.code for rule in every_rule()]
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_has_proof(rule: Rule) -> None:
    """A rule without a summary and examples of both kinds does not exist."""
    assert rule.summary and rule.flags and rule.passes
