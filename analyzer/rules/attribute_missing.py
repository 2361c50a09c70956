"""attribute-missing: `value.name`, and values of that type have no such attribute."""

import ast
import builtins
import types
from abc import ABCMeta
from collections.abc import Iterator, Mapping
from itertools import islice

from analyzer.certain.certain import type_of
from analyzer.certain.own_attributes import MOST_BASES, lineage, own_attributes
from analyzer.certain.own_classes import class_named, class_of
from analyzer.reading.guards import asks_first, felt, is_asked_about
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.calling.library import members_of_class
from knowledge.finding import Edit, Severity
from knowledge.near import nearest, next_to
from knowledge.tables.foreign_members import FOREIGN_MEMBERS
from knowledge.telling.edits import attribute_span

TYPES = frozenset(
    {"str", "int", "float", "bool", "list", "tuple", "dict", "set", "frozenset", "bytes", "bytearray"}
    | {"range", "complex", "NoneType", "enumerate", "zip", "map", "filter", "coroutine"}
)

BARE = frozenset({"builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"})
"""Bases that bring no names with a single underscore."""

OF_NO_NAME: Mapping[str, type] = {"NoneType": types.NoneType, "coroutine": types.CoroutineType}
"""Types that no builtin names."""


@rule(
    ast.Attribute,
    flags=[
        "x = []\nx.no_such_method()",
        "'a'.foo",
        "def f(text: str) -> str:\n    return text.no_such_method()",
        "def f(rows: list[int]):\n    rows.push(1)",
        "x = 5\nprint(x.digits)",
        "class A:\n    def f(self):\n        return self.no_such_thing",
        "class A:\n    pass\na = A()\na.g()",
        "class A:\n    def f(self): pass\nclass B(A):\n    def g(self): self.missing()",
        "x = None\nx.foo",
        "async def get(): return {}\nasync def main():\n    data = get()\n    print(data.keys())",
    ],
    fixes={
        "x = [1]\nx.apend(2)": "x = [1]\nx.append(2)",
        "x = []\nx.push(1)": "x = []\nx.append(1)",
        "'a'.toUpperCase()": "'a'.upper()",
        "x = 'abc'\nprint(x.length)": "x = 'abc'\nprint(len(x))",
        "d = {}\nif d.has_key('a'): pass": "d = {}\nif 'a' in d: pass",
        "class A:\n    def area(self): pass\n    def f(self):\n        self.aera()": (
            "class A:\n    def area(self): pass\n    def f(self):\n        self.area()"
        ),
        "x = [1]\nx.add(2)": "x = [1]\nx.append(2)",
        "print(sorted('Ab', key=str.lowwer))": "print(sorted('Ab', key=str.lower))",
        "class A:\n    total = 1\nprint(A.totl)": "class A:\n    total = 1\nprint(A.total)",
        "from enum import Enum\nclass C(Enum):\n    GREEN = 1\nprint(C.GREN)": (
            "from enum import Enum\nclass C(Enum):\n    GREEN = 1\nprint(C.GREEN)"
        ),
        "from collections import deque\nd = deque()\nd.appendleftt(1)": (
            "from collections import deque\nd = deque()\nd.appendleft(1)"
        ),
        "import datetime\nd = datetime.datetime.now()\nprint(d.strfime('%Y'))": (
            "import datetime\nd = datetime.datetime.now()\nprint(d.strftime('%Y'))"
        ),
    },
    passes=[
        "x = []\nx.append(1)",
        "async def get(): return {}\nasync def main():\n    data = get()\n    data.close()",
        "def f(x):\n    x.foo",
        "x = []\nx = g()\nx.foo",
        "x = []\nif hasattr(x, 'foo'):\n    x.foo()",
        "class A:\n    def __getattr__(self, name): return 1\n    def f(self): return self.foo",
        "class A(Base):\n    def f(self): return self.foo",
        "class A:\n    def f(self): return self.foo\nclass B(A):\n    foo = 1",
        "class A:\n    def f(self): return self.foo\na = A()\na.foo = 1",
        "@decorate\nclass A:\n    def f(self): return self.foo",
        "class A:\n    def __init__(self, **k): self.__dict__.update(k)\n    def f(self): return self.foo",
        "class A:\n    def __init__(self, k): setattr(self, k, 1)\n    def f(self): return self.foo",
        "class A(metaclass=M):\n    def f(self): return self.foo",
        "class A:\n    x: int\n    def f(self): return self.x, self.__class__.__name__, self.__dict__",
        "for x in []:\n    x.foo",
        "try:\n    'a'.foo\nexcept AttributeError:\n    pass",
        "x = None\nfor y in z:\n    x = y\nx.foo",
        "class A:\n    @staticmethod\n    def f(x): return x.foo",
        "from enum import Enum\nclass C(Enum):\n    A = 1\nprint(C.A.name, C.A.value, C['A'], C.__members__)",
        "class E(Exception):\n    pass\ne = E()\ne.args, e.add_note('x')",
        "import threading\nclass T(threading.Thread):\n    def run(self): return self.name, self.daemon",
        "class A:\n    pass\nA.x = 1\nprint(A.x, A.mro())",
        "def f(*rows: int):\n    rows.count(1)",
        "def f(rows: list[int] | None):\n    rows.push(1)",
        "def f(x: str):\n    if isinstance(x, A):\n        x.foo()",
        "(5).real, (1.5).hex(), 'a'.__len__()",
        "def f(x=None):\n    x = x or []\n    x.foo",
        "import argparse\np = argparse.ArgumentParser()\np.extra = 1\np.extra, p.parse_args().whatever",
        "import threading\nt = threading.Thread()\nt.daemon, t.name, t.start()",
    ],
)
def attribute_missing(reading: Reading, node: ast.Attribute) -> Iterator[Hit]:
    """An attribute that values of this type, or objects of this class, do not have."""
    kind = type_of(reading, node.value) or library_class(reading, node.value)
    hint = None if kind else hinted(reading, node.value)
    kind = kind or hint
    if kind in TYPES:
        found = not hasattr(builtin_type(kind), node.attr)
    elif kind is not None and "." in kind:
        known = members_of_class(kind)
        free = node.attr.startswith("_") or node.attr in reading.stored_attributes
        found = known is not None and node.attr not in known and not free and not hasattr(ABCMeta, node.attr)
    elif kind is None and isinstance(node.ctx, ast.Load):
        owner = class_of(reading, node.value) or class_itself(reading, node.value)
        if node.attr.startswith("_") and owner and has_unseen(reading, owner):
            return
        attributes = own_attributes(reading, owner) if owner else None
        found = attributes is not None and is_absent(reading, node.attr, attributes)
    else:
        return
    severity = felt(reading.program, node, "AttributeError") if found else None
    if (
        severity
        and kind is None
        and not class_itself(reading, node.value)
        and not is_made(reading, node.value)
    ):
        severity = Severity.WARNING
    if hint and severity:
        severity = Severity.WARNING
    guarded = kind == "NoneType" and is_asked_about(reading.program, node.value)
    if severity is None or guarded or asks_first(reading.program, node):
        return
    yield of_type(reading, node, kind, severity) if kind else of_class(reading, node, severity)


