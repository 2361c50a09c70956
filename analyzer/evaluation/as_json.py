"""A scorecard as JSON, and back as far as comparing needs it.

The programs are not in it, and of the answers only the marks: data sets are not ours to spread, and two
results can be compared without them.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from analyzer.evaluation.record import Record
from analyzer.evaluation.scorecard import Disagreement, Scorecard, Standing

FORM = 1
"""Counts the forms that this file had; another one is not read."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of one answer."""

    respondent: str
    case: str
    marks: Mapping[str, bool]
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What is kept of a scorecard."""

    form: int
    made: str
    python: str
    version: str
    turns: int
    standings: tuple[Standing, ...]
    disagreements: tuple[Disagreement, ...]
    missing: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    answers: tuple[Marked, ...]


RESULT = TypeAdapter(Result)


def result_of(card: Scorecard) -> Result:
    """Take from a scorecard what is kept."""
    return Result(
        form=FORM,
        made=card.made,
        python=card.python,
        version=card.version,
        turns=card.turns,
        standings=card.standings,
        disagreements=card.disagreements,
        missing=card.missing,
        notes=card.notes,
        answers=tuple(marked(record) for record in card.records if record.turn == 0),
    )


def marked(record: Record) -> Marked:
    """Take from a record what is kept."""
    return Marked(record.respondent, record.case, record.score.marks, record.answer.trouble)


def as_json(card: Scorecard) -> str:
    """Write a scorecard, the same text for the same scorecard."""
    told = asdict(result_of(card))
    for standing in told["standings"]:
        standing["figures"] = [with_rate(figure) for figure in standing["figures"]]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def with_rate(figure: dict[str, Any]) -> dict[str, Any]:
    """Add what a reader would have to divide."""
    return {**figure, "rate": round(figure["right"] / figure["judged"], 4)}


def result_in(path: Path) -> Result:
    """Read a result that was written before; ValueError where the file holds none."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        result = RESULT.validate_python(told)
    except (ValueError, ValidationError) as error:
        raise ValueError(f"{path} is no result of an evaluation: {error}") from error
    if result.form != FORM:
        raise ValueError(f"{path} has form {result.form}, expected {FORM}: evaluate again")
    return result
