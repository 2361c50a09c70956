"""Compares two results: which figures and which cases got better, and which got worse."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analyzer.evaluation.as_json import Marked, Result

SAME = 0.0005
"""Rates that are closer than this are the same: as many digits are shown."""

type Flip = tuple[str, str, str]
"""Who, on which case, at which mark."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure over the cases that both results have, before and after."""

    respondent: str
    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since a result that was made at the time `before`.

    Only marks that both results gave are counted: new cases make nothing better or worse. `gained` and
    `lost` are single marks.
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
    pairs = list(pairs_of(before.answers, after.answers))
    changes = [change for change in changes_of(pairs) if abs(change.after - change.before) >= SAME]
    return Comparison(
        before.made,
        better=tuple(change for change in changes if change.after > change.before),
        worse=tuple(change for change in changes if change.after < change.before),
        gained=tuple(flip for flip, old, new in pairs if new and not old),
        lost=tuple(flip for flip, old, new in pairs if old and not new),
    )


def pairs_of(before: Iterable[Marked], after: Iterable[Marked]) -> Iterator[tuple[Flip, bool, bool]]:
    """Yield each mark that both results gave, with what it was and what it is."""
    old = {(one.respondent, one.case): one.marks for one in before}
    for one in after:
        marks = old.get((one.respondent, one.case), {})
        for name, earned in one.marks.items():
            if name in marks:
                yield (one.respondent, one.case, name), marks[name], earned


def changes_of(pairs: Iterable[tuple[Flip, bool, bool]]) -> Iterator[Change]:
    """Yield how often each mark was earned, before and after."""
    judged: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for (respondent, _, name), old, new in pairs:
        judged[respondent, name].append((old, new))
    for (respondent, name), earned in judged.items():
        old_count, new_count = map(sum, zip(*earned, strict=True))
        yield Change(respondent, name, old_count / len(earned), new_count / len(earned))
