"""What is said about whole programs: each is run in the sandbox, explained, and its fix is tried.

The programs stand in `programs/`, with what is expected of them behind each:

    == A title that reads as a sentence [2 s] [stdin 17]
    the program
    -> the-code in line 3, proven
       words that have to be said
       fix: the words of a fix after which the program runs to its end

A `~` instead of the certainty allows any: how much is known of a program that ran out of memory depends on
the moment. `-> nothing` means that the explainers leave the cause open.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from analyzer.correlation.causes import explanations
from knowledge.facts import Facts

FOLDER = Path(__file__).parent / "programs"
HEAD = re.compile(r"(?P<title>[^\[]+?)(?: \[(?P<seconds>[\d.]+) s\])?(?: \[stdin (?P<stdin>.+)\])?")
GENERAL = frozenset({"library-call-failed"})
"""What is said where nobody knows better; it may stand behind another cause."""


@dataclass(frozen=True)
class Case:
    """A program with what should be said about it."""

    title: str
    code: str
    told: str
    words: tuple[str, ...]
    fix: str | None
    seconds: float
    stdin: bytes

    @property
    def is_stopped(self) -> bool:
        """Whether the program is meant to run into its time limit."""
        return self.seconds < 1


def cases() -> Iterator[Case]:
    """Read all programs."""
    for path in sorted(FOLDER.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").removeprefix("== ").split("\n== "):
            yield case(part)


def case(part: str) -> Case:
    """Read one program and what is expected of it."""
    program, _, expected = part.rpartition("\n-> ")
    head, _, code = program.partition("\n")
    found = HEAD.fullmatch(head)
    assert found, head
    told, *words = expected.strip("\n").split("\n")
    fixes = [line.strip().removeprefix("fix: ") for line in words if line.strip().startswith("fix: ")]
    said = tuple(line.strip() for line in words if not line.strip().startswith("fix: "))
    seconds, stdin = float(found["seconds"] or 5), (found["stdin"] or "").encode()
    return Case(found["title"], code, told, said, fixes[0] if fixes else None, seconds, stdin)


NEEDS_STACK = pytest.mark.skipif(
    sys.version_info < (3, 13), reason="the variables of a stopped program can be read on 3.13 only"
)
CASES = [pytest.param(one, id=one.title, marks=NEEDS_STACK if one.is_stopped else ()) for one in cases()]


@pytest.mark.parametrize("expected", CASES)
def test_program(expected: Case, facts_of: Callable[..., Facts]) -> None:
    """The cause has its code, line, certainty and words; its fix mends the program; nobody else speaks."""
    facts = facts_of(expected.code, seconds=expected.seconds, stdin=expected.stdin)
    found = sorted(explanations(facts), key=lambda pair: (pair[1].certainty.rank, pair[0], pair[1].code))
    causes = [cause for _, cause in found]
    if expected.told == "nothing":
        assert causes == []
        return
    cause = causes[0]
    certainty = "~" if expected.told.endswith("~") else cause.certainty
    assert f"{cause.code} in line {cause.span.line}, {certainty}" == expected.told
    spoken = " ".join([cause.immediate, cause.because, *cause.suggestions])
    assert [words for words in expected.words if words not in spoken] == []
    assert [other.code for other in causes[1:] if other.code not in GENERAL] == []
    if expected.fix:
        fix = next(one for one in cause.fixes if one.words == expected.fix)
        mended = facts_of(facts.source.edited(fix.edits), seconds=expected.seconds, stdin=expected.stdin)
        assert mended.run.succeeded
