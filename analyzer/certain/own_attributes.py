"""Which attributes the objects of a class of the program have, where that can be told from the text."""

import ast
from collections.abc import Iterator, Mapping
from itertools import islice

from analyzer.certain.own_classes import class_named
from analyzer.reading.guards import dotted
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from knowledge.below import walk
from knowledge.calling.library import members_of_class
from knowledge.program import Program

HARMLESS = frozenset(
    {"dataclass", "dataclasses.dataclass", "total_ordering", "functools.total_ordering", "final"}
)
"""Decorators that add no attributes but special ones."""

MAKERS = frozenset({"__getattr__", "__getattribute__", "__dict__", "__new__"})
MOST_BASES = 20
ENUM = frozenset({"name", "value"})
BRINGS: Mapping[str, frozenset[str]] = {
    "builtins.object": frozenset(),
    "abc.ABC": frozenset({"register"}),
    "typing.Generic": frozenset(),
    "typing.Protocol": frozenset(),
    "typing.NamedTuple": frozenset({"count", "index"}),
    **{f"enum.{kind}": ENUM for kind in ("Enum", "Flag")},
    **{f"enum.{kind}": ENUM | frozenset(dir(int)) for kind in ("IntEnum", "IntFlag")},
    "enum.StrEnum": ENUM | frozenset(dir(str)),
}
"""What bases bring whose members stand in no table."""
WRITERS = frozenset({"setattr", "vars", "exec", "locals", "globals"})


def own_attributes(reading: Reading, class_: ast.ClassDef) -> frozenset[str] | None:
    """The names that a class and its bases bind, on themselves or on `self`; None where more may appear."""
    if class_ not in reading.owned:
        reading.owned[class_] = None if reading.called & WRITERS else with_bases(reading, class_)
    return reading.owned[class_]


def with_bases(reading: Reading, class_: ast.ClassDef) -> frozenset[str] | None:
    """What a class and its bases bind; None where that is not all."""
    found: set[str] = set()
    owners = [owner for owner in islice(lineage(reading, class_), 2 * MOST_BASES) if owner is not None]
    for owner in owners:
        names, inherited = of_one(reading, owner), from_library(reading, owner)
        if names is None or inherited is None or len(owners) > MOST_BASES:
            return None
        found |= names | inherited
    return frozenset(found)


def from_library(reading: Reading, class_: ast.ClassDef) -> frozenset[str] | None:
    """What the bases of a class that are the standard library's bring; None where that is not known."""
    found: set[str] = set()
    for base in class_.bases:
        if isinstance(base, ast.Name) and class_named(reading, base):
            continue
        name = whole_name(reading, base)
        names = None if name is None else BRINGS.get(name, members_of_class(name.removeprefix("builtins.")))
        if names is None:
            return None
        found |= names
    return frozenset(found)


def of_one(reading: Reading, class_: ast.ClassDef) -> frozenset[str] | None:
    """What one class binds; each is looked at once."""
    if class_ not in reading.own:
        reading.own[class_] = frozenset(bound_by(reading.program, class_)) if is_plain(class_) else None
    return reading.own[class_]


def lineage(reading: Reading, class_: ast.ClassDef) -> Iterator[ast.ClassDef | None]:
    """Yield the class and its bases; None for a base that is not the program's."""
    pending, seen = [class_], {class_}
    while pending:
        owner = pending.pop()
        yield owner
        for base in owner.bases:
            if isinstance(base, ast.Name) and base.id == "object":
                continue
            found = class_named(reading, base) if isinstance(base, ast.Name) else None
            if found is None:
                yield None
            elif found not in seen:
                seen.add(found)
                pending.append(found)


WORDS: dict[type[ast.AST], str] = {ast.FunctionDef: "name", ast.Attribute: "attr", ast.Name: "id"}
"""Where the names stand that may be of a maker."""


def is_plain(class_: ast.ClassDef) -> bool:
    """Whether nothing but what its text shows makes the attributes of a class."""
    keywords = [word for word in class_.keywords if dotted(word.value) not in {"ABCMeta", "abc.ABCMeta"}]
    if keywords or any(decorator_name(part) not in HARMLESS for part in class_.decorator_list):
        return False
    for node in walk(class_):
        word = WORDS.get(type(node))
        if word is not None and getattr(node, word) in MAKERS:
            return False
        match node:
            case ast.Assign(targets=[ast.Name(id="__slots__")], value=value) if not is_listed(value):
                return False
    return True


def is_listed(slots: ast.expr) -> bool:
    """Whether slots are texts that are written down; as texts they count as names anyway."""
    parts = slots.elts if isinstance(slots, ast.Tuple | ast.List | ast.Set) else [slots]
    return all(isinstance(part, ast.Constant) for part in parts)


def decorator_name(node: ast.expr) -> str | None:
    """The name of a decorator, called or not."""
    return dotted(node.func if isinstance(node, ast.Call) else node)


def bound_by(program: Program, class_: ast.ClassDef) -> Iterator[str]:
    """Yield every name that is bound in the body of a class or set on anything in its methods."""
    for node in walk(class_):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) if program.scope(node).kind == "class":
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.alias(name=name, asname=renamed):
                yield renamed or name.partition(".")[0]
