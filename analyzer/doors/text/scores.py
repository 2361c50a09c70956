"""A scorecard, for a person: everybody side by side, then raydx group by group."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from analyzer.doors.text.screen import points, printed_on, prose, screen, title
from analyzer.doors.text.visible import visible
from analyzer.evaluation.against import Comparison
from analyzer.evaluation.peers import OURS, RESPONDENTS
from analyzer.evaluation.scorecard import GROUPINGS, NAMES, Figure, Scorecard, Standing

GOOD, POOR = 0.9, 0.6
MUTE = "–"  # noqa: RUF001 - a dash says that there is nothing to say
PER_GROUP = {
    "category": "kind",
    "type": "type",
    "crash line": "line",
    "birth line": "born",
    "hint": "hint",
    "fix verified": "fix",
    "found before the run": "pre",
    "no false alarm": "quiet",
}
"""The figures that are shown for each group, under shorter names."""
MOST = 20
FEW = 3
"""Columns that leave room for what a figure was counted from."""


def show_scores(card: Scorecard, comparison: Comparison | None = None) -> None:
    """Print a scorecard, and what changed since another one."""
    printed_on(screen(), lambda _width: page(card, comparison))


def page(card: Scorecard, comparison: Comparison | None) -> Iterator[RenderableType]:
    """Lay out a scorecard from top to bottom."""
    yield side_by_side(card)
    for grouping in GROUPINGS:
        if len(card.groups(grouping)) > 1:
            yield Text()
            yield by_group(card, grouping)
    yield from remarks(card)
    if comparison:
        yield from changes(comparison)


def side_by_side(card: Scorecard) -> Table:
    """A row for each figure, a column for everybody who was asked."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("all cases", no_wrap=True, min_width=max(map(len, NAMES)))
    for name in card.respondents:
        table.add_column(name, justify="right", no_wrap=True)
    standings = [standing for name in card.respondents if (standing := card.standing(name))]
    table.add_row("cases", *(str(standing.cases) for standing in standings), style="dim")
    for name in NAMES:
        if any(standing.figure(name) for standing in standings):
            cells = (cell(standing, name, with_counts=len(standings) <= FEW) for standing in standings)
            table.add_row(name, *cells)
    for words, quantile in (("median", "median_seconds"), ("95 %", "p95_seconds")):
        seconds = [getattr(standing, quantile) for standing in standings]
        table.add_row(f"milliseconds, {words}", *(f"{1000 * one:.0f}" for one in seconds))
    if any(standing.troubles for standing in standings):
        table.add_row("no answer", *(str(standing.troubles) for standing in standings), style="bold red")
    return table


def by_group(card: Scorecard, grouping: str) -> Table:
    """A row for each group, a column for each of the main figures of raydx."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(f"raydx by {grouping}", no_wrap=True)
    for name in ("cases", *PER_GROUP.values(), "ms"):
        table.add_column(name, justify="right", no_wrap=True)
    for group in card.groups(grouping):
        standing = card.standing(OURS, grouping, group)
        if standing:
            figures = (shown(standing.figure(name), "") for name in PER_GROUP)
            median = f"{standing.median_seconds * 1000:.0f}"
            table.add_row(prose(group), str(standing.cases), *figures, median)
    return table


def cell(standing: Standing, name: str, *, with_counts: bool) -> Text:
    """A figure with what it was counted from; a dash where that kind of tool cannot say such a thing."""
    if name in RESPONDENTS[standing.respondent].mute:
        return Text(MUTE, style="dim")
    figure = standing.figure(name)
    if figure is None:
        return Text()
    counted = f" {figure.right}/{figure.judged}" if with_counts else ""
    return Text.assemble(shown(figure), (counted, "dim"))


def shown(figure: Figure | None, digits: str = ".1") -> Text:
    """A rate in percent, in a colour."""
    if figure is None:
        return Text()
    style = "green" if figure.rate >= GOOD else "yellow" if figure.rate >= POOR else "red"
    return Text(percent(figure, digits), style=style)


def percent(figure: Figure, digits: str = ".1") -> str:
    """The rate in percent, rounded down: 100 only where nothing is missing."""
    scale = 10 if digits else 1
    return f"{100 * scale * figure.right // figure.judged / scale:{digits or '.0'}f}"


def times(standing: Standing) -> str:
    """How long an answer takes."""
    return f"{standing.median_seconds * 1000:.0f} / {standing.p95_seconds * 1000:.0f}"


def remarks(card: Scorecard) -> Iterator[RenderableType]:
    """What else there is to know."""
    told = [f"{name} was not asked: {why}" for name, why in card.missing]
    told += card.notes
    troubled = [record for record in card.records if record.answer.trouble is not None]
    told += [f"{one.respondent} on {one.case}: {first_line(one.answer.trouble)}" for one in troubled[:MOST]]
    if card.turns > 1:
        told.append(f"{len(card.disagreements)} cases were answered otherwise the second time")
        told += [
            f"{one.respondent} on {one.case}: {', '.join(one.fields)}" for one in card.disagreements[:MOST]
        ]
    if told:
        yield Text()
        yield points(told)


def first_line(trouble: str | None) -> str:
    """The beginning of a trouble."""
    return (trouble or "").strip().split("\n")[0]


def changes(comparison: Comparison) -> Iterator[RenderableType]:
    """What got better and what got worse."""
    yield Text()
    yield title(f"against {comparison.before}")
    for words, style, changed in (
        ("better", "green", comparison.better),
        ("worse", "bold red", comparison.worse),
    ):
        for change in changed:
            before, after = (100 * rate for rate in (change.before, change.after))
            yield prose(f"  {words}: {change.respondent}, {change.name}: {before:.1f} -> {after:.1f}", style)
    yield from listed("now right", comparison.gained)
    yield from listed("no longer right", comparison.lost)
    if not comparison.has_changes:
        yield prose("  nothing changed")


def listed(words: str, flips: Sequence[tuple[str, str, str]]) -> Iterator[RenderableType]:
    """Name the cases whose marks changed."""
    if flips:
        yield prose(f"  {words}: {len(flips)}")
        yield points([visible(f"{who}, {case}: {mark}") for who, case, mark in flips[:MOST]])
