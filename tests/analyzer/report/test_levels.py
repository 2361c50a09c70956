"""Options, the summary and the levels: what is told, and how much of it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from analyzer.report.shapes import Report
from knowledge.diagnosis import Category, Diagnosis
from knowledge.run import (
    Ending,
    Stream,
)
from knowledge.value import Value
from tests.analyzer.report.specimen import (
    CAUSE,
    EVENTS,
    FAULT,
    FINDING,
    FIX,
    LOOK,
    MOVES,
    PART,
    PROVEN,
    REFUSAL,
    REFUTED,
    RUN,
    diagnosis,
    ended,
    told,
)


def test_options() -> None:
    """Each way to go on has its own fields and no other; a refuted one is not offered."""
    report = told(diagnosis(options=(REFUTED, FIX, MOVES, PART, LOOK)))
    sent = json.loads(report.model_dump_json())["recovery_options"]
    assert [option["verdict"] for option in sent] == ["verified", "moves_on", "verified", "untested"]
    common = {"option", "description", "verdict"}
    own = {"suggested_fix", "edits", "fixed_code", "next_error"}
    assert [set(option) - common for option in sent] == [
        own,
        own,
        {"code_snippet"},
        {"next_steps", "code_snippet"},
    ]
    assert sent[1]["next_error"] == {"type": "KeyError", "message": "'k'", "line_number": 7}
    assert sent[0]["edits"][0]["column_number"] == 14


def test_summary_names_a_proven_fix() -> None:
    """One line says type, line, what and, where it is proven, the fix."""
    summary = told(diagnosis(cause=CAUSE, options=(FIX,))).error_summary
    assert summary == "ZeroDivisionError on line 2: `0` is 0; change `0` to `2` (verified)"
    assert (
        told(diagnosis(cause=CAUSE, options=(MOVES,))).error_summary
        == "ZeroDivisionError on line 2: `0` is 0"
    )


def test_summary_is_one_line() -> None:
    """However long and broken the message is."""
    run = replace(RUN, fault=replace(FAULT, message="a\nb" * 10_000))
    summary = told(diagnosis(run=run)).error_summary
    assert summary and "\n" not in summary and len(summary) < 300


def test_level_1_is_small() -> None:
    """The summary fits into a few hundred tokens, whatever the program printed and held."""
    big = Value("list", "[0, 1, 2, ...]" * 50)
    run = replace(
        RUN, stdout=Stream("x" * 60_000, 60_000, cut=False), variables={f"v{n}": big for n in range(200)}
    )
    report = told(diagnosis(run=run, cause=CAUSE, options=(FIX, PART, LOOK)), level=1)
    sent = report.model_dump_json()
    assert len(sent) < 1_800
    assert len(report.recovery_options) == 1
    assert {"preflight", "sandbox", "partial_results", "error_stream"}.isdisjoint(json.loads(sent))


def contained(less: Any, more: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether everything that `less` tells stands in `more` as well."""
    match less, more:
        case dict(), dict():
            return all(key in more and contained(value, more[key]) for key, value in less.items())
        case list(), list():
            pairs = zip(less, more, strict=False)
            return len(less) <= len(more) and all(contained(one, other) for one, other in pairs)
        case _:
            return bool(less == more)


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize(
    "whole",
    [
        pytest.param(
            diagnosis(
                run=replace(RUN, refusals=(REFUSAL,), events=EVENTS),
                cause=PROVEN,
                options=(FIX, PART, LOOK),
                findings=(FINDING,),
            ),
            id="all there is",
        ),
        pytest.param(diagnosis(run=ended(Ending.TIMEOUT), category=Category.TIMEOUT), id="a timeout"),
        pytest.param(diagnosis(run=None, category=Category.SYNTAX), id="not run"),
        pytest.param(diagnosis(run=ended(Ending.EXITED, exit_code=0), category=None), id="a success"),
    ],
)
def test_a_level_contains_the_one_below(whole: Diagnosis, level: int) -> None:
    """Whatever a level tells, the next one tells too, with the same words; both can be read again."""
    less, more = (told(whole, one).model_dump(mode="json") for one in (level, level + 1))
    assert contained(less, more)
    assert Report.model_validate(less).model_dump(mode="json") == less
