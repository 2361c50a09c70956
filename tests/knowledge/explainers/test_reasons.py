"""One program for each reason: the reason, the line to change, and what the changed program prints.

The tables stand in `reasons/`, a file for each kind of failure: the program, the cause's code, its line, and
what is printed after the first change, or None where nothing is proposed.
"""

from collections.abc import Callable

import pytest

from knowledge.cause import Cause
from tests.knowledge.explainers.reasons import (
    attributes,
    divisors,
    indices,
    iterators_and_files,
    keys,
    names,
)
from tests.knowledge.explainers.reasons.divisors import MEAN

type Caused = Callable[[str], Cause]
type Mended = Callable[[str], str | None]

WITHOUT_ADVICE = {"zero-divisor"}
"""Where the divisor is written as 0, what to do instead is not known."""
TABLES = {
    "attributes": attributes.CASES,
    "divisors": divisors.CASES,
    "indices": indices.CASES,
    "iterators and files": iterators_and_files.CASES,
    "keys": keys.CASES,
    "names": names.CASES,
}
REASONS = [
    pytest.param(code, (cause, line), prints, id=f"{kind}, {title}")
    for kind, table in TABLES.items()
    for title, (code, cause, line, prints) in table.items()
]


@pytest.mark.parametrize(("code", "expected", "prints"), REASONS)
def test_names_the_reason(
    caused: Caused, mended: Mended, code: str, expected: tuple[str, int], prints: str | None
) -> None:
    """The reason, the line to change, and what the program prints after the first change."""
    found = caused(code)
    assert (found.code, found.span.line) == expected
    assert found.immediate and found.because
    assert found.suggestions or found.code in WITHOUT_ADVICE
    assert mended(code) == prints


def test_a_module_asked_twice_is_mended_twice(caused: Caused) -> None:
    """The same mistake on several lines is one change."""
    code = "import time\nstart = time.clock()\nprint(time.clock() >= start)"
    assert len(caused(code).fixes[0].edits) == 2


def test_names_the_divisor_and_its_way(caused: Caused) -> None:
    """What was 0, and each step back to the empty list."""
    found = caused(MEAN + "chosen = []\nprint(mean(chosen))")
    assert found.immediate == "`count` is 0 here, and line 3 divides by it"
    assert [link.span.line for link in found.provenance] == [3, 2, 6, 5]


def test_tells_the_valid_indices(caused: Caused) -> None:
    """Length and range are said with the index."""
    said = caused("items = [1, 2, 3]\ni = 7\nprint(items[i])").immediate
    assert said == "`i` is 7, but `items` has 3 items: its valid indices are -3 to 2"


def test_lists_the_keys_that_there_are(caused: Caused) -> None:
    """What could have been asked for is said at once."""
    assert "its keys are `'name'` and `'age'`" in caused("row = {'name': 1, 'age': 2}\nrow['size']").immediate


def test_a_short_key_from_data_is_not_called_misspelt(caused: Caused) -> None:
    """`XXL` is a size of its own, however near `XL` is."""
    code = "order = {'S': 0, 'XL': 1}\nfor size in ['XXL']:\n    print(order[size])"
    assert caused(code).code == "key-missing"


def test_a_mapping_of_unknown_size_is_not_called_empty(caused: Caused) -> None:
    """How many keys an object of a library holds is not seen."""
    code = (
        "from configparser import ConfigParser\nrows = ConfigParser()\nrows['DEFAULT']['a'] = '1'\nrows['b']"
    )
    assert "empty" not in caused(code).immediate


@pytest.mark.parametrize(
    "code",
    ["print(ab)\nxy = 1", "q = 1\nprint(p)", "value2 = 1\nprint(value1)"],
    ids=["short names", "single letters", "names that count on"],
)
def test_far_names_are_not_proposed(caused: Caused, code: str) -> None:
    """A guess at a short name, or at the next number, would be noise."""
    assert caused(code).fixes == () or "name-typo" not in caused(code).code


def test_a_name_set_by_the_running_call_needs_no_global(caused: Caused) -> None:
    """`result = f()` gives the module's name its value after the function: `global` would not help."""
    code = """
def f():
    for number in [1, 2]:
        result += number
    return result

result = f()
"""
    assert caused(code).code == "used-before-assignment"
