"""Reading cases: our own form, the form of data sets, and what has neither."""

import json
from pathlib import Path
from typing import Any

import pytest

from analyzer.evaluation.case import FINE, Case, Expectation
from analyzer.evaluation.reading import cases_in, cases_of

ROW = {
    "id": "row-1",
    "source": "somewhere",
    "code": "print(x)\n",
    "stdin": "",
    "exception": "NameError",
    "fail_line": 1,
    "fixed_code": "x = 1\nprint(x)\n",
    "cause_quality": "gold",
    "cause_line": 1,
    "cause_lines": [1],
}
CASE = """# One.
code = '''
print(x)
'''
seconds = 1.0
[expect]
category = "runtime_error"
type = "NameError"
line = 1
births = [1, 2]
words = [["x"]]
findings = [{ code = "undefined-name", line = 1 }]
"""


def read_row(tmp_path: Path, **changed: Any) -> Case:  # noqa: ANN401 - whatever JSON may hold
    """Write a data set of one row and read it."""
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({**ROW, **changed}) + "\n\n", encoding="utf-8")
    (case,) = cases_in(path)
    return case


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, ("runtime_error", "NameError", (1,), (1,)), id="a row with a good label"),
        pytest.param(
            {"cause_quality": None, "cause_line": None, "cause_lines": []},
            ("runtime_error", "NameError", (1,), ()),
            id="no label, no birth",
        ),
        pytest.param(
            {"exception": "numpy.linalg.LinAlgError"},
            ("runtime_error", "LinAlgError", (1,), (1,)),
            id="a type with its module",
        ),
        pytest.param(
            {"exception": "TabError"}, ("syntax_error", "TabError", (1,), (1,)), id="a kind of syntax error"
        ),
        pytest.param({"exception": None}, (FINE, "fine", (), ()), id="a clean program"),
    ],
)
def test_a_row_is_read(tmp_path: Path, changed: dict[str, object], expected: tuple[object, ...]) -> None:
    """Category and family follow from the type, the birth from the label."""
    case = read_row(tmp_path, **changed)
    assert (case.expect.category, case.family, case.expect.lines, case.expect.births) == expected


def test_an_odd_id_becomes_sound(tmp_path: Path) -> None:
    """A lone surrogate could not be written down again; in the program it stays."""
    case = read_row(tmp_path, id="\ud800", code="x = '\ud800'")
    assert (case.id, case.code) == ("\\ud800", "x = '\ud800'")


def test_a_line_separator_inside_a_row_ends_nothing(tmp_path: Path) -> None:
    """JSON may hold U+2028 as it is."""
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({**ROW, "code": "x = '\u2028'"}, ensure_ascii=False), encoding="utf-8")
    assert [case.code for case in cases_in(path)] == ["x = '\u2028'"]


def test_our_own_form_is_read(tmp_path: Path) -> None:
    """A case of the corpus is named after its folder and file."""
    folder = tmp_path / "runtime_error"
    folder.mkdir()
    (folder / "a_name.toml").write_text(CASE, encoding="utf-8")
    (case,) = cases_of([tmp_path])
    assert (case.id, case.family, case.code) == ("runtime_error/a_name", "NameError", "print(x)\n")
    assert (case.expect.births, case.limits.seconds) == ((1, 2), 1.0)


def test_the_same_name_twice_gets_a_number(tmp_path: Path) -> None:
    """Two records must not take each other's place."""
    path = tmp_path / "set.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n{json.dumps(ROW)}\n", encoding="utf-8")
    assert [case.id for case in cases_of([path])] == ["row-1", "row-1#2"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("case.toml", "code = 1", id="a case without expectations"),
        pytest.param("case.toml", "= ", id="no TOML"),
        pytest.param("case.toml", CASE.replace("1.0", "-1.0"), id="a time limit below 0"),
        pytest.param("set.jsonl", "{", id="no JSON"),
        pytest.param("set.jsonl", "[1]", id="no object"),
        pytest.param("set.jsonl", '{"id": "x"}', id="a row without its fields"),
        pytest.param("set.jsonl", json.dumps({**ROW, "id": 3}), id="an id that is no text"),
        pytest.param("program.py", "x = 1", id="another kind of file"),
    ],
)
def test_what_is_no_case_is_refused(tmp_path: Path, name: str, text: str) -> None:
    """The file is named."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=name):
        list(cases_in(tmp_path / name))


@pytest.mark.parametrize(
    ("expect", "apart"),
    [
        pytest.param(Expectation(lines=(3,), births=(1,)), True, id="born elsewhere"),
        pytest.param(Expectation(lines=(3,), births=(1, 3)), False, id="the crash is as good"),
        pytest.param(Expectation(lines=(3,)), False, id="nobody knows the birth"),
    ],
)
def test_births_apart(expect: Expectation, apart: bool) -> None:
    """Those are counted separately: the last line of a traceback is never right there."""
    assert expect.is_apart == apart
