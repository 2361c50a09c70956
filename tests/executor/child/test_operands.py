"""The values of the failing statement's expressions, without running the program again."""

from collections.abc import Callable

import pytest

from knowledge.run import Run
from knowledge.value import Value


def operands_of(done: Run) -> dict[str, Value]:
    """What the expressions of the failing statement were, by their text; the first of two alike."""
    assert done.fault is not None and done.fault.crash is not None
    found: dict[str, Value] = {}
    for operand in done.fault.crash.operands:
        found.setdefault(operand.text, operand.value)
    return found


SEEN = {
    "names": ("a, b = 1, 0\na / b", {"a": "1", "b": "0"}),
    "both sides of an assertion": (
        "a, b = [1], [2]\nassert a == b",
        {"a": "[1]", "b": "[2]", "a == b": "False"},
    ),
    "items of containers": ("d = {'a': [1, 0]}\n1 / d['a'][1]", {"d['a']": "[1, 0]", "d['a'][1]": "0"}),
    "a key that was computed": ("d, i = {(1, 2): 0}, 1\n5 / d[i, i + 1]", {"d[i, i + 1]": "0"}),
    "a slice": ("s = 'abc'\nint(s[1:])", {"s[1:]": "'bc'", "int": "<class 'int'>"}),
    "attributes": ("class A: pass\na = A()\na.n = 0\n1 / a.n", {"a.n": "0", "a": "<A object: n=0>"}),
    "attributes of a class": ("class A:\n    n = 0\n1 / A().n if False else 1 / A.n", {"A.n": "0"}),
    "slots": ("class A:\n    __slots__ = ('n',)\na = A()\na.n = 0\n1 / a.n", {"a.n": "0"}),
    "attributes of a module": ("import math\nmath.sqrt(-math.pi)", {"-math.pi": "-3.141592653589793"}),
    "lengths and arithmetic": ("xs, n = [], 2\nn / (len(xs) * 3)", {"len(xs)": "0", "len(xs) * 3": "0"}),
    "what is looped over": ("n = 5\nfor i in n:\n    pass", {"n": "5"}),
    "what is unpacked": ("rows = [1, 2, 3]\na, b = rows", {"rows": "[1, 2, 3]"}),
    "a condition": ("x = None\nif x > 3:\n    pass", {"x": "None"}),
    "a target of an assignment": ("d, k = (1, 2), 0\nd[k] = 5", {"d": "(1, 2)", "k": "0"}),
    "a with statement": ("n = 3\nwith n as m:\n    pass", {"n": "3"}),
    "the variable of a comprehension": ("xs = [2, 0]\n[1 / x for x in xs]", {"x": "0", "xs": "[2, 0]"}),
    "a comprehension in a function": ("def f(xs):\n    return {k: 1 / k for k in xs}\nf([1, 0])", {"k": "0"}),
    "a comprehension that drops a generator": (
        "def down():\n    yield 1\n    yield 0\n[1 / x for x in down()]",
        {"x": "0"},
    ),
    "a comprehension beside another": ("x = 9\nx, [1 / x for x in [0]], x", {"x": "0"}),
    "a generator expression": ("xs = [2, 0]\nsum(1 / x for x in xs)", {"x": "0"}),
    "a lambda": ("f = lambda a, b: a / b\nf(1, 0)", {"a": "1", "b": "0"}),
    "a walrus": ("x = [n := 0, 1 / n]", {"n": "0"}),
    "a closure": ("def f():\n    n = 0\n    def g(): return 1 / n\n    return g()\nf()", {"n": "0"}),
    "an enumeration": ("import enum\nclass C(enum.Enum):\n    A = 1\nC.A + 1", {"C.A": "<C.A: 1>"}),
    "a decorator": ("wrap = None\n@wrap\ndef f(): pass", {"wrap": "None"}),
    "a match subject": ("import re\nm = re.match('a', 'b')\nm.group(0)", {"m": "None"}),
    "an f-string": ("n = 'x'\nf'{n:d}'", {"n": "'x'"}),
    "an await": ("import asyncio\nasync def f(n):\n    await n\nasyncio.run(f(3))", {"n": "3"}),
}


@pytest.mark.parametrize(("text", "values"), SEEN.values(), ids=SEEN)
def test_values_are_seen(run: Callable[..., Run], text: str, values: dict[str, str]) -> None:
    """Each under its own text."""
    found = operands_of(run(text))
    assert {text: found[text].text for text in values} == values


