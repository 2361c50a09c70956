"""wrong-arguments: a call does not fit the function or class of the program that it calls."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from analyzer.certain.callees import Called, called_by, library_forms
from analyzer.certain.own_classes import class_of
from analyzer.likely.having import likely_called, likely_forms
from analyzer.reading.guards import felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.calling.calls import spreads
from knowledge.calling.signature import Mismatch, Signature, mismatch
from knowledge.finding import Edit, Severity, Span
from knowledge.near import nearest, next_to
from knowledge.program import Program


@rule(
    ast.Call,
    flags=[
        "def f(a, b): pass\nf(1)",
        "def f(a): pass\nf(1, 2)",
        "def f(a): pass\nf(1, a=2)",
        "def f(): pass\nf(x=1)",
        "def f(*, key): pass\nf()",
        "class A:\n    def __init__(self, x): pass\nA()",
        "class A:\n    pass\nA(1)",
        "class A:\n    def f(self): pass\na = A()\na.f(1)",
        "class A:\n    def f(self, x): pass\n    def g(self):\n        self.f()",
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\nA()",
        "class A:\n    def __init__(self, x): pass\nclass B(A): pass\nB()",
        "import math\nmath.sqrt()",
        "f = lambda x: x\nf()",
        "class A:\n    def f(self): pass\nA.f()",
        "from collections import namedtuple\nP = namedtuple('P', 'x y')\nP(1)",
        "from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\n    y: int = 0\nP()",
        "class A:\n    def __init__(s, x): 1\nclass B(A):\n    def __init__(s):\n        super().__init__()",
        (
            "from dataclasses import dataclass, field\n@dataclass(frozen=True)\nclass A:\n    x: int\n"
            "    y: list = field(default_factory=list)\nA(y=[])"
        ),
        (
            "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\n@dataclass\nclass B(A):\n"
            "    y: int\nB(1)"
        ),
        "len([1], [2])",
        "x = [1]\nprint(*x, seb='')",
        "def f(a, b): pass\nf(*x, c=1)",
        "x = []\nx.append(1, 2)",
        "from datetime import datetime\ndatetime(2024, 1)",
    ],
    fixes={
        "def f(timeout=1): pass\nf(time_out=2)": "def f(timeout=1): pass\nf(timeout=2)",
        "print(min([2, 1], ky=abs))": "print(min([2, 1], key=abs))",
        "print('a', ende='')": "print('a', end='')",
        "from datetime import timedelta as td\ntd(day=3)": "from datetime import timedelta as td\ntd(days=3)",
        "x = sorted([2, 1], revers=True)": "x = sorted([2, 1], reverse=True)",
        "'a b'.split(maxsplits=1)": "'a b'.split(maxsplit=1)",
        "class A:\n    def f(): pass\nA().f()": "class A:\n    def f(self): pass\nA().f()",
    },
    passes=[
        "def f(a, b=1): pass\nf(1)\nf(1, 2)\nf(b=1, a=2)",
        "def f(*a, **k): pass\nf(1, 2, x=3)",
        "def f(a): pass\nf(*x)\nf(**y)",
        "@decorate\ndef f(a): pass\nf()",
        "if x:\n    def f(a): pass\nelse:\n    def f(): pass\nf()",
        "class A(Base): pass\nA(1, 2)",
        "class A:\n    def __new__(cls, *a): return 1\nA(1)",
        "class A(metaclass=M): pass\nA(1)",
        "class A:\n    def f(self, a): pass\nclass B(A):\n    def f(self): pass\ndef g(x: A): x.f()",
        "class A:\n    @staticmethod\n    def f(a): pass\nA().f(1)",
        "class A:\n    def f(self): pass\na = A()\na.f = lambda x: x\na.f(1)",
        "try:\n    f()\nexcept TypeError:\n    pass\ndef f(a): pass",
        "class A:\n    @property\n    def f(self): return print\nA().f(1)",
        "class A:\n    def f(*args): pass\nA().f(1, 2)",
        "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    x: int = field(init=False)\nA()",
        "def f(f): return f(1, 2)",
        (
            "from dataclasses import dataclass, KW_ONLY\n@dataclass\nclass A:\n    x: int\n    _: KW_ONLY\n"
            "    y: int = 2\nA(1, y=3)"
        ),
        (
            "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    x: int\n"
            "    y: int = field(init=False)\nA(1)"
        ),
        "from collections import namedtuple\nP = namedtuple('P', 'x y', defaults=[1])\nP(1)",
        (
            "class A:\n    def f(self): pass\nclass C:\n    def f(self, x): pass\nclass B(A, C):\n"
            "    def f(self): super().f(1)"
        ),
        "import json\njson.dumps({}, indent=2, cls=C, anything=1)",
        "str.upper('a'), dict.fromkeys('ab', 1), max(1, 2, key=abs), int('f', 16), range(1, 2, 3)",
        "import json\njson.dumps = print\njson.dumps(1, end='')",
        "try:\n    import json\nexcept ImportError:\n    import simplejson as json\njson.dumps(1, foo=2)",
        "from collections import Counter\nCounter(a=1), Counter('abc').most_common(2)",
        "from datetime import datetime\ndatetime.now(tz=None), datetime.strptime('1', '%d')",
    ],
)
def wrong_arguments(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """A call lacks an argument, gives too many, or names one that there is not."""
    called = called_by(reading, call) or of_library(reading, call) or of_likely(reading, call)
    if called is None:
        return
    bad = mismatch(called.signature, call)
    if spreads(call):
        bad = Mismatch(unknown=tuple(word for word in bad.unknown if word.arg))
    severity = felt(reading.program, call, "TypeError") if bad or called.homeless else None
    if severity and (called.promised or not is_reached(reading, call)):
        severity = Severity.WARNING
    if severity:
        yield hit_of(reading.program, call, called, bad, severity)


def of_likely(reading: Reading, call: ast.Call) -> Called | None:
    """What is called as far as annotations and what the program does with its values tell."""
    if found := likely_called(reading, call):
        return found
    promised = of_forms(likely_forms(reading, call), call)
    return replace(promised, promised=True) if promised else None


def of_library(reading: Reading, call: ast.Call) -> Called | None:
    """Something of the standard library that cannot be called like this, in the form that fits best."""
    return of_forms(library_forms(reading, call), call)


def of_forms(forms: tuple[Signature, ...], call: ast.Call) -> Called | None:
    """The form that a call misses by least; None where it fits one, or none is known."""
    bad = [mismatch(form, call) for form in forms]
    if spreads(call):
        bad = [Mismatch(unknown=tuple(word for word in one.unknown if word.arg)) for one in bad]
    if not forms or not all(bad):
        return None
    if all(one.unknown for one in bad):
        fitting = tuple(form for form, one in zip(forms, bad, strict=True) if not one.surplus)
        return Called(joined(fitting or forms), None)
    sizes = [len(one.missing) + len(one.surplus) + len(one.unknown) + len(one.repeated) for one in bad]
    return Called(forms[sizes.index(min(sizes))], None)


def joined(forms: tuple[Signature, ...]) -> Signature:
    """All forms in one, for where no keyword of the call is in any."""
    every = {one.name: one for form in forms for one in form.parameters if one.kind != "keywords"}
    return Signature(forms[0].name, tuple(replace(one, required=False) for one in every.values()))


def is_reached(reading: Reading, call: ast.Call) -> bool:
    """Whether the method that is called is surely the one that is meant: an unmade class may be a base."""
    match call.func:
        case ast.Attribute(value=ast.Name() as owner):
            class_ = class_of(reading, owner)
            return class_ is None or class_.name in reading.called
        case _:
            return True


def hit_of(program: Program, call: ast.Call, called: Called, bad: Mismatch, severity: Severity) -> Hit:
    """Say what does not fit, the most telling thing first."""
    name = called.signature.name
    if called.homeless:
        words = f"Add `self` as the first parameter of `{name}`"
        edits = self_added(program, called)
        message = f"`{name}` is a method without a parameter for its object"
        return Hit(call, message, name, None, edits, (words,), severity, safe=True)
    if bad.unknown:
        return unknown(program, called, bad.unknown[0], severity)
    if bad.repeated:
        twice = bad.repeated[0].arg
        words = f"Give `{twice}` once: by its place or by its name"
        return Hit(call, f"`{name}` is given `{twice}` twice", name, None, (), (words,), severity)
    if bad.missing:
        lacking = ", ".join(f"`{one}`" for one in bad.missing)
        return Hit(
            call, f"`{name}` lacks a value for {lacking}", name, None, (), (f"Pass {lacking}",), severity
        )
    takes, given = len(called.signature.by_place), len(call.args)
    message = f"`{name}` takes {takes} arguments by place, and is given {given}"
    surplus = program.text(bad.surplus[0])
    return Hit(
        call,
        message,
        name,
        None,
        (),
        (f"Leave `{surplus}` out, or give `{name}` a parameter for it",),
        severity,
    )


def unknown(program: Program, called: Called, word: ast.keyword, severity: Severity) -> Hit:
    """A keyword that is none of the parameters."""
    name, given = called.signature.name, str(word.arg)
    span = program.span(word)
    place = Span(span.line, span.column, span.line, span.column + len(given))
    meant = nearest(given, called.signature.keywords) or next_to(given, called.signature.keywords)
    listed = ", ".join(f"`{known}`" for known in called.signature.keywords)
    words = f"Change `{given}=` to `{meant}=`" if meant else f"`{name}` takes {listed or 'no names'}"
    return Hit(place, f"`{name}` has no parameter `{given}`", given, meant, (), (words,), severity)


def self_added(program: Program, called: Called) -> tuple[Edit, ...]:
    """Write `self` behind the bracket of the definition."""
    definition = called.definition
    if definition is None:
        return ()
    line = program.source.lines[definition.lineno - 1]
    at = line.find("(", line.find(definition.name))
    if at < 0 or isinstance(definition, ast.ClassDef):
        return ()
    column = program.source.clamped(definition.lineno, at + 1)
    text = "self, " if definition.args.kwonlyargs or definition.args.kwarg else "self"
    return (Edit(Span(definition.lineno, column, definition.lineno, column), text),)
