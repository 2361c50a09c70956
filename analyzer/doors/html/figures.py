"""The figures: everybody side by side, and bars for each group of cases."""

from collections.abc import Iterator

from analyzer.doors.html.markup import Markup, cell, element, folded, header, row, text
from analyzer.doors.text.scores import MUTE, percent, times
from analyzer.evaluation.peers import RESPONDENTS
from analyzer.evaluation.scorecard import GROUPINGS, NAMES, Figure, Scorecard, Standing

DRAWN = ("birth line", "hint", "fix verified", "found before the run")
"""The figures for which bars are drawn: those in which the answers differ most."""

COLOURS = 6
"""How many colours the page has for respondents."""

LARGEST = 40
"""Groups of one kind that are drawn; the rest are small ones."""


def side_by_side(card: Scorecard) -> Markup:
    """A row for each figure, a column for everybody who was asked."""
    standings = [standing for name in card.respondents if (standing := card.standing(name))]
    rows = [
        row((told(standing, name) for standing in standings), name)
        for name in NAMES
        if any(standing.figure(name) for standing in standings)
    ]
    rows.append(row((cell(text(times(one))) for one in standings), "median / 95 %, in milliseconds"))
    rows.append(row((cell(text(one.troubles)) for one in standings), "cases without an answer"))
    head = header("all cases", *(f"{one.respondent} ({one.cases})" for one in standings))
    return element("table", head, element("tbody", *rows), kind="figures")


def told(standing: Standing, name: str) -> Markup:
    """A figure with what it was counted from; a dash where that kind of tool cannot say such a thing."""
    figure = standing.figure(name)
    if name in RESPONDENTS[standing.respondent].mute:
        return cell(MUTE, kind="mute")
    if figure is None:
        return cell()
    counted = element("small", f" {figure.right}/{figure.judged}")
    return cell(percent(figure), counted, kind=graded(figure))


def graded(figure: Figure) -> str:
    """How a figure is coloured."""
    return "good" if figure.rate >= 0.9 else "fair" if figure.rate >= 0.6 else "poor"


def groups(card: Scorecard) -> Iterator[Markup]:
    """Draw the groups of each kind, where there are several."""
    yield legend(card)
    for grouping in reversed(GROUPINGS):
        names = card.groups(grouping)[:LARGEST]
        if len(names) > 1:
            rows = [group_row(card, grouping, group) for group in names]
            table = element("table", header(f"by {grouping}", *DRAWN), element("tbody", *rows), kind="bars")
            yield folded(element("h3", text(f"By {grouping}")), table).replace("<details", "<details open", 1)


def legend(card: Scorecard) -> Markup:
    """Which colour is whose."""
    names = (
        element("span", text(name), kind=f"key colour{number % COLOURS}")
        for number, name in enumerate(card.respondents)
    )
    return element("p", *names, kind="legend")


def group_row(card: Scorecard, grouping: str, group: str) -> Markup:
    """The bars of one group: for each drawn figure, one bar for everybody."""
    standings = [
        (number, standing)
        for number, name in enumerate(card.respondents)
        if (standing := card.standing(name, grouping, group))
    ]
    cases = standings[0][1].cases if standings else 0
    cells = (cell(*(bar(number, one, name) for number, one in standings)) for name in DRAWN)
    return element("tr", element("th", text(group), element("small", f" {cases}"), scope="row"), *cells)


def bar(number: int, standing: Standing, name: str) -> Markup:
    """One bar, as long as the figure is high."""
    figure = standing.figure(name)
    if figure is None:
        return ""
    words = f"{standing.respondent}: {percent(figure)} ({figure.right}/{figure.judged})"
    filled = element("i", style=f"width:{100 * figure.rate:.1f}%", kind=f"colour{number % COLOURS}")
    return element("span", element("u", filled), element("b", percent(figure)), kind="bar", title=words)
