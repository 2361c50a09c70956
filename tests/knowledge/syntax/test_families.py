"""Every family of syntax errors proves itself by the examples that stand in its own file."""

import pytest

from knowledge.cause import Cause
from knowledge.finding import Finding, Severity
from knowledge.source import source_of
from knowledge.syntax.explaining import FAMILIES, explain_syntax
from knowledge.syntax.family import Family
from knowledge.syntax.trouble import trouble_of

MENDS = [
    pytest.param(family, text, mended, id=f"{family.code}-{text}")
    for family in FAMILIES
    for text, mended in family.mends.items()
]
TELLS = [
    pytest.param(family, text, id=f"{family.code}-{text}") for family in FAMILIES for text in family.tells
]
PASSES = [
    pytest.param(family, text, id=f"{family.code}-{text}") for family in FAMILIES for text in family.passes
]


def cause_in(text: str) -> Cause | None:
    """What is said about a text."""
    source = source_of(text)
    trouble = trouble_of(source)
    assert trouble, "the example is Python as it stands"
    return explain_syntax(source, Finding("syntax-error", Severity.ERROR, trouble.span, trouble.message))


@pytest.mark.parametrize(("family", "text", "mended"), MENDS)
def test_mends(family: Family, text: str, mended: str) -> None:
    """A family names its fault, and its first fix makes the program that it promises."""
    cause = cause_in(text)
    assert cause and cause.code == family.code
    assert source_of(text).edited(cause.fixes[0].edits) == mended


@pytest.mark.parametrize(("family", "text"), TELLS)
def test_tells(family: Family, text: str) -> None:
    """A family names its fault, and offers no change where only the author can know it."""
    cause = cause_in(text)
    assert cause and cause.code == family.code
    assert cause.suggestions and not cause.fixes


@pytest.mark.parametrize(("family", "text"), PASSES)
def test_passes(family: Family, text: str) -> None:
    """A family leaves to others what is none of its business."""
    cause = cause_in(text)
    assert cause is None or cause.code != family.code


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.code)
def test_has_proof(family: Family) -> None:
    """A family without a summary and examples does not exist."""
    assert family.summary and (family.mends or family.tells)
