"""unknown-attribute: an attribute that nothing has, and that is one slip away from one that there is."""

import ast
import builtins
import types
from collections.abc import Iterator
from functools import cache
from sys import stdlib_module_names
from typing import TypeVar
from weakref import WeakKeyDictionary

from analyzer.certain.certain import library_name, type_of
from analyzer.certain.fields import of_namedtuple
from analyzer.certain.own_attributes import own_attributes
from analyzer.certain.own_classes import class_named, class_of
from analyzer.likely.having import NAMED_TUPLE, TYPES, attributes_of, is_open
from analyzer.likely.kind import Kind
from analyzer.likely.likely import likely
from analyzer.reading.guards import asks_first, felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.calling.library import all_class_members, members_of_class, members_of_classes_in
from knowledge.finding import Severity
from knowledge.imports.members import lines
from knowledge.near import nearest, next_to
from knowledge.telling.edits import attribute_span

COMMON = ("str", "list", "dict", "set", "bytes", "tuple", "int", "float")
SHORTEST = 3
MOST_MEANT = 200
MEANT: WeakKeyDictionary[Reading, dict[str, str | None]] = WeakKeyDictionary()
FIELDS: WeakKeyDictionary[Reading, frozenset[str]] = WeakKeyDictionary()
OF_MODULES = frozenset({"__all__", "__author__", "__cached__", "__file__", "__path__", "__version__"})
CACHE_INFO = frozenset({"cache_clear", "cache_info", "currsize", "hits", "maxsize", "misses"})
"""What `functools.cache` adds to a function, and what its `cache_info()` has."""
EVERY_KIND = (types.FunctionType, types.ModuleType, types.MethodType, types.GeneratorType, types.CodeType)


@rule(
    ast.Attribute,
    severity=Severity.WARNING,
    flags=["def f(x):\n    return x.__clas__"],
    fixes={
        "def f(text):\n    return text.spilt(' ')": "def f(text):\n    return text.split(' ')",
        "def f(rows):\n    rows.appedn(1)": "def f(rows):\n    rows.append(1)",
        "class A:\n    def close(self): pass\ndef f(a):\n    a.closse()": (
            "class A:\n    def close(self): pass\ndef f(a):\n    a.close()"
        ),
    },
    passes=[
        "def f(text):\n    return text.split(' ')",
        "def f(x):\n    return x.frobnicate()",
        "import numpy as np\ndef f(x):\n    return x.splitt()",
        "def f(x):\n    x.spilt = 1\n    return x.spilt",
        "def f(x):\n    if hasattr(x, 'spilt'):\n        return x.spilt",
        "def f(x):\n    try:\n        return x.spilt\n    except AttributeError:\n        return 1",
        "class A:\n    spilt = 1\ndef f(x):\n    return x.spilt",
        "from . import things\nthings.make().spilt()",
    ],
)
def unknown_attribute(reading: Reading, node: ast.Attribute) -> Iterator[Hit]:
    """An attribute that a value does not have, as far as annotations and what the program does with it tell.

    Where they do not, an attribute counts that no class of Python or of the program has and that is spelt
    almost like one that there is. Of programs that import more than the standard library, whose values may
    have anything, only the first is said.
    """
    special = node.attr.startswith("__")
    if not isinstance(node.ctx, ast.Load) or (is_judged(reading, node.value) and not special):
        return
    kind = likely(reading, node.value)
    known = attributes_of(reading, kind) if kind else None
    if kind is None or known is None or special:
        found = of_any(reading, node)
    elif node.attr in known:
        return
    elif is_open(reading, kind, node.attr):
        found = of_any(reading, node)
    else:
        found = of_kind(reading, node, kind, known)
    if found and felt(reading.program, node, "AttributeError") and not asks_first(reading.program, node):
        yield found


def is_judged(reading: Reading, node: ast.expr) -> bool:
    """Whether other rules know more about the attributes of a value."""
    kind = type_of(reading, node)
    if kind is not None and kind != "super":
        return kind in TYPES or members_of_class(kind) is not None
    return library_name(reading, node) is not None or is_own(reading, node)


def of_kind(reading: Reading, node: ast.Attribute, kind: Kind, known: frozenset[str]) -> Hit:
    """What is not among the attributes of a value, as far as these are known."""
    public = {name for name in known if not name.startswith("__")}
    meant = nearest(node.attr, public) or next_to(node.attr, public)
    message = f"`{reading.program.text(node.value)}` is a `{kind.name}`, which has no attribute `{node.attr}`"
    return hit_of(reading, node, message, meant)


