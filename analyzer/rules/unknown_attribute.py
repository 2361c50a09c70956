"""unknown-attribute: an attribute that nothing has, and that is one slip away from one that there is."""

import ast
import builtins
import types
from collections.abc import Iterator
from functools import cache
from sys import stdlib_module_names
from typing import TypeVar

from analyzer.certain import library_name, type_of
from analyzer.guards import felt
from analyzer.own_attributes import own_attributes
from analyzer.own_classes import class_named, class_of
from analyzer.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.calling.library import all_class_members, members_of_class, members_of_classes_in
from knowledge.finding import Severity
from knowledge.imports.members import lines
from knowledge.near import next_to
from knowledge.telling.edits import attribute_span

COMMON = ("str", "list", "dict", "set", "bytes", "tuple", "int", "float")
SHORTEST = 3
NAMED_TUPLE = frozenset({"_asdict", "_field_defaults", "_fields", "_make", "_replace"})
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
    """An attribute that no class of Python or of the program has, spelt almost like one that there is.

    Nothing is said of programs that import more than the standard library, whose values may have anything.
    """
    name = node.attr
    if len(name) < SHORTEST or not isinstance(node.ctx, ast.Load) or name in every_member():
        return
    if name in reading.bound_in_classes or name in reading.words_in_strings or is_foreign(reading):
        return
    if type_of(reading, node.value) or library_name(reading, node.value) or is_own(reading, node.value):
        return  # other rules know more
    meant = meant_by(reading, name)
    severity = felt(reading.program, node, "AttributeError") if meant else None
    if meant and severity:
        words = (f"Change `.{name}` to `.{meant}`",)
        message = f"nothing has an attribute `{name}`: `{meant}` is one slip away"
        place = attribute_span(reading.program, node)
        yield Hit(place, message, name, meant, (), words, Severity.WARNING)


def is_own(reading: Reading, node: ast.expr) -> bool:
    """Whether a value is an object of the program's classes, or one of them, all of whose names are known."""
    class_ = class_of(reading, node) or (class_named(reading, node) if isinstance(node, ast.Name) else None)
    return class_ is not None and own_attributes(reading, class_) is not None


def meant_by(reading: Reading, name: str) -> str | None:
    """What the attribute was meant to be: one of the program's own, else one that is common, else any."""
    own = {one for one in reading.bound_in_classes if one.startswith("_") == name.startswith("_")}
    used = reading.attributes_read - {name}
    if name.startswith("__"):
        return next_to(name, special_members())
    if name.startswith("_"):
        return next_to(name, own)
    near = next_to(name, own) or next_to(name, common_members() | members_brought(reading.modules_imported))
    return near or next_to(name, used & every_member())


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
    return frozenset(name for module in modules for name in members_of_classes_in(module))


@cache
def special_members() -> frozenset[str]:
    """The names with two underscores that Python gives a meaning."""
    things = [*vars(builtins).values(), *vars(types).values(), TypeVar]
    kinds = {thing for thing in things if isinstance(thing, type)}
    return frozenset(name for kind in kinds for name in dir(kind) if name.startswith("__"))


@cache
def every_member() -> frozenset[str]:
    """Every name that an object of Python's own may have, special ones included."""
    inside = {name for kind in EVERY_KIND for name in dir(kind)}
    of_modules = {name.rstrip("+-") for names in lines().values() for name in names.split()}
    return all_class_members() | special_members() | inside | of_modules | NAMED_TUPLE
