"""Where a None came from: one program for each way, with the line to change and what the change prints."""

from collections.abc import Callable

import pytest

from knowledge.cause import Cause, Certainty

type Caused = Callable[[str], Cause]
type Mended = Callable[[str], str | None]

NO_RETURN = """
def total(numbers):
    result = 0
    for number in numbers:
        result += number

print(total([1, 2]).bit_length())
"""
PRINTS = """
def greet(name):
    print("hi " + name)

print(greet("ann").upper())
"""
SORTS = """
words = ["b", "a"]
words = words.sort()
print(words.index("a"))
"""
APPENDS = """
def add(items, item):
    return items.append(item)

print(add([1], 2).count(2))
"""
GETS = """
person = {"name": "ann", "mail": "a@b"}
print(person.get("nmae").upper())
"""
MATCHES = """
import re
found = re.match(r"[0-9]+", "abc 42")
print(found.group(0))
"""
DEFAULT = """
def collect(item, into=None):
    into.append(item)
    return into

print(collect(1))
"""
SEARCH = """
def find(people, name):
    for person in people:
        if person == name:
            return person

print(find(["ann"], "bob").upper())
"""
THREE_FRAMES_UP = """
def lookup(name):
    return {"ann": "a@b"}.get(name)

def split(mail):
    return mail.split("@")

def domain(name):
    mail = lookup(name)
    return split(mail)

print(domain("bob"))
"""
LINKED = """
class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next

node = Node(1, Node(2))
while node:
    node = node.next
print(node.value)
"""
UNREACHED = """
best = None
for number in [1, 2]:
    if number > 5:
        best = number
print(best.bit_length())
"""
DATA = """
rows = [
    {"next": {"x": 1}},
    {"next": None},
]
for row in rows:
    print(row["next"].get("x"))
"""


@pytest.mark.parametrize(
    ("code", "cause", "line", "said"),
    [
        (NO_RETURN, "none-from-missing-return", 5, "`total` has no `return`"),
        (PRINTS, "none-from-missing-return", 3, "prints its result"),
        (SORTS, "none-from-in-place-method", 3, "`sort` changes `words` in place"),
        (APPENDS, "none-from-in-place-method", 3, "`append` changes `items` in place"),
        (GETS, "none-from-get", 3, 'has no entry for `"nmae"`'),
        (MATCHES, "none-from-no-match", 3, "not found at the start of"),
        (DEFAULT, "none-from-default", 6, "passes no `into`"),
        (SEARCH, "none-from-missing-return", 5, "the loop in lines 3-5 ended"),
        (THREE_FRAMES_UP, "none-from-get", 3, "no entry for `name`"),
        (LINKED, "none-after-loop", 8, "`node` is None when it has ended"),
        (UNREACHED, "none-never-replaced", 2, "line 5, which would set it, was never reached"),
        (DATA, "none-in-data", 4, "None is written in line 4"),
    ],
    ids=[
        "a function without return",
        "a function that prints instead",
        "sort assigned to its own list",
        "append returned",
        "get with a misspelt key",
        "match where the text begins otherwise",
        "a default that nobody replaces",
        "a search that finds nothing",
        "a value passed through three frames",
        "a loop that ends with None",
        "a start value that is never replaced",
        "None among the data",
    ],
)
def test_names_the_maker(caused: Caused, code: str, cause: str, line: int, said: str) -> None:
    """The cause lies where the None was made, not where it was used."""
    found = caused(code)
    assert (found.code, found.span.line) == (cause, line)
    assert said in found.because
    assert "is None" in found.immediate


@pytest.mark.parametrize(
    ("code", "prints"),
    [
        (NO_RETURN, "2"),
        (PRINTS, "HI ANN"),
        (SORTS, "0"),
        (APPENDS, "1"),
        (GETS, "ANN"),
        (MATCHES, "42"),
        (DEFAULT, "[1]"),
        (LINKED, "2"),
    ],
    ids=["return", "print", "sort", "append", "key", "search", "default", "loop"],
)
def test_the_first_change_mends(mended: Mended, code: str, prints: str) -> None:
    """The best change makes the program say what was meant."""
    assert mended(code) == prints


def test_tells_the_way_back(caused: Caused) -> None:
    """Each step from the crash to the maker is one link, with its line."""
    links = [(link.how, link.span.line) for link in caused(THREE_FRAMES_UP).provenance]
    assert links == [("crash", 6), ("argument", 10), ("assigned", 9), ("born", 3)]


def test_an_unknown_maker_is_no_proof(caused: Caused) -> None:
    """What a second call returned cannot be told for sure, so it is likely only."""
    code = """
def pick(number):
    if number > 3:
        return number

first, last = pick(1), pick(9)
print(first.bit_length())
"""
    assert caused(code).certainty is Certainty.LIKELY


@pytest.mark.parametrize("code", ["x = 5\nx.foo", "class A: pass\nA().foo"], ids=["int", "own class"])
def test_other_values_are_left_to_others(caused: Caused, code: str) -> None:
    """An attribute that lacks on something else is not explained by None."""
    assert not caused(code).code.startswith("none-")


CALLED_BACK = """
class Button:
    def __init__(self):
        self.handlers = []

    def press(self):
        for handler in self.handlers:
            handler()

def beep():
    print("beep")

button = Button()
button.handlers.append(beep())
button.press()
"""
YIELDED = """
def cheapest(prices):
    best = min(prices)

def offers(table):
    for name, prices in table:
        yield name, cheapest(prices)

for name, price in offers([("a", [3, 2])]):
    print(name, price.bit_length())
"""
UNPACKED = """
class Client:
    def __init__(self, given):
        self.limits = (1, given.get("time"))

    def worst(self):
        count, limit = self.limits
        return limit.bit_length()

print(Client({}).worst())
"""
DECORATED = """
def logged(function):
    def wrapper():
        return function()

@logged
def run():
    return 3

print(run())
"""
HANDED_OVER = """
def kept(lines):
    found = [line for line in lines if line]

def pipeline(lines, *steps):
    for step in steps:
        lines = step(lines)
    return lines

print(pipeline(["a"], kept).count("a"))
"""


@pytest.mark.parametrize(
    ("code", "expected", "prints"),
    [
        (CALLED_BACK, ("called-too-early", 14), "beep"),
        (YIELDED, ("none-from-missing-return", 3), "a 2"),
        (UNPACKED, ("none-from-get", 4), None),
        (DECORATED, ("none-from-missing-return", 4), "3"),
        (HANDED_OVER, ("none-from-missing-return", 3), "1"),
    ],
    ids=[
        "through a list of callbacks",
        "through a generator and a tuple",
        "through an attribute and a tuple",
        "through a decorator",
        "through a function in a variable",
    ],
)
def test_follows_long_ways(
    caused: Caused, mended: Mended, code: str, expected: tuple[str, int], prints: str | None
) -> None:
    """Containers, generators, attributes, decorators and variables that hold functions are looked through."""
    found = caused(code)
    assert (found.code, found.span.line) == expected
    assert prints is None or mended(code) == prints
