"""Whoever is called compilable compiles: the compiler is asked here about each one."""

import ast
from collections.abc import Callable

import pytest

from knowledge.compilable import surely_compiles
from knowledge.program import program_of
from knowledge.source import source_of
from knowledge.syntax.trouble import refusal

PLACES = {
    "the module": "{}",
    "a function": "def f(p, q=1):\n    'Doc.'\n    {}",
    "an asynchronous function": "async def f(p):\n    {}",
    "a class": "class A:\n    {}",
    "a method": "class A:\n    def m(self):\n        {}",
    "a function in another": "def f(p):\n    c = 1\n    def g():\n        {}\n    return g",
    "a class in a function": "def f():\n    class A:\n        {}",
    "behind what it may name": "def f():\n    g = n = 1\n    {}",
    "a loop": "for i in p:\n    if i:\n        {}",
    "a loop's `else`": "def f():\n    while p:\n        pass\n    else:\n        {}",
    "a function in a loop": "while p:\n    def f():\n        {}",
    "a handler": "def f():\n    try:\n        pass\n    except E:\n        {}\n    finally:\n        {}",
    "a context": "async def f():\n    async with p as q:\n        {}",
    "behind a future": "from __future__ import annotations\n{}",
    "behind types": "x: int = 1\ndef f(a: int) -> str:\n    y: int\n    {}",
}

STATEMENTS = [
    *(
        "return",
        "return p",
        "return *p, q",
        "yield",
        "yield p",
        "x = yield",
        "x: int = yield",
        "yield from p",
    ),
    *("(yield)[0] = 1", "f((yield))", "await p", "x = await p", "x: int = await p", "print(await p)"),
    *("[await q for q in p]", "[q for q in await p]", "[q async for q in p]", "(q async for q in p)"),
    *("break", "continue", "async with p: pass", "async for q in p: pass", "x = lambda: (yield)"),
    *("*x, y = p", "*x, *y = p", "[x, *y] = p", "*x = p", "x = *p, q", "x = *p", "for *x, y in p: pass"),
    *("for *x in p: pass", "with p as (*x, y): pass", "print(*p, **q)", "p[*q]", "f'{*p,}'", "f'{*p}'"),
    *("x = [*p], {*p}, {**p}", "def g(*a: *p): pass", "class B(*p): pass", "class B(m=1, m=2): pass"),
    *("g(a=1, a=2)", "g(a=1, b=2)", "def g(a, a): pass", "def g(a, *, b, **a): pass", "lambda a, a: 1"),
    *("def g(__a, _A__a): pass", "def g(a, /, b, *c, d, **e): pass"),
    *("(x := p)", "x = [y := q for q in p]", "[q for q in (x := p)]", "lambda: (x := 1)", "x: (y := 1)"),
    *("def g(a=(x := 1)): pass", "def g(a: (x := 1)): pass", "def g(a: (yield)): pass", "x: (await p)"),
    *("@(yield)\n{i}def g(): pass", "class B(await p): pass", "class B:\n{i}    [x := q for q in p]"),
    *("from m import *", "from m import a", "from __future__ import annotations", "import __future__"),
    *("from __future__ import braces", "from __future__ import barry_as_FLUFL", "from .__future__ import a"),
    *(
        "global g",
        "global p",
        "global g\n{i}g = 1",
        "g\n{i}global g",
        "global g\n{i}g: int = 1",
        "nonlocal c",
    ),
    *("global g\n{i}def h():\n{i}    nonlocal g", "nonlocal nowhere", "del g\n{i}global g"),
    *("try: pass\n{i}except: pass\n{i}except E: pass", "try: pass\n{i}except E: pass\n{i}except: pass"),
    *("try: pass\n{i}except* E: pass", "for q in p:\n{i}    try: pass\n{i}    except* E: break"),
    *("__debug__ = 1", "__debug__", "def g(__debug__): pass", "p.__debug__ = 1", "g(__debug__=1)"),
    *("import __debug__", "＿＿debug＿＿ = 1", "é = 'é'", "del __debug__"),
    *("match p:\n{i}    case 1: pass", "match p:\n{i}    case q: pass\n{i}    case _: pass"),
    *("type X = int", "type X = (yield)", "def g[T](a: T): pass", "def g[T, T](): pass", "class B[T]: pass"),
    *("while p:\n{i}    def g(): break", "while p: break\n{i}else: continue", "for q in p: continue"),
    *("with p as q, p as r: pass", "with " + ", ".join("p" * 25) + ": pass"),
    *("del p, (q, r)", "assert p, q", "raise E from p", "x = y = 1", "x += 1", "x: int", "p.x: int = 1"),
    *("x = {'a': 1, **p}", "x = p[1:2, ::3]", "x = 1 if p else 2", "x = not p and -q or ~r"),
]


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_what_surely_compiles_does(place: str) -> None:
    """Every statement in every place: where nobody doubts it, the compiler takes it."""
    judged = [judge(within(place, statement)) for statement in STATEMENTS]
    parsed = [one for one in judged if one is not None]
    assert not [text for text, sure, why in parsed if sure and why]
    assert sum(sure for _, sure, _ in parsed) > len(parsed) / 4


