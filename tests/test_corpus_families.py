"""Every family of failures has cases: `corpus/families.md` names them, one line a way to fail."""

import re
import tomllib
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "corpus"
TABLE = (CORPUS / "families.md").read_text(encoding="utf-8")
FAMILIES = {
    heading: re.findall(r"^- (.+): (`[a-z].*)$", lines, re.MULTILINE)
    for heading, lines in re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", TABLE, re.MULTILINE)
}
TYPES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["expect"].get("type", "none")
    for path in CORPUS.glob("*/*.toml")
}


@pytest.mark.parametrize(("heading", "ways"), FAMILIES.items(), ids=FAMILIES)
def test_each_way_to_fail_is_shown(heading: str, ways: list[tuple[str, str]]) -> None:
    """Every case that is named exists, and fails with a type of its family."""
    named = [name for _, names in ways for name in re.findall(r"`(\w+)`", names)]
    assert [name for name in named if TYPES.get(name) not in heading.split(", ")] == []


def test_no_line_of_the_table_is_overlooked() -> None:
    """A line in another form would name cases that nobody looks for."""
    assert sum(map(len, FAMILIES.values())) == TABLE.count("\n- ")


def test_a_case_is_named_once() -> None:
    """A case under two ways to fail would let one of them look better covered than it is."""
    named = re.findall(r"`(\w+)`", TABLE.partition("\n## ")[2])
    assert sorted({name for name in named if named.count(name) > 1 and name in TYPES}) == []


def test_every_type_that_fails_often_has_a_family() -> None:
    """A type with five cases or more is no curiosity."""
    headed = {kind for heading in FAMILIES for kind in heading.split(", ")}
    often = {kind for kind in TYPES.values() if [*TYPES.values()].count(kind) >= 5}
    assert often - {"none"} <= headed
