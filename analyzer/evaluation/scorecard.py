"""The score: figures of everybody who was asked, over all cases and over each group of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import quantiles

from analyzer.evaluation.answer import Answer
from analyzer.evaluation.case import Case
from analyzer.evaluation.record import Record

MARKS = (
    *("contained", "category", "type", "crash line", "crash column"),
    *("birth line", "birth line (apart)", "cause", "hint"),
    *("fix offered", "fix verified", "fix ends cleanly", "fix prints the same", "proof holds"),
    *("found before the run", "first suggestion", "silent", "no false alarm", "output"),
)
PRECISION, CONFIRMED = "precision", "confirmed"
NAMES = (*MARKS[:15], PRECISION, *MARKS[15:18], CONFIRMED, *MARKS[18:])
GROUPINGS = ("source", "category", "family")
EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Figure:
    """How often something was right, of how often it was judged."""

    name: str
    right: int
    judged: int

    @property
    def rate(self) -> float:
        """Between 0 and 1."""
        return self.right / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody did on a group of cases; `grouping` is `all`, `source`, `category` or `family`."""

    respondent: str
    grouping: str
    group: str
    cases: int
    figures: tuple[Figure, ...]
    median_seconds: float
    p95_seconds: float
    troubles: int

    def figure(self, name: str) -> Figure | None:
        """The figure of that name, where there was something to judge."""
        return next((figure for figure in self.figures if figure.name == name), None)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A case that was answered otherwise when it was asked again, and the fields that differ."""

    respondent: str
    case: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole result. `turns` says how often each case was asked; the figures are those of the first time.

    `missing` names peers that could not be asked here, with the reason. `cases` and `records` are what the
    figures were counted from.
    """

    made: str
    python: str
    version: str
    turns: int
    standings: tuple[Standing, ...]
    disagreements: tuple[Disagreement, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    records: tuple[Record, ...] = field(default=(), repr=False)
    cases: tuple[Case, ...] = field(default=(), repr=False)

    @property
    def respondents(self) -> tuple[str, ...]:
        """Everybody who was asked, in that order."""
        return tuple(dict.fromkeys(standing.respondent for standing in self.standings))

    def standing(
        self, respondent: str, grouping: str = EVERYTHING, group: str = EVERYTHING
    ) -> Standing | None:
        """How that one did on that group, if it was asked about any of it."""
        asked = (respondent, grouping, group)
        return next(
            (one for one in self.standings if (one.respondent, one.grouping, one.group) == asked), None
        )

    def groups(self, grouping: str) -> tuple[str, ...]:
        """The names of the groups, the largest first."""
        sizes = {one.group: one.cases for one in self.standings if one.grouping == grouping}
        return tuple(sorted(sizes, key=lambda group: (-sizes[group], group)))


def standings_of(records: Iterable[Record]) -> Iterator[Standing]:
    """Count the figures of each respondent: over everything, then over each group."""
    gathered: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for record in records:
        gathered[record.respondent, EVERYTHING, EVERYTHING].append(record)
        for grouping in GROUPINGS:
            gathered[record.respondent, grouping, getattr(record, grouping)].append(record)
    order = (EVERYTHING, *GROUPINGS)
    for key in sorted(gathered, key=lambda key: order.index(key[1])):
        yield standing_of(*key, gathered[key])


def standing_of(respondent: str, grouping: str, group: str, records: Sequence[Record]) -> Standing:
    """Count the figures of one group."""
    seconds = [record.answer.seconds for record in records if record.answer.trouble is None]
    median, late = middle_and_end(seconds)
    troubles = sum(1 for record in records if record.answer.trouble is not None)
    figures = tuple(figures_of(records))
    return Standing(respondent, grouping, group, len(records), figures, median, late, troubles)


def figures_of(records: Iterable[Record]) -> Iterator[Figure]:
    """Yield the figures for which something was judged."""
    judged: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for record in records:
        score = record.score
        judged.update(list(score.marks))
        right.update(name for name, earned in score.marks.items() if earned)
        judged.update({PRECISION: score.claims, CONFIRMED: score.confirmed + score.refuted})
        right.update({PRECISION: score.claims_right, CONFIRMED: score.confirmed})
    yield from (Figure(name, right[name], judged[name]) for name in NAMES if judged[name])


def middle_and_end(seconds: Sequence[float]) -> tuple[float, float]:
    """The median and the time that 95 of 100 answers did not exceed."""
    if len(seconds) < 2:
        return (seconds[0], seconds[0]) if seconds else (0.0, 0.0)
    parts = quantiles(seconds, n=20, method="inclusive")
    return round(parts[9], 4), round(parts[18], 4)


def disagreements_of(records: Iterable[Record]) -> Iterator[Disagreement]:
    """Yield every case whose second answer is not the first, time and output of the program aside."""
    first = {(record.respondent, record.case): record.answer for record in records if record.turn == 0}
    for record in records:
        before = first.get((record.respondent, record.case))
        if record.turn and before is not None:
            fields = differing(before, record.answer)
            if fields:
                yield Disagreement(record.respondent, record.case, fields)


def differing(one: Answer, other: Answer) -> tuple[str, ...]:
    """The names of the fields in which two answers differ."""
    same = replace(other, seconds=one.seconds, stdout=one.stdout)
    return tuple(name for name in Answer.__slots__ if getattr(one, name) != getattr(same, name))
