"""Guesses count only where the program then ends cleanly, and what masks comes behind them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from analyzer.correlation.settling import settled
from analyzer.recovery.difference import Difference
from analyzer.recovery.options import options_for
from analyzer.recovery.trials import Attempt
from knowledge.cause import Certainty, Fix
from knowledge.diagnosis import Diagnosis, Verdict
from knowledge.source import source_of

type Diagnosed = Callable[..., Diagnosis]

FIXES = frozenset({"fix_and_retry"})
GUESS, UPSTREAM, MASK = "guess", "guess upstream", "masks"
DIVIDED = "x = 0\ny = 1 / x\n"


def change(code: str, old: str, new: str, kind: str = "") -> Fix:
    """The change of a text that stands once in the code, with its place as the birth."""
    assert code.count(old) == 1
    edits = Difference(source_of(code), code.replace(old, new)).edits()
    return Fix(
        f"`{new}`",
        edits,
        birth=edits[0].span,
        because="it was a slip",
        guess="guess" in kind,
        upstream="upstream" in kind,
        masks="masks" in kind,
    )


@pytest.mark.parametrize(
    ("code", "changes", "offered"),
    [
        ("t = (1,)\nt[0] = 1 + 'a'\n", [("'a'", "2", GUESS)], None),
        (DIVIDED, [("1 / x", "1 / x if x else 0", MASK), ("x = 0", "x = 1", GUESS)], "`x = 1`"),
        (DIVIDED, [("1 / x", "1 / x if x else 0", MASK)], "`1 / x if x else 0`"),
        ("x = 1\nprint(x)\n[1][x]\n", [("x = 1", "x = 0", GUESS)], None),
        ("x = 1\nprint(x)\n[1][x]\n", [("x = 1", "x = 0", UPSTREAM)], "`x = 0`"),
        ("x = 1\nprint(x)\n[1][x]\n", [("print(x)\n[1][x]", "pass", UPSTREAM)], None),
        ("x = 1\nprint(x, '!')\n[1][x]\n", [("print(x, '!')\n[1][x]", "print([x])", UPSTREAM)], None),
    ],
    ids=[
        "a guess that only moves on is none",
        "what mends comes before what hides",
        "what hides is offered where nothing mends",
        "a guess keeps the output",
        "a slip may have printed wrong things",
        "a slip prints as many lines",
        "a slip prints lines of the same form",
    ],
)
def test_offers_the_change(
    diagnosed: Diagnosed,
    attempt: Attempt,
    code: str,
    changes: list[tuple[str, str, str]],
    offered: str | None,
) -> None:
    """The first option is this change, or there is none."""
    fixes = [change(code, old, new, kind) for old, new, kind in changes]
    options = options_for(diagnosed(code, *fixes), attempt, kinds=FIXES)
    assert [option.suggested_fix for option in options] == ([offered] if offered else [])


def test_tells_which_line_of_the_output_changes(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """Such a change is not called verified, and its reader is told what to look at."""
    code = "x = 1\nprint('x is', x)\n[1][x]\n"
    option = options_for(diagnosed(code, change(code, "x = 1", "x = 0", UPSTREAM)), attempt, kinds=FIXES)[0]
    assert option.verdict is Verdict.UNTESTED
    assert "line 1 of what it prints changes: `x is 0`" in option.description


def test_slips_are_looked_for_late_and_once(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """Where a fix mends the program, nobody asks for guesses."""
    asked: list[int] = []

    def guesses() -> tuple[Fix, ...]:
        asked.append(1)
        return ()

    diagnosis = diagnosed(DIVIDED, change(DIVIDED, "x = 0", "x = 1"))
    assert diagnosis.cause
    options_for(replace(diagnosis, cause=replace(diagnosis.cause, guesses=guesses)), attempt, kinds=FIXES)
    assert asked == []


@pytest.mark.parametrize(
    ("certainty", "code"),
    [(Certainty.OPEN, "found-by-trying"), (Certainty.PROVEN, "made-for-a-test")],
    ids=["an open cause gets a name", "a cause keeps its own"],
)
def test_the_birth_moves_to_a_guess_that_mends(
    diagnosed: Diagnosed, attempt: Attempt, certainty: Certainty, code: str
) -> None:
    """The place is that of the change, and nothing found by trying is called more than likely."""
    diagnosis = diagnosed(DIVIDED)
    slip = change(DIVIDED, "x = 0", "x = 1", GUESS)
    assert diagnosis.cause
    cause = replace(diagnosis.cause, certainty=certainty, guesses=lambda: (slip,))
    found = settled(cause, options_for(replace(diagnosis, cause=cause), attempt, kinds=FIXES))
    assert (found.code, found.span.line) == (code, 1)
    assert found.certainty.rank <= Certainty.LIKELY.rank
    assert found.because == "it was a slip, as running the change showed"
