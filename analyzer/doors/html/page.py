"""The whole page."""

from collections.abc import Iterator
from pathlib import Path

from analyzer.doors.html.figures import groups, side_by_side
from analyzer.doors.html.markup import Markup, element, text
from analyzer.doors.html.misses import misses
from analyzer.evaluation.against import Comparison
from analyzer.evaluation.scorecard import Scorecard

HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>raydx: the score</title>
"""
STYLE = Path(__file__).with_name("page.css")


def as_html(card: Scorecard, comparison: Comparison | None = None) -> str:
    """Write a scorecard as one page; no character of a program can leave its place."""
    style = element("style", STYLE.read_text(encoding="utf-8"))
    body = element("main", *parts(card, comparison))
    page = f"{HEAD}{style}</head><body>{body}</body></html>\n"
    return page.encode("utf-8", "backslashreplace").decode("utf-8")


def parts(card: Scorecard, comparison: Comparison | None) -> Iterator[Markup]:
    """The parts of the page from top to bottom."""
    yield element("h1", "raydx: the score")
    yield element("p", text(made(card)), kind="made")
    yield from (element("p", text(f"{name} was not asked: {why}")) for name, why in card.missing)
    yield from (element("p", text(note)) for note in card.notes)
    yield element("section", side_by_side(card), kind="wide")
    if comparison:
        yield element("h2", text(f"Against {comparison.before}"))
        yield from changes(comparison)
    yield element("h2", "Groups")
    yield from groups(card)
    if card.turns > 1:
        yield element("h2", text(f"Answered otherwise the second time: {len(card.disagreements)}"))
        yield listed([f"{one.respondent}, {one.case}: {', '.join(one.fields)}" for one in card.disagreements])
    yield element("h2", "What raydx missed")
    yield element("p", "In a program: ", *keys(), kind="legend")
    yield from misses(card)


def made(card: Scorecard) -> str:
    """When and with what the score was taken."""
    return f"{card.made}, raydx {card.version}, Python {card.python}, {len(card.cases)} cases"


def keys() -> Iterator[Markup]:
    """What the marks in a program mean."""
    for kind, words in (
        ("crash", "crashes here"),
        ("birth", "was born here"),
        ("said", "raydx says it was born here"),
    ):
        yield element("span", words, kind=f"line {kind}")


def changes(comparison: Comparison) -> Iterator[Markup]:
    """What got better and what got worse."""
    sentences = [
        f"{words}: {change.respondent}, {change.name}: {100 * change.before:.1f} -> {100 * change.after:.1f}"
        for words, changed in (("better", comparison.better), ("worse", comparison.worse))
        for change in changed
    ]
    sentences += [f"now right: {', '.join(flip)}" for flip in comparison.gained]
    sentences += [f"no longer right: {', '.join(flip)}" for flip in comparison.lost]
    yield listed(sentences or ["nothing changed"])


def listed(sentences: list[str]) -> Markup:
    """A list."""
    return element("ul", *(element("li", text(sentence)) for sentence in sentences))
