"""Slips of the pen: where the text hints at them, what is written instead, and where it does not.

The programs stand in `slips.txt`, each with its title and the kind of slip; `«this→that»` is the slip and
what was meant. Those of kind `nothing` make sense.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analyzer.correlation.guesses import MOST, every_slip, guesses
from knowledge.facts import Facts

type FactsOf = Callable[..., Facts]

PROGRAMS = (Path(__file__).parent / "slips.txt").read_text(encoding="utf-8")
CHANGE = re.compile("«(.*?)→(.*?)»", re.DOTALL)
NOTHING = "nothing"


def programs() -> Iterator[tuple[str, str, str]]:
    """Yield title, kind and text of each."""
    for part in re.split("^== ", PROGRAMS, flags=re.MULTILINE)[1:]:
        head, _, code = part.partition("\n")
        title, _, kind = head.rpartition(": ")
        yield title, kind, code.strip("\n")


SLIPS = [pytest.param(kind, code, id=title) for title, kind, code in programs() if kind != NOTHING]
SOUND = [pytest.param(code, id=title) for title, kind, code in programs() if kind == NOTHING]


@pytest.mark.parametrize(("name", "code"), SLIPS)
def test_writes_what_was_meant(facts_of: FactsOf, name: str, code: str) -> None:
    """The program fails, one of the changes makes it what was meant, and then it ends cleanly."""
    facts, meant = facts_of(CHANGE.sub(r"\1", code)), CHANGE.sub(r"\2", code)
    kind = next(one for one in every_slip() if one.name == name)
    assert not facts.run.succeeded
    assert meant in [facts.source.edited(fix.edits) for fix in kind.find(facts)]
    assert facts_of(meant).run.succeeded


@pytest.mark.parametrize("code", SOUND)
def test_sees_nothing_in_what_makes_sense(facts_of: FactsOf, code: str) -> None:
    """Nothing that speaks for itself is found in a sound part of a failing program."""
    facts = facts_of(f"{code}\nassert 0")
    assert [fix.words for one in every_slip() if one.rank == 0 for fix in one.find(facts)] == []


def test_every_slip_has_a_program() -> None:
    """No kind of slip goes without a proof."""
    assert {one.name for one in every_slip()} == {kind for _, kind, _ in programs()} - {NOTHING}


@pytest.mark.parametrize(
    "code",
    [
        "\n".join(f"def f{n}(a, b):\n    return a\nf{n}(1, 2)" for n in range(200)) + "\nassert 0",
        "x = " + "-".join(["y"] * 300) + " if 0 else 1\nassert 0",
        "é, ñ = 1, 2\ndef größe(ß, ü):\n    return ß\ngröße(é, ñ)\nassert 0",
    ],
    ids=["hundreds of them", "a long expression", "letters of many alphabets"],
)
def test_few_are_tried(facts_of: FactsOf, code: str) -> None:
    """However many there are, a caller waits for a few only."""
    assert len(guesses(facts_of(code))) <= MOST + 2
