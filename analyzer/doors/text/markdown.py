"""A scorecard as a Markdown table: everybody side by side, for a page that people read."""

from collections.abc import Iterator

from analyzer.doors.text.scores import MUTE, percent, times
from analyzer.evaluation.peers import RESPONDENTS
from analyzer.evaluation.scorecard import NAMES, Scorecard, Standing


def as_markdown(card: Scorecard) -> str:
    """Write the figures over all cases, in percent; the names in it are ours, no text of a program is."""
    return "\n".join(lines(card))


def lines(card: Scorecard) -> Iterator[str]:
    """A line for each figure, a column for everybody."""
    standings = [standing for name in card.respondents if (standing := card.standing(name))]
    yield row(f"of {len(card.cases)} cases, percent", *(standing.respondent for standing in standings))
    yield row("---", *("---:" for _ in standings))
    for name in NAMES:
        if any(standing.figure(name) for standing in standings):
            yield row(name, *(told(standing, name) for standing in standings))
    yield row("milliseconds, median / 95 %", *(times(standing) for standing in standings))


def row(*cells: str) -> str:
    """One line of the table."""
    return f"| {' | '.join(cells)} |"


def told(standing: Standing, name: str) -> str:
    """A figure; a dash where that kind of tool cannot say such a thing, nothing where nothing was judged."""
    if name in RESPONDENTS[standing.respondent].mute:
        return MUTE
    figure = standing.figure(name)
    return percent(figure) if figure else ""
