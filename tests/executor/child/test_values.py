"""Values as text: bounded, masked, and made without asking anybody."""

import enum
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from executor.child.details import detailed_claim
from executor.child.values import value_claim
from executor.watch.claims import value_of


class Color(enum.Enum):
    """An enumeration."""

    RED = 1


class Level(enum.IntEnum):
    """One of numbers."""

    HIGH = 3


@dataclass
class Point:
    """A dataclass."""

    x: int
    rows: list[int] = field(default_factory=list)
    password: str = "hunter2"


class Rows(list[Any]):
    """A list that does not tell its truth."""

    def __iter__(self) -> Any:  # noqa: ANN401
        """Never called."""
        raise AssertionError

    __len__ = __getitem__ = __repr__ = __iter__  # type: ignore[assignment]  # never called either


class Slotted:
    """An object with slots, one of them empty."""

    __slots__ = ("empty", "full")

    def __init__(self) -> None:
        self.full = 2


class Name(str):  # noqa: SLOT000
    """A text of its own."""


class Number(int):
    """A number of its own."""

    def __repr__(self) -> str:
        return "a lie"


Pair = namedtuple("Pair", "left right")  # noqa: PYI024
LOOP: list[object] = [1]
LOOP.append(LOOP)
NESTED: list[object] = []
for _ in range(500):
    NESTED = [NESTED]

TEXTS = {
    "a number": (5, "5"),
    "a huge number": (7**5000, "<int of 14037 bits>"),
    "not a number": (float("nan"), "nan"),
    "an empty tuple": ((), "()"),
    "one in a tuple": ((1,), "(1,)"),
    "an empty set": (set(), "set()"),
    "a frozen set": (frozenset([1]), "frozenset({1})"),
    "a dictionary": ({"a": [1, {"b": ()}]}, "{'a': [1, {'b': ()}]}"),
    "bytes": (b"\x00a", "b'\\x00a'"),
    "a range": (range(3), "range(0, 3)"),
    "a loop": (LOOP, "[1, ...]"),
    "deep nesting": (NESTED, "[[[[[...]]]]]"),
    "many items": (list(range(100)), f"[{', '.join(map(str, range(20)))}, ...]"),
    "a long text": ("a" * 1000, f"'{'a' * 200}...'"),
    "lone surrogates": ("\ud800", "'\\ud800'"),
    "an enumeration": (Color.RED, "<Color.RED: 1>"),
    "an enumeration of numbers": (Level.HIGH, "<Level.HIGH: 3>"),
    "a dataclass": (Point(1, [2]), "Point(x=1, rows=[2], password='<masked>')"),
    "a list of its own": (Rows([1, 2]), "<Rows object: [1, 2]>"),
    "slots": (Slotted(), "<Slotted object: full=2>"),
    "a text of its own": (Name("x"), "<Name object: 'x'>"),
    "a number of its own": (Number(4), "<Number object: 4>"),
    "a named tuple": (Pair(1, "b"), "Pair(left=1, right='b')"),
    "a deque": (deque([1, 2]), "deque([1, 2])"),
    "a counter": (Counter("aab"), "Counter({'a': 2, 'b': 1})"),
    "a default dictionary": (defaultdict(list, a=[1]), "defaultdict({'a': [1]})"),
    "an ordered dictionary": (OrderedDict(a=1), "OrderedDict({'a': 1})"),
    "a decimal": (Decimal("1.50"), "Decimal('1.50')"),
    "a fraction": (Fraction(1, 3), "Fraction(1, 3)"),
    "an exception": (ValueError("a", 1), "ValueError('a', 1)"),
    "a function": (detailed_claim, "<function detailed_claim>"),
    "a built-in function": (len, "<built-in function len>"),
    "a method": ([].append, "<built-in function append>"),
    "a class": (Decimal, "<class 'decimal.Decimal'>"),
    "a module": (enum, "<module 'enum'>"),
    "keys": ({"a": 1}.keys(), "dict_keys(['a'])"),
    "an object without anything": (object(), "<object object>"),
}


@pytest.mark.parametrize(("value", "text"), TEXTS.values(), ids=TEXTS)
def test_a_value_is_told_in_a_few_words(value: object, text: str) -> None:
    """As its repr would, where that is harmless and short."""
    assert value_of(value_claim(value)).text == text


