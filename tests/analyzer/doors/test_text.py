"""Text for people: aligned, bounded, and harmless whatever the program holds."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from analyzer.doors.text.difference import difference
from analyzer.doors.text.excerpt import Marking, excerpt
from analyzer.doors.text.page import page
from analyzer.doors.text.screen import printed_on
from analyzer.doors.text.visible import visible
from analyzer.report.build import report_of
from knowledge.cause import Cause, Certainty
from knowledge.diagnosis import Category, Diagnosis, Option, Verdict
from knowledge.finding import Edit, Finding, Outcome, Severity, Span
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.provenance import Evidence
from knowledge.run import Claims, Ending, Fault, Frame, Isolation, Run, Stream
from knowledge.source import source_of
from knowledge.value import Value

NOW = datetime(2025, 1, 28, tzinfo=UTC)
HERE = Span(2, 8, 2, 13)


def written(parts: Iterator[object]) -> list[str]:
    """The lines of some renderables."""
    return [str(part) for part in parts]


def mark(line: int, column: int, end_line: int, end_column: int, label: str = "here") -> Marking:
    """A marking without any style."""
    return Marking(line, column, end_line, end_column, label, "^", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain [bold]text[/bold]", "plain [bold]text[/bold]", id="markup is text"),
        pytest.param("\x1b[31mred\x1b]0;title\x07", "\\x1b[31mred\\x1b]0;title\\x07", id="terminal escapes"),
        pytest.param("a\rb\x08c\x7f\x9b", "a\\rb\\x08c\\x7f\\x9b", id="control characters"),
        pytest.param(
            "\u202eabc\u2066\u200b\ufeff", "\\u202eabc\\u2066\\u200b\\ufeff", id="hidden directions"
        ),
        pytest.param("\ud800", "\\ud800", id="half a character"),
        pytest.param("\u2028\u2029\x85", "\\u2028\\u2029\\x85", id="other line ends"),
        pytest.param("漢字 é 😀", "漢字 é 😀", id="letters stay"),
        pytest.param("one\r\ntwo\n\tthree", "one\ntwo\n    three", id="lines and tabs"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    """What could act on the terminal is shown as an escape."""
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("line", "span", "under"),
    [
        pytest.param("x = 1 / 0", (4, 9), "x = 1 / 0", id="plain"),
        pytest.param("漢字 = 変数 + 1", (5, 7), "漢字 = 変数 + 1", id="wide letters"),
        pytest.param("\tx = y", (5, 6), "\tx = y", id="a tab before it"),
        pytest.param("'\x1b[2J' + y", (9, 10), "'\x1b[2J' + y", id="an escape before it"),
        pytest.param("e\u0301e\u0301 = y", (7, 8), "e\u0301e\u0301 = y", id="combining letters"),
    ],
)
def test_underline_stands_below_what_it_marks(line: str, span: tuple[int, int], under: str) -> None:
    """Cells count, not characters."""
    shown, below = written(excerpt([line], [mark(1, span[0], 1, span[1])], 80))
    start = cell_len(visible(under[: span[0]]))
    assert below[4:].index("^") == start
    assert below.count("^") == cell_len(visible(line[span[0] : span[1]]))
    assert visible(line) in shown


@pytest.mark.parametrize("width", [24, 40, 80, 120])
@pytest.mark.parametrize(
    "line",
    [
        pytest.param("x = " + "1 + " * 5_000 + "y", id="the end of a long line"),
        pytest.param("y = " + "1 + " * 5_000, id="the start of a long line"),
        pytest.param("漢" * 300 + "y" + "字" * 300, id="the middle of a wide line"),
        pytest.param("y" * 100_000, id="a name without end"),
    ],
)
def test_a_long_line_is_cut_around_the_place(line: str, width: int) -> None:
    """Nothing is wider than the screen, and the marked place is on it."""
    column = line.index("y")
    rows = written(excerpt([line], [mark(1, column, 1, column + 1, "the word that is wrong")], width))
    assert all(cell_len(row) <= width for row in rows)
    under = rows[1].index("^")
    taken = 0
    for character in rows[0]:
        if taken == under:
            assert character == "y"
        taken += cell_len(character)


def test_two_places_are_shown_in_order() -> None:
    """The lines come in the order of the text, with dots between, each with its own label."""
    lines = [f"line_{row} = {row}" for row in range(1, 31)]
    rows = written(excerpt(lines, [mark(25, 0, 25, 7, "crash"), mark(3, 0, 3, 6, "birth")], 80))
    assert rows == [
        " 2 | line_2 = 2",
        " 3 | line_3 = 3",
        "   | ^^^^^^ birth",
        " ...",
        "24 | line_24 = 24",
        "25 | line_25 = 25",
        "   | ^^^^^^^ crash",
    ]


@pytest.mark.parametrize(
    "place",
    [(99, 0, 99, 5), (0, 0, 0, 0), (1, 500, 1, 600), (1, 5, 1, 2), (1, 0, 400, 3), (-3, -3, -3, -3)],
    ids=["behind the end", "before the start", "beside the line", "backwards", "without end", "negative"],
)
def test_odd_places(place: tuple[int, int, int, int]) -> None:
    """A place that the text does not have costs nothing but its picture."""
    assert len(written(excerpt(["x = 1", "y = 2"], [mark(*place)], 80))) < 10


def test_difference_shows_what_changes() -> None:
    """Lines that go, lines that come, and one around them."""
    old, new = "a\nb\nc\nd\ne\n", "import x\na\nb\nC\nd\ne\n"
    assert written(difference(old, new)) == ["+ import x", "  a", "  b", "- c", "+ C", "  d"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("x\n" * 50_000, "y\n" * 50_000, id="everything"),
        pytest.param("x\n" * 50_000, "x\n" * 25_000 + "y\n" + "x\n" * 25_000, id="one line of many"),
        pytest.param("", "x\n" * 1_000, id="from nothing"),
        pytest.param("a\r\nb\r\n", "a\r\nc\r\n", id="other line ends"),
        pytest.param("same", "same", id="nothing"),
    ],
)
def test_difference_is_short(old: str, new: str) -> None:
    """However much changes, it is told in a few rows."""
    assert len(written(difference(old, new))) <= 25


EVIL = "[bold red]x[/] \x1b[31m\x1b]0;t\x07 \u202e 漢字 `" + "long " * 60
CODE = f"text = '''{EVIL}'''\nprint([x for x in text] / 0)\n"


def hostile() -> Diagnosis:
    """A diagnosis with the same hostile text in each of its places."""
    source = source_of(CODE)
    value = Value("str", EVIL, scalar=EVIL)
    frame = Frame("<string>", EVIL, 2, EVIL, HERE, {EVIL: value})
    fault = Fault("TypeError", EVIL, (frame,), notes=(EVIL,), text=EVIL)
    fault = replace(fault, cause=fault, group=(fault,))
    run = Run(
        ending=Ending.EXITED,
        exit_code=1,
        signal=None,
        seconds=1.0,
        peak_bytes=1,
        stdout=Stream(f"{EVIL}\n" * 40, 1, cut=False),
        stderr=Stream(EVIL, 1, cut=False),
        policy=EVIL,
        limits=Limits(),
        isolation=Isolation(EVIL, {EVIL: "active"}),
        claims=Claims.KEPT,
        variables={EVIL: value},
        fault=fault,
    )
    cause = Cause(
        EVIL,
        EVIL,
        Span(1, 0, 1, 4),
        immediate=f"{EVIL}!",
        certainty=Certainty.LIKELY,
        evidence=(Evidence(1, EVIL, EVIL),),
        suggestions=(EVIL,),
        factors=(EVIL,),
    )
    fix = Option("fix_and_retry", EVIL, Verdict.VERIFIED, EVIL, (Edit(HERE, EVIL),), CODE + EVIL)
    finding = Finding("x", Severity.ERROR, HERE, EVIL, suggestions=(EVIL,), outcome=Outcome.REFUTED)
    return Diagnosis(source, program_of(source), (finding,), run, Category.RUNTIME, cause, (fix,))


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("colour", [False, True])
def test_a_hostile_report_is_harmless(width: int, colour: bool) -> None:
    """No escape of the program reaches the terminal, no markup is taken as such, nothing runs over."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, markup=False, highlight=False)
    diagnosis = hostile()
    report = report_of(diagnosis, execution_id="e", timestamp=NOW)
    printed_on(console, lambda room: page(report, diagnosis.source, room))
    text = out.getvalue()
    assert "[bold red]x[/]" in text
    assert "\u202e" not in text and "\x07" not in text and "\x1b]" not in text
    if not colour:
        assert "\x1b" not in text
        assert all(cell_len(line) <= width for line in text.split("\n"))


def test_no_colour_where_nobody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither into a file nor where `NO_COLOR` is set."""
    monkeypatch.setenv("NO_COLOR", "1")
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=True, markup=False, highlight=False)
    diagnosis = hostile()
    report = report_of(diagnosis, execution_id="e", timestamp=NOW)
    printed_on(console, lambda room: page(report, diagnosis.source, room))
    assert "\x1b[3" not in out.getvalue()


@settings(deadline=None, max_examples=60)
@given(
    lines=st.lists(st.text(max_size=120), min_size=1, max_size=6),
    place=st.tuples(*[st.integers(-2, 130)] * 4),
    label=st.text(max_size=200),
    width=st.integers(30, 130),
)
def test_no_place_breaks_an_excerpt(
    lines: list[str], place: tuple[int, int, int, int], label: str, width: int
) -> None:
    """Whatever is marked in whatever text, rows fit the screen and hold nothing that acts on it."""
    rows = written(excerpt([line.replace("\n", " ") for line in lines], [mark(*place, label)], width))
    assert all(cell_len(row) <= width and row == visible(row) for row in rows)
