"""Counting, comparing, the floor, and the three forms in which a score is told."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from analyzer.doors.html.page import as_html
from analyzer.doors.text.markdown import as_markdown
from analyzer.doors.text.scores import page
from analyzer.evaluation.against import compared
from analyzer.evaluation.answer import Answer, Claim, Offer
from analyzer.evaluation.as_json import as_json, result_in, result_of
from analyzer.evaluation.case import Case, Expectation
from analyzer.evaluation.evaluate import scorecard_of
from analyzer.evaluation.floor import ROOM, below, floor_in, floor_of, raised, write_floor
from analyzer.evaluation.record import Record, record_of
from analyzer.evaluation.scorecard import Scorecard, middle_and_end
from analyzer.evaluation.scoring import score_of

HOSTILE = "</pre><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m\u202e\ud800&amp;"
EXPECT = Expectation("runtime_error", "KeyError", (2,), 0, (1,), words=((HOSTILE,),), stdout=HOSTILE)
RIGHT = Answer("runtime_error", "KeyError", 2, 0, (1,), hint=HOSTILE, seconds=0.2)
WRONG = Answer(
    "none", HOSTILE, births=(2,), hint=HOSTILE[1:], offers=(Offer(HOSTILE, proven=True),), stdout=HOSTILE
)


def case(name: str, **changed: str) -> Case:
    """A case that crashes on line 2."""
    made = Case(name, "here", "KeyError", f"x = {{}}\nx[1]  # {HOSTILE}\n", EXPECT)
    return replace(made, **changed)  # type: ignore[arg-type]  # texts all


def record(case: Case, answer: Answer, respondent: str = "raydx", turn: int = 0) -> Record:
    """The marked answer to a case."""
    return record_of(case, respondent, turn, answer, score_of(case, answer, None))


def card(*answers: tuple[str, Answer], respondent: str = "raydx") -> Scorecard:
    """The score of answers to cases of those names."""
    cases = [case(name) for name, _ in answers]
    records = [record(one, answer, respondent) for one, (_, answer) in zip(cases, answers, strict=True)]
    return replace(scorecard_of(records), cases=tuple(cases))


MIXED = card(("a", RIGHT), ("b", RIGHT), ("c", WRONG))


def test_figures_are_counted() -> None:
    """How often it was right, of how often it was judged, over everything and for each group."""
    for grouping, group in (("all", "all"), ("family", "KeyError"), ("category", "runtime_error")):
        standing = MIXED.standing("raydx", grouping, group)
        assert standing is not None
        figure = standing.figure("birth line")
        assert figure is not None and (figure.right, figure.judged) == (2, 3)


def test_groups_stand_with_the_largest_first() -> None:
    """Whatever their names are."""
    names = ["z", "z", "a"]
    records = [record(case(str(n), family=name), RIGHT) for n, name in enumerate(names)]
    assert scorecard_of(records).groups("family") == ("z", "a")


def test_precision_counts_claims_and_not_cases() -> None:
    """Three findings on one case weigh more than one on another."""
    claims = tuple(Claim(line, "c", is_error=True, outcome="refuted") for line in (1, 2, 7))
    standing = scorecard_of([record(case("a"), replace(RIGHT, claims=claims))]).standing("raydx")
    assert standing is not None
    figures = {one.name: (one.right, one.judged) for one in standing.figures}
    assert (figures["precision"], figures["confirmed"]) == ((2, 3), (0, 3))


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        pytest.param([], (0.0, 0.0), id="none"),
        pytest.param([2.0], (2.0, 2.0), id="one"),
        pytest.param([1.0, 3.0], (2.0, 2.9), id="two"),
        pytest.param([float(n) for n in range(101)], (50.0, 95.0), id="a hundred and one"),
    ],
)
def test_times(seconds: list[float], expected: tuple[float, float]) -> None:
    """The median, and what 95 of 100 stay below."""
    assert middle_and_end(seconds) == expected


def test_the_second_time_is_compared_and_not_counted() -> None:
    """Time and output may differ, the rest may not."""
    same, other = replace(RIGHT, seconds=9.0, stdout="0x7f"), replace(RIGHT, line=3)
    records = [record(case(name), RIGHT) for name in "ab"]
    records += [record(case("a"), same, turn=1), record(case("b"), other, turn=1)]
    made = scorecard_of(records, turns=2)
    assert [(one.case, one.fields) for one in made.disagreements] == [("b", ("line",))]
    standing = made.standing("raydx")
    assert standing is not None and standing.cases == 2


def test_a_result_is_written_and_read(tmp_path: Path) -> None:
    """What is read is what was counted."""
    path = tmp_path / "result.json"
    path.write_text(as_json(MIXED), encoding="utf-8", errors="backslashreplace")
    assert result_in(path).standings == result_of(MIXED).standings
    assert HOSTILE not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"form": 2}', as_json(MIXED).replace('"form":1', '"form":0')],
    ids=["empty", "cut", "a list", "an empty object", "half of it", "an older form"],
)
def test_what_is_no_result_is_refused(tmp_path: Path, text: str) -> None:
    """The file is named."""
    path = tmp_path / "result.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"result\.json"):
        result_in(path)


def test_what_changed_is_told() -> None:
    """Case by case and figure by figure; only what both results know is compared."""
    before, after = card(("a", RIGHT), ("b", WRONG)), card(("a", WRONG), ("b", WRONG), ("new", RIGHT))
    told = compared(result_of(before), result_of(after))
    assert ("raydx", "a", "type") in told.lost and not told.gained and not told.better
    assert {(change.name, change.before, change.after) for change in told.worse} >= {("type", 0.5, 0.0)}


def test_the_same_result_has_no_changes() -> None:
    """Not even with other cases beside."""
    assert not compared(result_of(card(("a", RIGHT))), result_of(MIXED)).has_changes


@pytest.mark.parametrize(
    ("floor", "reached", "sentences", "afterwards"),
    [
        pytest.param({"hint": 900}, {"hint": 950}, [], {"hint": 950}, id="higher"),
        pytest.param({"hint": 900}, {"hint": 900}, [], {"hint": 900}, id="the same"),
        pytest.param(
            {"hint": 900},
            {"hint": 899},
            ["hint is 89.9 percent, the floor is 90.0"],
            {"hint": 900},
            id="lower by a thousandth",
        ),
        pytest.param({}, {"hint": 1}, [], {"hint": 1}, id="a new figure"),
        pytest.param(
            {"hint": 900}, {}, ["hint is 0.0 percent, the floor is 90.0"], {}, id="a figure that is gone"
        ),
    ],
)
def test_the_floor(
    floor: dict[str, int], reached: dict[str, int], sentences: list[str], afterwards: dict[str, int]
) -> None:
    """It holds what was reached and never sinks."""
    assert (list(below(floor, reached)), raised(floor, reached)) == (sentences, afterwards)


def test_the_floor_is_kept_in_thousandths(tmp_path: Path) -> None:
    """Rounded down and with some room, so that the next run reaches it."""
    write_floor(tmp_path / "score.json", floor_of(MIXED))
    assert floor_in(tmp_path / "score.json")["birth line"] == 666 - ROOM


def test_the_floor_is_the_lower_of_two_turns() -> None:
    """What is right only sometimes is held by nothing; what is always right leaves no room."""
    records = [record(case("a"), RIGHT), record(case("a"), replace(RIGHT, line=3), turn=1)]
    floor = floor_of(scorecard_of(records, turns=2))
    assert (floor["crash line"], floor["type"]) == (0, 1000)


def test_a_floor_that_is_none_is_refused(tmp_path: Path) -> None:
    """Rather than holding nothing."""
    (tmp_path / "score.json").write_text(json.dumps({"hint": "high"}), encoding="utf-8")
    with pytest.raises(ValueError, match="thousandths"):
        floor_in(tmp_path / "score.json")


class Tags(HTMLParser):
    """Collects what a browser would make elements of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element, and attributes that could do something."""
        self.found |= {tag, *(name for name, _ in attrs if name.startswith("on") or name in ("src", "href"))}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that elements are closed in order."""
        assert self.open.pop() == tag


