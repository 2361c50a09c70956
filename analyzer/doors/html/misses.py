"""Every case in which raydx missed a mark: the program, what was expected, what was answered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from analyzer.doors.html.markup import Markup, cell, element, folded, row, text
from analyzer.evaluation.answer import Answer
from analyzer.evaluation.case import Case, Expectation
from analyzer.evaluation.peers import OURS
from analyzer.evaluation.record import Record
from analyzer.evaluation.scorecard import Scorecard

LONGEST = 300
"""Lines of a program that are shown."""


def misses(card: Scorecard) -> Iterator[Markup]:
    """Fold the misses of each family."""
    cases = {case.id: case for case in card.cases}
    by_family: dict[str, list[Record]] = defaultdict(list)
    for record in card.records:
        if record.respondent == OURS and record.turn == 0 and record.missed and record.case in cases:
            by_family[record.family].append(record)
    if not by_family:
        yield element("p", "Nothing was missed.")
    for family, records in sorted(by_family.items(), key=lambda item: (-len(item[1]), item[0])):
        summary = element("h3", text(family), element("small", f" {len(records)}"))
        yield folded(summary, *(miss(record, cases[record.case], card) for record in records))


def miss(record: Record, case: Case, card: Scorecard) -> Markup:
    """One case, folded; its summary names the marks that were missed."""
    badges = (element("span", text(name), kind="badge") for name in record.missed)
    others = [one for one in card.records if one.case == case.id and one.respondent != OURS and one.turn == 0]
    return folded(
        element("code", text(case.id)) + "".join(badges),
        listing(case.code, case.expect, record.answer),
        element("h4", "Expected"),
        table(expected(case.expect)),
        element("h4", "Answered"),
        table(answered(record.answer)),
        *(mended(record.answer)),
        *(folded(text(one.respondent), table(answered(one.answer))) for one in others),
        kind="miss",
    )


def listing(code: str, expect: Expectation, answer: Answer) -> Markup:
    """The program with its line numbers; where it crashes and where it was born are marked."""
    lines = []
    for number, line in enumerate(code.split("\n")[:LONGEST], 1):
        marks = (
            ("crash", number in expect.lines),
            ("birth", number in expect.births),
            ("said", number in answer.births[:1]),
        )
        kind = " ".join(name for name, holds in marks if holds)
        lines.append(element("li", element("code", text(line) or " "), kind=kind))
    return element("ol", *lines, kind="program")


def expected(expect: Expectation) -> Iterator[tuple[str, object]]:
    """Tell what was expected, as far as it is known."""
    yield "category", expect.category
    yield "type", expect.type
    yield "line", joined(expect.lines)
    yield "column", expect.column
    yield "birth", joined(expect.births)
    yield "cause", joined(expect.causes)
    yield "words", "; ".join(" or ".join(group) for group in expect.words)
    yield "not these words", joined(expect.not_words)
    yield (
        "owed before the run",
        "\n".join(
            f"line {one.line}: {one.code or 'a finding'} {one.replacement or ''}" for one in expect.owed
        ),
    )
    yield "not to be reported", joined(expect.silent)
    yield "output", expect.stdout
    yield "known fix", expect.fixed


def answered(answer: Answer) -> Iterator[tuple[str, object]]:
    """Tell what was answered."""
    yield "no answer", answer.trouble
    yield "category", answer.category
    yield "type", answer.type
    yield "line", answer.line
    yield "column", answer.column
    yield "birth", joined(answer.births)
    yield "cause", answer.cause
    yield "hint", answer.hint
    yield (
        "findings",
        "\n".join(
            f"line {one.line}: {one.code} {one.replacement or ''} {one.outcome or ''}"
            for one in answer.claims
        ),
    )
    yield "output", answer.stdout
    yield "seconds", answer.seconds


def mended(answer: Answer) -> Iterator[Markup]:
    """The first fix that was offered."""
    if answer.offers:
        offer = answer.offers[0]
        summary = "the fix it offers, proven" if offer.proven else "the fix it offers, not proven"
        yield folded(summary, element("pre", text(offer.code)))


def table(told: Iterable[tuple[str, object]]) -> Markup:
    """Two columns: what, and what about it; what is empty is left out."""
    rows = (
        row([cell(element("pre", text(value)))], name) for name, value in told if value not in (None, "", ())
    )
    return element("table", *rows, kind="told")


def joined(things: Iterable[object]) -> str:
    """Several things in a line."""
    return ", ".join(map(str, things))