def of_any(reading: Reading, node: ast.Attribute) -> Hit | None:
    """What nothing has, and is one slip away from something."""
    name = node.attr
    if len(name) < SHORTEST or name in every_member() or name in reading.bound_in_classes:
        return None
    if name in reading.names_in_strings or is_foreign(reading) or name in fields(reading):
        return None
    meant = meant_by(reading, name)
    message = f"nothing has an attribute `{name}`: `{meant}` is one slip away"
    return hit_of(reading, node, message, meant) if meant else None


def hit_of(reading: Reading, node: ast.Attribute, message: str, meant: str | None) -> Hit:
    """Say what to write instead."""
    words = (f"Change `.{node.attr}` to `.{meant}`",) if meant else ()
    place = attribute_span(reading.program, node)
    return Hit(place, message, node.attr, meant, (), words, Severity.WARNING)


def is_own(reading: Reading, node: ast.expr) -> bool:
    """Whether a value is an object of the program's classes, or one of them, all of whose names are known."""
    class_ = class_of(reading, node) or (class_named(reading, node) if isinstance(node, ast.Name) else None)
    return class_ is not None and own_attributes(reading, class_) is not None


def meant_by(reading: Reading, name: str) -> str | None:
    """What the attribute was meant to be; for the first unknown names of a program, once for each."""
    known = MEANT.setdefault(reading, {})
    if name not in known and len(known) < MOST_MEANT:
        known[name] = nearest_of_all(reading, name)
    return known.get(name)


def nearest_of_all(reading: Reading, name: str) -> str | None:
    """What the attribute was meant to be: one of the program's own, else one that is common, else any."""
    every = reading.bound_in_classes | fields(reading)
    own = {one for one in every if one.startswith("_") == name.startswith("_")}
    used = reading.attributes_read - {name}
    if name.startswith("__"):
        return next_to(name, special_members())
    if name.startswith("_") or next_to(name, own):
        return next_to(name, own)
    near = next_to(name, common_members() | members_brought(reading.modules_imported))
    near = near or next_to(name, used & every_member())
    return near if near and (near[0] == name[0] or sorted(near) == sorted(name)) else None


def fields(reading: Reading) -> frozenset[str]:
    """The fields of dataclasses and named tuples, and the names of a command line's arguments; found once."""
    if reading not in FIELDS:
        FIELDS[reading] = frozenset(fields_in(reading))
    return FIELDS[reading]


def fields_in(reading: Reading) -> set[str]:
    """Look through classes and calls for fields."""
    found: set[str] = set()
    for class_ in reading.program.classes.values():
        noted = (part.target for part in class_.body if isinstance(part, ast.AnnAssign))
        found.update(target.id for target in noted if isinstance(target, ast.Name))
    for call in reading.program.by_type.get(ast.Call, ()):
        match call:
            case ast.Call(func=ast.Attribute(attr="add_argument"), args=names, keywords=words):
                texts = [one.value for one in names if isinstance(one, ast.Constant)]
                texts += [
                    one.value.value
                    for one in words
                    if one.arg == "dest" and isinstance(one.value, ast.Constant)
                ]
                found.update(str(text).lstrip("-").replace("-", "_") for text in texts)
            case ast.Call() if form := of_namedtuple(reading, call):
                found.update(form.keywords)
            case _:
                pass
    return found


def is_foreign(reading: Reading) -> bool:
    """Whether the program imports anything but the standard library."""
    return any(top not in stdlib_module_names for top in reading.modules_imported)


@cache
def common_members() -> frozenset[str]:
    """The methods of the types that programs use most."""
    return frozenset(name for kind in COMMON for name in members_of_class(kind) or ())


@cache
def members_brought(modules: frozenset[str]) -> frozenset[str]:
    """The members of the classes of some modules of the standard library."""
    found = {name for module in modules for name in members_of_classes_in(module)}
    return frozenset(found | CACHE_INFO if "functools" in modules else found)


@cache
def special_members() -> frozenset[str]:
    """The names with two underscores that Python gives a meaning."""
    things = [*vars(builtins).values(), *vars(types).values(), TypeVar]
    kinds = {thing for thing in things if isinstance(thing, type)}
    return OF_MODULES | frozenset(name for kind in kinds for name in dir(kind) if name.startswith("__"))


@cache
def every_member() -> frozenset[str]:
    """Every name that an object of Python's own may have, special ones included."""
    inside = {name for kind in EVERY_KIND for name in dir(kind)}
    of_modules = {name.rstrip("+-") for names in lines().values() for name in names.split()}
    return all_class_members() | special_members() | inside | of_modules | NAMED_TUPLE | CACHE_INFO