def test_no_program_leaves_its_place_in_the_page() -> None:
    """A hostile text becomes letters: no element, no attribute, no control character of its own."""
    made = replace(MIXED, records=tuple(replace(one, family=HOSTILE) for one in MIXED.records))
    written = as_html(made, compared(result_of(MIXED), result_of(made)))
    tags = Tags()
    tags.feed(written)
    assert tags.open == [] and not tags.found & {"script", "img", "src", "href", "link", "onerror"}
    assert "\x1b" not in written and "\u202e" not in written and "alert(1)" in written
    written.encode()


def test_every_miss_stands_in_the_page() -> None:
    """And no case in which nothing was missed."""
    written = as_html(card(("right-one", RIGHT), ("wrong-one", WRONG)))
    assert "<code>wrong-one</code>" in written and "<code>right-one</code>" not in written


def test_a_markdown_table_has_a_cell_for_everything() -> None:
    """As many in each line, and no text of a program."""
    peers = [record(case("a"), WRONG, name) for name in ("raydx", "ruff", "cpython")]
    written = as_markdown(scorecard_of(peers))
    assert {line.count("|") for line in written.splitlines()} == {5}
    assert "alert" not in written and "| type | 0.0 | – | 0.0 |" in written


@pytest.mark.parametrize("made", [MIXED, scorecard_of([])], ids=["some", "none at all"])
@pytest.mark.parametrize("width", [20, 80, 200])
def test_the_text_fits_every_screen(made: Scorecard, width: int) -> None:
    """And no control character reaches the terminal."""
    console = Console(width=width, color_system=None, markup=False, emoji=False)
    with console.capture() as captured:
        for part in page(replace(made, notes=(HOSTILE,)), None):
            console.print(part)
    assert max(map(len, captured.get().splitlines()), default=0) <= width and "\x1b" not in captured.get()
