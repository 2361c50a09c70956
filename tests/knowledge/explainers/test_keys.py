"""Keys that are not there: one program for each reason."""

from collections.abc import Callable

import pytest

from knowledge.cause import Cause

type Caused = Callable[[str], Cause]
type Mended = Callable[[str], str | None]

ROLES = """\
roles = {'ann': ('admin')}
rights = {'admin': 1}
for role in roles['ann']:
    print(rights[role])"""
CASES = {
    "a key is misspelt": ("row = {'name': 1}\nprint(row['nmae'])", "key-typo", 2, "1"),
    "a key is misspelt in the data that asks": (
        "prices = {'apple': 1}\nfor name in ['aple']:\n    print(prices[name])",
        "key-typo",
        2,
        "1",
    ),
    "a number as a text": ("names = {1: 'a'}\nkey = '1'\nprint(names[key])", "key-of-other-type", 3, "a"),
    "a text as a number": ("names = {'1': 'a'}\nprint(names[1])", "key-of-other-type", 2, "a"),
    "small letters": (
        "values = {'X': 10}\nfor sign in 'x':\n    print(values[sign])",
        "key-in-other-case",
        3,
        "10",
    ),
    "a tuple in another order": (
        "km = {('a', 'b'): 3}\none, two = 'b', 'a'\nprint(km[one, two])",
        "key-in-other-order",
        3,
        "3",
    ),
    "a count without a start": (
        "counts = {}\nfor letter in 'aa':\n    counts[letter] += 1\nprint(counts)",
        "key-never-started",
        3,
        "{'a': 2}",
    ),
    "a group without a start": (
        "groups = {}\nfor word in ['ab']:\n    groups[word[0]].append(word)\nprint(groups)",
        "key-never-started",
        3,
        "{'a': ['ab']}",
    ),
    "one record lacks it": (
        "rows = [\n    {'size': 1},\n    {'name': 'b'},\n]\nprint(sum(row['size'] for row in rows))",
        "record-without-key",
        3,
        None,
    ),
    "one level further down": (
        "row = {'name': 'a', 'place': {'zip': 1}}\nprint(row['zip'])",
        "key-at-other-level",
        2,
        "1",
    ),
    "letters of a text for items of a tuple": (
        ROLES,
        "text-for-tuple",
        1,
        "1",
    ),
    "removed from a set": ("seen = {1}\nseen.remove(2)\nprint(seen)", "key-not-there", 2, "{1}"),
    "popped from a dict": ("row = {'a': 1}\nrow.pop('b')\nprint(row)", "key-not-there", 2, "{'a': 1}"),
    "a neighbour without an entry": (
        "graph = {'a': ['b']}\nfor node in 'ab':\n    for other in graph[node]:\n        print(other)",
        "key-missing",
        3,
        "b",
    ),
    "a template's field": ("print('{a} {b}'.format(a=1))", "template-field-without-value", 1, None),
    "a template's places": ("print('{} {}'.format(1))", "template-needs-more-values", 1, None),
}


ROWS = [(code, (cause, line), prints) for code, cause, line, prints in CASES.values()]


@pytest.mark.parametrize(("code", "expected", "prints"), ROWS, ids=CASES.keys())
def test_names_the_reason(
    caused: Caused, mended: Mended, code: str, expected: tuple[str, int], prints: str | None
) -> None:
    """The reason, the line to change, and what the program prints after the first change."""
    found = caused(code)
    assert (found.code, found.span.line) == expected
    assert found.immediate and found.because and found.suggestions
    assert mended(code) == prints


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
