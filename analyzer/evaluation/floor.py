"""The floor: figures of raydx on our own corpus below which no change may fall.

Kept as JSON that a reader can review: each figure in thousandths. Time is not in it: it depends on the
machine.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from analyzer.evaluation.peers import OURS
from analyzer.evaluation.record import Record
from analyzer.evaluation.scorecard import Scorecard, figures_of

FLOOR = "score.json"
THOUSAND = 1000
ROOM = 4
"""Thousandths: two cases of the corpus that fail."""

type Floor = Mapping[str, int]


def reached_by(records: Iterable[Record]) -> dict[str, int]:
    """The figures of raydx over everything, in thousandths, of answers that were given at one time."""
    own = [record for record in records if record.respondent == OURS]
    return {figure.name: THOUSAND * figure.right // figure.judged for figure in figures_of(own)}


def floor_of(card: Scorecard) -> dict[str, int]:
    """What the figures can be held to: the lowest of all turns, with room where not every case is right.

    Where a program is stopped by the clock or by the depth of its calls, it is not on the same line each
    time; a figure of 100 percent leaves no room.
    """
    turns = [reached_by(one for one in card.records if one.turn == turn) for turn in range(card.turns)]
    lowest = {name: min(turn.get(name, 0) for turn in turns) for name in turns[0]}
    return {name: figure if figure == THOUSAND else max(figure - ROOM, 0) for name, figure in lowest.items()}


def floor_in(path: Path) -> dict[str, int]:
    """Read the floor; ValueError where the file holds none."""
    told = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict) or not all(isinstance(figure, int) for figure in told.values()):
        raise ValueError(f"{path} should hold figures in thousandths")
    return told


def raised(floor: Floor, reached: Floor) -> dict[str, int]:
    """The higher one of each figure; a figure that is new or no longer counted follows what was reached."""
    return {name: max(figure, floor.get(name, 0)) for name, figure in reached.items()}


def below(floor: Floor, reached: Floor) -> Iterator[str]:
    """Yield a sentence for each figure that is lower than it may be."""
    for name, figure in floor.items():
        now = reached.get(name, 0)
        if now < figure:
            yield f"{name} is {now / 10:.1f} percent, the floor is {figure / 10:.1f}"


def write_floor(path: Path, floor: Floor) -> None:
    """Write the floor down, a line for each figure."""
    path.write_text(json.dumps(dict(floor), indent=2) + "\n", encoding="utf-8")