def has_unseen(reading: Reading, class_: ast.ClassDef) -> bool:
    """Whether a base from elsewhere may bring names with an underscore, which stand in no table."""
    owners = [owner for owner in islice(lineage(reading, class_), MOST_BASES) if owner is not None]
    bases = (base for owner in owners for base in owner.bases)
    foreign = (base for base in bases if not (isinstance(base, ast.Name) and class_named(reading, base)))
    return any(whole_name(reading, base) not in BARE for base in foreign)


def hinted(reading: Reading, node: ast.expr) -> str | None:
    """The builtin type that the annotation of a parameter names, or that its default has: a promise only."""
    bindings = reading.program.bindings(node) if isinstance(node, ast.Name) else []
    match [(binding.kind, binding.node) for binding in bindings]:
        case [("parameter", ast.arg(annotation=ast.Name() | ast.Subscript() as hint) as parameter)]:
            arguments = reading.program.parent(parameter)
            spread = isinstance(arguments, ast.arguments) and parameter in {arguments.vararg, arguments.kwarg}
            name = (whole_name(reading, hint) or "").removeprefix("builtins.")
            return name if name in TYPES and not spread else None
        case _:
            return None


def library_class(reading: Reading, node: ast.expr) -> str | None:
    """The class of the standard library that an expression names, whose members are known."""
    name = whole_name(reading, node) if isinstance(node, ast.Name | ast.Attribute) else None
    return name if name is not None and members_of_class(name.removeprefix("builtins.")) is not None else None