SECRETS = {
    "a name": ("password", "hunter2", "'<masked>'"),
    "a name in camel case": ("userPassword", "hunter2", "'<masked>'"),
    "two words": ("OPENAI_API_KEY", "abc", "'<masked>'"),
    "a header": ("X-Auth-Token", "abc", "'<masked>'"),
    "a part of a word": ("tokenizer", "abc", "'abc'"),
    "an everyday token": ("token", "the", "'the'"),
    "an opaque token": ("token", "9f86d081884c7d65", "'<masked>'"),
    "tokens of a text": ("tokens", ["the", "cat"], "['the', 'cat']"),
    "what counts them": ("max_password_length", 12, "12"),
    "a number": ("secret", 42, "'<masked>'"),
    "what lies below a name": ("credentials", {"user": ["a"]}, "{'<masked>': ['<masked>']}"),
    "a key of a dictionary": ("config", {"password": "x", "n": 1}, "{'password': '<masked>', 'n': 1}"),
    "bytes": ("private_key", b"abc", "'<masked>'"),
    "a service's key": ("x", "sk-proj-abcdefghijklmnop", "'<masked>'"),
    "a token of a forge": ("x", "see ghp_" + "a" * 36, "'see <masked>'"),
    "a cloud's key": ("x", "AKIAABCDEFGHIJKLMNOP", "'<masked>'"),
    "a signed token": ("x", "eyJhbGciOiJI.eyJzdWIiOiIx.abc-_", "'<masked>'"),
    "a private key": ("x", "-----BEGIN RSA PRIVATE KEY-----\nMII", "'<masked>'"),
    "an address with a password": ("x", "postgres://me:pw@host/db", "'postgres://<masked>@host/db'"),
    "the query of an address": ("x", "https://h/?api_key=abcd1234&n=1", "'https://h/?api_key=<masked>&n=1'"),
    "a setting": ("x", "DB_PASSWORD=s3cr3tpass\nN=1", "'DB_PASSWORD=<masked>\\nN=1'"),
    "a text that is JSON": ("x", '{"password": "abcd", "n": 1}', """'{"password": "<masked>", "n": 1}'"""),
    "a line of a header": ("x", "Authorization: Basic dXNlcjpwYXN0", "'Authorization: Basic <masked>'"),
    "a call with a password": ("x", "login(password=abcd)", "'login(password=abcd)'"),
    "a word given to a name": ("x", "password = get_password()", "'password = get_password()'"),
    "a plain word behind a doubtful name": ("x", "token: identifier", "'token: identifier'"),
    "nothing of a kind given": ("x", "password: Optional[str]", "'password: Optional[str]'"),
    "a plain address": ("x", "https://host/a?b=c", "'https://host/a?b=c'"),
}


@pytest.mark.parametrize(("name", "value", "text"), SECRETS.values(), ids=SECRETS)
def test_secrets_are_masked(name: str, value: object, text: str) -> None:
    """By the name they are kept under, or by their own shape; the plain value is not sent either."""
    told = value_of(value_claim(value, name))
    assert told.text == text
    assert "<masked>" not in text or told.scalar is None


@pytest.mark.parametrize(
    ("value", "scalar"),
    [(1, 1), (True, True), ("a", "a"), (2.5, 2.5), (None, None), (float("inf"), None), (2**300, None),
     ("a" * 201, None), ("\ud800", None), ([1], None), (Number(4), None), (Name("x"), None)],
)  # fmt: skip
def test_small_plain_values_are_sent_as_they_are(value: object, scalar: object) -> None:
    """Exact types only."""
    told = value_of(value_claim(value))
    assert told.scalar == scalar and type(told.scalar) is type(scalar)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(ANYTHING, st.text(max_size=20))
def test_every_value_is_told_within_bounds(value: object, name: str) -> None:
    """Whatever it is, its text is short and every encoding can carry it."""
    told = value_of(detailed_claim(value, name))
    assert len(told.text) < 1500
    told.text.encode()
    assert told.cut or told.text.startswith("'<masked>") or "..." not in told.text or "..." in repr(value)
