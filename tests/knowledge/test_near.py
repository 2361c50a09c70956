"""Near words: the one that was meant is named, and noise is not."""

import time

import pytest

from knowledge.near import LONGEST, distance, near, nearest


@pytest.mark.parametrize(
    ("word", "words", "meant"),
    [
        ("totl", ["total", "count"], "total"),
        ("lenght", ["length", "width"], "length"),
        ("Total", ["total", "totals"], "total"),
        ("pI", ["pi", "p"], "pi"),
        ("resutls", ["results", "result"], "results"),
        ("squareroot", ["sqrt", "square"], None),
        ("c", ["b", "d"], None),
        ("ab", ["ac"], None),
        ("cat", ["bat", "hat"], None),
        ("prnt", ["pint", "print"], "print"),
        ("row3", ["row1"], None),
        ("row", ["row1"], "row1"),
        ("apple", ["orange"], None),
        ("cot", ["cos"], None),
        ("teh", ["the"], "the"),
        ("cont", ["font", "count"], "count"),
        ("sine", ["sin"], "sin"),
        ("größe", ["grösse", "große"], "große"),
        ("x" * (LONGEST + 1), ["x" * LONGEST], None),
        ("", ["a"], None),
        ("name", ["name"], None),
        ("name", [], None),
    ],
    ids=[
        "a letter is missing",
        "two letters are swapped",
        "a wrong case is nearer than a missing letter",
        "two letters in another case",
        "a swap is nearer than two edits",
        "too far",
        "one letter has no neighbours",
        "two letters have none but in another case",
        "two equally near leave it open",
        "of two equally near, the one that agrees longer",
        "numbers in a series are no typos",
        "a forgotten number",
        "nothing alike",
        "three letters, one of them another",
        "three letters, two of them swapped",
        "four letters, the first of them another",
        "four letters, one of them too many",
        "letters of other languages",
        "too long to compare",
        "nothing to compare",
        "the word itself is no answer",
        "nothing known",
    ],
)
def test_nearest(word: str, words: list[str], meant: str | None) -> None:
    """One word is named only where it is near enough and alone."""
    assert nearest(word, words) == meant


def test_near_is_in_order_of_distance() -> None:
    """The nearest comes first, then what agrees longer from the start, and no more than asked for."""
    assert near("prnt", ["pint", "paint", "print", "prn", "front"], 3) == ("prn", "print", "pint")


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("ab", "ba", 2), ("abc", "aBc", 1), ("abc", "ab", 2), ("abc", "abc", 0), ("ca", "abc", 6)],
    ids=["swap", "case", "delete", "same", "a swapped pair is not torn apart again"],
)
def test_distance(one: str, other: str, edits: int) -> None:
    """Two for each edit, one for a wrong case, whichever word comes first."""
    assert distance(one, other, 20) == distance(other, one, 20) == edits


def test_many_long_words_are_compared_in_time() -> None:
    """Three thousand words of forty letters take a fraction of a second."""
    words = [f"{row:b}".replace("0", "a").rjust(40, "c") for row in range(3_000)]
    started = time.process_time()
    nearest("ac" * 20, words)
    assert time.process_time() - started < 10