def class_itself(reading: Reading, node: ast.expr) -> ast.ClassDef | None:
    """The class of the program that a name stands for."""
    return class_named(reading, node) if isinstance(node, ast.Name) else None


def is_made(reading: Reading, owner: ast.expr) -> bool:
    """Whether the program makes objects of that class: one that it does not may be there to be completed."""
    class_ = class_of(reading, owner)
    return class_ is not None and class_.name in reading.called


def builtin_type(name: str) -> type:
    """The type of that name."""
    if name in OF_NO_NAME:
        return OF_NO_NAME[name]
    found = getattr(builtins, name)
    return found if isinstance(found, type) else object


def is_absent(reading: Reading, name: str, attributes: frozenset[str]) -> bool:
    """Whether nothing in the program could have put the attribute there."""
    elsewhere = name in reading.stored_attributes or name in reading.names_in_strings
    elsewhere = elsewhere or (name.startswith("_") and "__" in name) or name in reading.bound_in_classes
    return name not in attributes and not elsewhere and not hasattr(ABCMeta, name)


def of_class(reading: Reading, node: ast.Attribute, severity: Severity) -> Hit:
    """An object of the program's own classes."""
    program = reading.program
    itself = class_itself(reading, node.value)
    owner = itself or class_of(reading, node.value)
    name = owner.name if owner else ""
    attributes = (own_attributes(reading, owner) if owner else None) or frozenset()
    named = {known for known in attributes if not known.startswith("__")}
    meant = nearest(node.attr, named) or next_to(node.attr, named)
    words = (f"Change `.{node.attr}` to `.{meant}`",) if meant else ()
    whose = f"the class `{name}` has" if itself else f"objects of the class `{name}` have"
    message = f"{whose} no attribute `{node.attr}`"
    return Hit(attribute_span(program, node), message, node.attr, meant, (), words, severity)


def of_type(reading: Reading, node: ast.Attribute, kind: str, severity: Severity) -> Hit:
    """A value of one of Python's own types."""
    span = attribute_span(reading.program, node)
    message = f"a value of type `{kind}` has no attribute `{node.attr}`"
    foreign = FOREIGN_MEMBERS.get(kind, {}).get(node.attr)
    if foreign and not foreign.startswith("."):
        edits, words = rewritten(reading, node, foreign)
        return Hit(span, message, node.attr, None, edits, words, severity, safe=not has_one(node.attr))
    inner = members_of_class(kind) if "." in kind else dir(builtin_type(kind))
    members = [name for name in inner or () if not name.startswith("_")]
    meant = foreign[1:] if foreign else nearest(node.attr, members) or next_to(node.attr, members)
    words = (f"Change `.{node.attr}` to `.{meant}`",) if meant else ()
    return Hit(
        span, message, node.attr, meant, (), words, severity, safe=bool(foreign) and not has_one(node.attr)
    )


def has_one(name: str) -> bool:
    """Whether another of Python's own types has this attribute: then perhaps the value is the wrong one.

    `.add` on a list may mean `.append`, or the list was to be a set.
    """
    return any(hasattr(builtin_type(kind), name) for kind in TYPES)


def rewritten(reading: Reading, node: ast.Attribute, form: str) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Write the whole expression, or call, as Python does."""
    program = reading.program
    parent = program.parent(node)
    call = parent if isinstance(parent, ast.Call) and parent.func is node else None
    if ("{args}" in form) != bool(call and call.args) or (call and call.keywords):
        return (), ()
    values = ", ".join(program.text(value) for value in call.args) if call else ""
    text = form.format(x=program.text(node.value), args=values)
    place = call or node
    return (Edit(program.span(place), text),), (f"Change `{program.text(place)}` to `{text}`",)
