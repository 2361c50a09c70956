"""Planting faults: in the right place, with the right remedy, and the same ones every time."""

from collections.abc import Iterator
from random import Random

import pytest

from analyzer.evaluation.case import FINE, Case, Expectation
from analyzer.evaluation.mutation.fault import Fault, clean_of
from analyzer.evaluation.mutation.mutants import FAULTS, mutants
from analyzer.evaluation.mutation.typos import misspelt
from analyzer.session import Analyzer

PROGRAM = """import json
from math import sqrt

RECORDS = '[{"näme": "Ada", "points": "3"}, {"näme": "Bob", "points": "4"}]'


def total(records, limit):
    found = []
    for place in range(len(records)):
        points = int(records[place]["points"])
        found.append(points)
    result = sum(found) + limit
    return result


rows = json.loads(RECORDS)
length = sqrt(total(rows, 2))
print("日本 länge:", round(length, ndigits=2), sep=" ")
print(length + 1)
"""
CLEAN = Case("one", "here", "fine", PROGRAM, Expectation(FINE))
OTHERS = tuple(
    Case(name, "here", "fine", code, Expectation(FINE))
    for name, code in {
        "empty": "",
        "broken": "def f(:\n",
        "fails": "print(1 / 0)\n",
        "endless": "while True: pass\n",
        "hostile": "import os\nos.system('true')\n",
        "deep": "x = " + "(" * 90 + "1" + ")" * 90 + "\n",
    }.items()
)
NAMES = [fault.name for fault in FAULTS]


@pytest.fixture(scope="module")
def analyzer() -> Iterator[Analyzer]:
    """One warm process for all."""
    with Analyzer() as warm:
        yield warm


@pytest.fixture(scope="module")
def made(analyzer: Analyzer) -> dict[str, Case]:
    """The mutants of the program, by their fault."""
    return {mutant.family: mutant for mutant in mutants([CLEAN], 1, 100, analyzer)}


@pytest.mark.parametrize("name", NAMES)
def test_every_fault_can_be_planted(made: dict[str, Case], name: str) -> None:
    """In a program that has a place for each of them."""
    assert name in made


@pytest.mark.parametrize("name", NAMES)
def test_a_mutant_knows_its_place_and_remedy(made: dict[str, Case], name: str) -> None:
    """The lines of birth hold a line that differs from the clean program's; the remedy is that program."""
    mutant = made[name]
    before, after = PROGRAM.split("\n"), mutant.code.split("\n")
    changed = next(
        number for number, (old, new) in enumerate(zip(before, after, strict=False), 1) if old != new
    )
    assert mutant.code != PROGRAM and mutant.expect.fixed == PROGRAM
    assert name == "dropped-import" or {changed, changed + 1} & set(mutant.expect.births)
    assert mutant.expect.type and mutant.expect.lines and mutant.expect.category != FINE


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_a_plant_changes_few_characters(fault: Fault) -> None:
    """One fault, not a new program; and every edit lies inside the text."""
    clean = clean_of(PROGRAM)
    assert clean is not None
    plants = list(fault.plants(clean, Random(0)))
    sizes = [abs(len(clean.source.edited(plant.edits)) - len(PROGRAM)) for plant in plants]
    assert plants and max(sizes) <= 30
    assert all(0 < line <= PROGRAM.count("\n") + 1 for plant in plants for line in plant.lines)


def test_the_same_seed_gives_the_same_mutants(analyzer: Analyzer) -> None:
    """And another one gives others."""
    first, again, other = (list(mutants([CLEAN], seed, 8, analyzer)) for seed in (5, 5, 6))
    assert first == again != other


def test_fewer_mutants_are_the_first_of_more(analyzer: Analyzer) -> None:
    """A count cuts, it does not choose."""
    fewer, more = (list(mutants([CLEAN], 5, count, analyzer)) for count in (4, 8))
    assert fewer == more[:4]


@pytest.mark.parametrize("program", OTHERS, ids=[program.id for program in OTHERS])
def test_what_does_not_end_cleanly_gives_no_mutant(program: Case, analyzer: Analyzer) -> None:
    """Or has no place for a fault; either way nothing is planted, and nothing breaks."""
    assert [mutant for mutant in mutants([program], 0, 5, analyzer) if program.id != "deep"] == []


@pytest.mark.parametrize("word", ["total", "größe", "x", "", "a.b", "class"])
def test_a_slip_is_another_name(word: str) -> None:
    """It is an identifier and differs from the word; words that are too short are left alone."""
    slips = [misspelt(word, Random(seed)) for seed in range(50)]
    assert all(slip is None or (slip != word and slip.isidentifier()) for slip in slips)
    assert any(slips) == (len(word) >= 3 and word.isidentifier())