REFUSED = {
    "a property": ("class A:\n    @property\n    def n(self): print('ran')\na = A()\na.n.x", "a.n"),
    "an attribute made up": ("class A:\n    def __getattr__(self, n): print('ran')\na = A()\na.n.x", "a.n"),
    "a lookup of its own": (
        "class A:\n    def __getattribute__(self, n): print('ran')\na = A()\na.n.x",
        "a.n",
    ),
    "a descriptor": (
        "class D:\n    def __get__(self, *a): print('ran')\nclass A:\n    n = D()\nA().n.x",
        "A().n",
    ),
    "a call": ("def f(): print('ran')\nf().x", "f()"),
    "an operator of the program": (
        "class A:\n    def __add__(s, o): print('ran')\na = A()\n(a + 1).x",
        "a + 1",
    ),
    "an item of the program": (
        "class A(list):\n    def __getitem__(s, o): print('ran')\na = A()\na[0].x",
        "a[0]",
    ),
    "a comparison of the program": (
        "class A:\n    def __eq__(s, o): print('ran')\na = A()\n(a == 1).x",
        "a == 1",
    ),
    "a length of the program": (
        "class A:\n    def __len__(s):\n        print('ran')\n        return 1\na = A()\nlen(a).x",
        "len(a)",
    ),
    "a key of the program": (
        "class K:\n    def __hash__(s):\n        print('ran')\n        return 1\nk, d = K(), {}\nd[k]",
        "d[k]",
    ),
    "a huge product": ("n = 10 ** 20\nprint('ran')\n(n * n).x", "n * n"),
}


@pytest.mark.parametrize(("text", "expression"), REFUSED.values(), ids=REFUSED)
def test_what_runs_code_is_not_evaluated_again(run: Callable[..., Run], text: str, expression: str) -> None:
    """The program's own evaluation is the only one."""
    done = run(text)
    assert done.stdout.text == "ran\n"
    assert expression not in operands_of(done)


def test_a_crash_tells_more_than_its_text(run: Callable[..., Run]) -> None:
    """Members, keys, items, signatures, names and lines of definition."""
    text = """
class Account:
    rate = 1
    def __init__(self, owner, /, *rest, limit=5, **more):
        self.balance = 0
    def pay(self, amount=10): pass
table = {'alpha': 1, 'beta': 2}
rows = (1, 'two')
account = Account('A')
account.balanc, table, rows, Account, account.pay, print
"""
    done = run(text)
    found = operands_of(done)
    assert found["account"].defined == 2 and found["account"].type == "Account"
    assert {"balance", "pay", "rate", "__class__"} <= set(found["account"].members or ())
    assert [key.scalar for key in found["table"].keys or ()] == ["alpha", "beta"]
    assert "items" in (found["table"].members or ())
    assert [item.scalar for item in found["rows"].items or ()] == [1, "two"]
    assert (found["Account"].signature, found["Account"].name) == (
        "(owner, /, *rest, limit=5, **more)",
        "Account",
    )
    assert (found["account.pay"].signature, found["account.pay"].defined) == ("(amount=10)", 6)
    assert (found["print"].name, found["rows"].length) == ("print", 2)


LIBRARIES = {
    "a number of numpy": ("import numpy\nn = numpy.int64(0)\n1 // int(n), n.x", "n", "np.int64(0)"),
    "an array": ("import numpy\na = numpy.zeros((2, 2))\na.x", "a", None),
    "a formula": ("import sympy\nx = sympy.Symbol('x')\ne = x ** 2 + 1\ne.solve", "e", "x**2 + 1"),
    "a formula with a part of the program": (
        (
            "import sympy\nclass F(sympy.Function):\n    def _sympystr(self, printer): print('ran')\n"
            "e = F(sympy.Symbol('x')) + 1\ne.solve"
        ),
        "e",
        None,
    ),
}


@pytest.mark.parametrize(("text", "expression", "told"), LIBRARIES.values(), ids=LIBRARIES)
def test_values_of_libraries_are_readable(
    run: Callable[..., Run], text: str, expression: str, told: str | None
) -> None:
    """By their own words where these run no code of the program."""
    done = run(text, seconds=30, memory_mb=400)
    if "ModuleNotFoundError" in done.stderr.text:
        pytest.skip("the library is not installed")
    assert done.stdout.text == ""
    assert told is None or operands_of(done)[expression].text == told
    assert len(operands_of(done)[expression].text) < 1000
