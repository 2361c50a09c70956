"""What `raydx preflight` shows a person: the line, the range below it, and what to do."""

import io
import re
from itertools import pairwise
from pathlib import Path

import pytest
from rich.cells import cell_len

from analyzer.doors.looking.looked import Looked, Task
from analyzer.doors.looking.workers import look_at
from analyzer.doors.text.findings import rows_about
from analyzer.doors.text.row import Row, row, show
from analyzer.doors.text.totals import summed_up
from analyzer.doors.text.visible import visible

SIGNS = re.compile(r"\x1b\[[0-9;]*m")


def looked(code: str, name: str = "a.py") -> Looked:
    """What is seen in a program."""
    return look_at(Task(name, code=code.encode("utf-8", "surrogatepass")))


def shown(code: str, width: int = 80, name: str = "a.py") -> list[str]:
    """The lines about a program, as they are printed without colour."""
    return [str(one).rstrip() for one in rows_about(looked(code, name), width)]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        pytest.param(
            "total = 3\nprint(totl)\n",
            [
                "error[undefined-name]: `totl` is not defined",
                " --> a.py:2:7",
                "1 | total = 3",
                "2 | print(totl)",
                "  |       ^^^^",
                "  = help: Change `totl` to `total`",
                "",
            ],
            id="a suggestion that says it all",
        ),
        pytest.param(
            "x = [1].length\n",
            [
                "error[attribute-missing]: a value of type `list` has no attribute `length`",
                " --> a.py:1:9",
                "1 | x = [1].length",
                "  |         ^^^^^^",
                "  = fix: Change `[1].length` to `len([1])`",
                "    - x = [1].length",
                "    + x = len([1])",
                "",
            ],
            id="a fix with more to it than the range",
        ),
        pytest.param(
            "def f():\n\t漢字 = 結果\n",
            [
                "error[undefined-name]: `結果` is not defined",
                " --> a.py:2:7",
                "1 | def f():",
                "2 |     漢字 = 結果",
                "  |            ^^^^",
                "",
            ],
            id="tabs and wide letters",
        ),
        pytest.param(
            "\n" * 8 + "def f(): pass\nf(\n  1,\n)\n",
            [
                "error[wrong-arguments]: `f` takes 0 arguments by place, and is given 1",
                "  --> a.py:10:1",
                " 9 | def f(): pass",
                "10 | f(",
                "   | ^^",
                "11 |   1,",
                "   |   ^^",
                "12 | )",
                "   | ^",
                "   = help: Leave `1` out, or give `f` a parameter for it",
                "",
            ],
            id="several lines, and numbers of two widths",
        ),
        pytest.param(
            "print('\x1b[2J', qqq)\n",
            [
                "error[undefined-name]: `qqq` is not defined",
                " --> a.py:1:15",
                "1 | print('\\x1b[2J', qqq)",
                "  |                  ^^^",
                "",
            ],
            id="signs that would clear the screen",
        ),
    ],
)
def test_a_finding(code: str, lines: list[str]) -> None:
    """What is wrong, where (columns from 1, as editors count), the line, the range, the suggestion."""
    assert shown(code) == lines


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize(
    "code",
    [
        pytest.param("x = [" + "1, " * 500 + "qqq" + ", 1" * 500 + "]", id="the middle of a long line"),
        pytest.param("x = '" + "漢" * 300 + "', qqq", id="the end of a wide line"),
        pytest.param("q" * 3_000, id="a name without end"),
        pytest.param("x = [" + "1, " * 400 + "].length", id="a fix in a long line"),
        pytest.param("import os, socket, subprocess", id="long sentences"),
        pytest.param("\u202eqqq\u200b", id="hidden directions"),
    ],
)
def test_no_line_is_wider_than_the_screen(code: str, width: int) -> None:
    """Long lines are cut around the range, sentences are broken."""
    lines = shown(code, width)
    assert [line for line in lines if cell_len(line) > width and "-->" not in line] == []
    assert any("^" in line for line in lines)


def test_the_marked_words_are_in_sight() -> None:
    """However far right they stand in a line, they are shown with the marks below them."""
    lines = shown("x = [" + "1, " * 500 + "qqq" + ", 1" * 500 + "]", 60)
    line, marks = next((one, two) for one, two in pairwise(lines) if "^^^" in two)
    assert line[marks.index("^") : marks.rindex("^") + 1] == "qqq"
    assert "..." in line[:8] and line.endswith("...")


@pytest.mark.parametrize(
    ("codes", "sum_up"),
    [
        pytest.param(["x = 1"], "Nothing found in 1 file", id="nothing"),
        pytest.param([], "Nothing found in 0 files", id="no file"),
        pytest.param(["qqq", "1 / 0", ""], "Found 2 errors in 3 files", id="errors"),
        pytest.param(
            ["i = 0\nwhile i < 10:\n    print(i)", "xrange(3)"],
            "Found 1 error, 1 warning in 2 files (1 fixable with --fix)",
            id="an error that can be mended, and a warning",
        ),
        pytest.param(
            ["total = 1\nprint(totl, xrange(2))"],
            "Found 2 errors in 1 file (1 fixable with --fix, 1 more with --fix --unsafe-fixes)",
            id="a guess beside it",
        ),
    ],
)
def test_the_sum(codes: list[str], sum_up: str) -> None:
    """One line at the end, for all files together."""
    assert str(summed_up([looked(code) for code in codes])) == sum_up


@pytest.mark.parametrize("name", ["a\nb.py", "\x1b]0;title\x07.py", "a\u202eb.py", "\udcff.py"])
def test_names_do_nothing_to_the_screen(name: str) -> None:
    """A file may be called anything."""
    place = next(line for line in shown("qqq", name=name) if "-->" in line)
    assert visible(place) == place


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "coloured"),
    [
        pytest.param(Terminal(), {}, True, id="a terminal"),
        pytest.param(io.StringIO(), {}, False, id="a file"),
        pytest.param(Terminal(), {"NO_COLOR": "1"}, False, id="a terminal without colours by wish"),
        pytest.param(Terminal(), {"TERM": "dumb"}, False, id="a terminal that knows none"),
        pytest.param(io.StringIO(), {"FORCE_COLOR": "1"}, True, id="a file with colours by wish"),
        pytest.param(io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="both wishes"),
    ],
)
def test_colour(
    stream: io.StringIO, environment: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only on a terminal, and not where somebody asked for none; the text is the same."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    rows = list(rows_about(looked("x = true"), 80))
    show(rows, stream)
    text = stream.getvalue()
    assert ("\x1b[" in text) is coloured
    assert SIGNS.sub("", text).splitlines() == [str(one).rstrip() for one in rows]


def test_styles_end_where_their_text_ends() -> None:
    """Nothing runs on into the next line, and blanks at the end are left out."""
    assert (row("a", "bold red") + row("b ") + row("  ", "dim")).coloured() == "\x1b[1;31ma\x1b[0mb"
    assert Row().coloured() == ""


def test_every_file_has_its_findings_together(tmp_path: Path) -> None:
    """In the order of the text; what could not be judged comes behind them."""
    del tmp_path
    places = [line for line in shown("print(bbb)\nprint(aaa)\nprint(ccc)") if "-->" in line]
    assert places == [" --> a.py:1:7", " --> a.py:2:7", " --> a.py:3:7"]