def within(place: str, statement: str) -> str:
    """A program with that statement in that place."""
    margin = " " * (len(place.split("{}", maxsplit=1)[0]) - place.split("{}", maxsplit=1)[0].rfind("\n") - 1)
    return place.replace("{}", statement.replace("{i}", margin))


def judge(text: str) -> tuple[str, bool, Exception | None] | None:
    """Whether a text that parses is sure to compile, and why it does not; None for another text."""
    program = program_of(source_of(text))
    return (text, surely_compiles(program), refusal(text)) if program else None


SURE = [
    "import a, b.c as d\nfrom e import f\n'Text'\nprint(a, *b, sep='', **c)",
    "def f(a, b=1, *c, d: int = 2, **e) -> int:\n    global g\n    for a in b: break\n    return a",
    "async def f():\n    async with a as b:\n        async for c in await d: print(c)",
    "try:\n    x = 1\nexcept (A, B) as e:\n    raise\nelse:\n    pass\nfinally:\n    del x",
    "class A(B, metaclass=C):\n    x: int = 1\n    @property\n    def y(self): yield from self.z",
    "while (line := f()):\n    a, *b = line\n    continue",
    '"""Doc."""\nfrom __future__ import annotations\nx: A = [lambda y: y for y in {**z}]',
]


@pytest.mark.parametrize("text", SURE)
def test_common_programs_are_not_in_doubt(text: str) -> None:
    """What most programs are made of needs no compiler."""
    assert judge(text) == (text, True, None)


SHAPES: dict[str, Callable[[int], str]] = {
    "unary": lambda n: "x = " + "-" * n + "1",
    "lists": lambda n: "x = " + "[" * n + "]" * n,
    "calls": lambda n: "x = " + "f(" * n + ")" * n,
    "calls of calls": lambda n: "x = f" + "()" * n,
    "attributes": lambda n: "x = y" + ".z" * n,
    "sums": lambda n: "x = 1" + " + 1" * n,
    "powers": lambda n: "x = 1" + " ** 1" * n,
    "lambdas": lambda n: "x = " + "lambda: " * n + "1",
    "conditions": lambda n: "x = " + "1 if y else " * n + "1",
    "branches": lambda n: "if x: pass\n" + "elif x: pass\n" * n,
    "generators": lambda n: "x = " + "(" * n + "y" + " for y in z)" * n,
    "functions": lambda n: "".join(" " * row + "def f():\n" for row in range(n)) + " " * n + "pass",
    "loops": lambda n: "".join(" " * row + "for x in y:\n" for row in range(n)) + " " * n + "pass",
    "contexts": lambda n: "".join(" " * row + "with x, y:\n" for row in range(n)) + " " * n + "pass",
    "handlers": lambda n: (
        "".join(" " * row + "try: pass\n" + " " * row + "except E:\n" for row in range(n)) + " " * n + "pass"
    ),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_what_nests_deep_is_in_doubt(shape: Callable[[int], str]) -> None:
    """A few levels are sure; and wherever the compiler gives up, it was in doubt before."""
    assert judge(shape(4)) == (shape(4), True, None)
    for depth in (8, 10, 12, 14, 16, 18, 19, 20, 21, 22, 24, 30, 60, 100, 190, 400, 1000, 3000):
        found = judge(shape(depth))
        if found is not None:
            _, sure, why = found
            assert not (sure and (why or depth > 300))


def test_comprehensions_that_crash_a_compiler_are_in_doubt() -> None:
    """Two dozen of them in each other end the process that compiles them, so nobody asks here."""
    program = program_of(source_of("x = " + "[" * 24 + "y" + " for y in z]" * 24))
    assert program
    assert not surely_compiles(program)


def test_a_kind_that_nobody_knows_is_in_doubt() -> None:
    """A node that a later Python has, and this judge was never told of."""
    program = program_of(source_of("x = 1"))
    assert program
    later = type("Later", (ast.expr,), {"_fields": ()})()
    program.by_type[type(later)] = [later]
    assert not surely_compiles(program)
