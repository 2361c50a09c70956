"""Compares two results: which figures and which cases got better, and which got worse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analyzer.evaluation.as_json import Marked, Result
from analyzer.evaluation.scorecard import EVERYTHING

SAME = 0.0005
"""Rates that are closer than this are the same: as many digits are shown."""

type Flip = tuple[str, str, str]
"""Who, on which case, at which mark."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure over all cases, before and after."""

    respondent: str
    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since a result that was made at the time `before`.

    Figures are compared as they are, whatever cases they were counted from. `gained` and `lost` are marks
    of cases that both results have.
    """

    before: str
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    gained: tuple[Flip, ...]
    lost: tuple[Flip, ...]

    @property
    def has_changes(self) -> bool:
        """Whether anything differs."""
        return bool(self.better or self.worse or self.gained or self.lost)


def compared(before: Result, after: Result) -> Comparison:
    """Compare two results."""
    changes = [change for change in changes_of(before, after) if abs(change.after - change.before) >= SAME]
    flips = list(flips_of(before.answers, after.answers))
    return Comparison(
        before.made,
        better=tuple(change for change in changes if change.after > change.before),
        worse=tuple(change for change in changes if change.after < change.before),
        gained=tuple(flip for flip, earned in flips if earned),
        lost=tuple(flip for flip, earned in flips if not earned),
    )


def changes_of(before: Result, after: Result) -> Iterator[Change]:
    """Yield the figures over all cases that both results have."""
    old = dict(rates_of(before))
    for (respondent, name), rate in rates_of(after):
        if (respondent, name) in old:
            yield Change(respondent, name, old[respondent, name], rate)


def rates_of(result: Result) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield each figure over all cases."""
    for standing in result.standings:
        if standing.grouping == EVERYTHING:
            yield from (((standing.respondent, one.name), one.rate) for one in standing.figures)


def flips_of(before: Iterable[Marked], after: Iterable[Marked]) -> Iterator[tuple[Flip, bool]]:
    """Yield each mark that is another one now, and whether it is earned now."""
    old = {(one.respondent, one.case): one.marks for one in before}
    for one in after:
        marks = old.get((one.respondent, one.case), {})
        for name, earned in one.marks.items():
            if name in marks and marks[name] != earned:
                yield (one.respondent, one.case, name), earned
