"""Edits between two texts, and where lines went."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.recovery.difference import MOST_COMPARED, Difference
from knowledge.source import source_of

LINES = st.lists(st.sampled_from(["a = 1", "b = é", "", "\tif x:", "日本 𝒳", "# c"]), max_size=8)
TEXTS = st.builds(lambda lines, end: end.join(lines), LINES, st.sampled_from(["\n", "\r\n", "\r"]))


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_edits_make_the_new_text(old: str, new: str) -> None:
    """Whatever two texts are, the edits turn the one into the other."""
    source = source_of(old)
    assert source.edited(Difference(source, new).edits()) == new


@given(TEXTS)
def test_equal_texts_need_no_edit(text: str) -> None:
    """Nothing is changed without a need."""
    assert Difference(source_of(text), text).edits() == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "places"),
    [
        ("a\nb\nc\n", "a\nb\nc\n", 2, range(2, 3)),
        ("a\nb\nc\n", "x\na\nb\nc\n", 2, range(3, 4)),
        ("a\nb\nc\n", "a\nB\nc\n", 2, range(2, 3)),
        ("a\nb\nc\n", "a\nc\n", 2, range(3, 3)),
        ("a\nb\nc\n", "a\nc\n", 3, range(2, 3)),
        ("a\nb\nc", "a\nb\nx\ny", 3, range(3, 5)),
        ("a\n", "b\n", 9, range(0)),
    ],
    ids=[
        "unchanged",
        "below an insertion",
        "changed",
        "deleted",
        "below a deletion",
        "became two",
        "no such line",
    ],
)
def test_where_a_line_went(old: str, new: str, line: int, places: range) -> None:
    """A line is where its text stands now."""
    found = Difference(source_of(old), new).where(line)
    assert list(found) == list(places)


def test_edits_are_narrow() -> None:
    """Only what changed inside a line is replaced."""
    source = source_of("x = 1\nprint(totl)\n")
    (edit,) = Difference(source, "x = 1\nprint(total)\n").edits()
    assert (edit.span.line, edit.span.end_line, edit.text) == (2, 2, "a")


def test_long_texts_are_not_compared_line_by_line() -> None:
    """Comparing is quadratic, so it has a bound; the edits still make the new text."""
    old = "".join(f"a{number}\n" for number in range(MOST_COMPARED + 5))
    new = "".join(f"a{number + 1}\n" for number in range(MOST_COMPARED + 5))
    source = source_of(old)
    assert source.edited(Difference(source, new).edits()) == new
