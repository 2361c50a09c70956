"""Which attributes a value probably has, and which callable of it a call probably means."""

import ast
import builtins
from dataclasses import replace

from analyzer.certain.callees import Called, is_handed_on, of_method
from analyzer.certain.fields import of_namedtuple
from analyzer.certain.own_attributes import own_attributes
from analyzer.certain.own_classes import heirs_of
from analyzer.likely.contents import named
from analyzer.likely.kind import Kind
from analyzer.likely.likely import likely
from analyzer.likely.members import given_to_self
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from knowledge.calling.library import known_forms, members_of_class
from knowledge.calling.signature import Signature

MOST_STORES = 60
NAMED_TUPLE = frozenset({"_asdict", "_field_defaults", "_fields", "_make", "_replace", *dir(tuple)})
TYPES = frozenset({"str", "int", "float", "bool", "list", "tuple", "dict", "set", "frozenset", "bytes"})


def attributes_of(reading: Reading, kind: Kind) -> frozenset[str] | None:
    """The names that such a value has; None where it may have others."""
    match kind.made_by:
        case ast.ClassDef() as class_:
            return of_own(reading, class_)
        case ast.Call() as call:
            form = of_namedtuple(reading, call)
            return NAMED_TUPLE | frozenset(form.keywords) if form else None
        case _ if kind.name in TYPES:
            return frozenset(dir(getattr(builtins, kind.name)))
        case _ if "." in kind.name or (hasattr(builtins, kind.name) and kind.name != "super"):
            return members_of_class(kind.name)
        case _:
            return None


def of_own(reading: Reading, class_: ast.ClassDef) -> frozenset[str] | None:
    """The names of a class of the program and of those that are made from it."""
    heirs = heirs_of(reading, class_)
    every = [own_attributes(reading, one) for one in (class_, *heirs)] if heirs is not None else [None]
    known = [one for one in every if one is not None]
    return frozenset().union(*known) if len(known) == len(every) else None


def is_open(reading: Reading, kind: Kind, name: str) -> bool:
    """Whether something else than its class may have given the value this attribute."""
    if not isinstance(kind.made_by, ast.ClassDef):
        return name in reading.stored_attributes or name.startswith("_")
    if name in reading.names_in_strings or hasattr(type, name) or is_promise(reading, kind.made_by):
        return True
    given = given_to_self(reading)
    stores = [node for node in named(reading.program).get(name, ()) if is_stored(node)]
    through_self = sum(len(given.get((class_, name), ())) for class_ in reading.program.classes.values())
    return len(stores) > min(MOST_STORES, through_self)


def is_stored(node: ast.AST) -> bool:
    """Whether an attribute is set here."""
    return isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)


def is_promise(reading: Reading, class_: ast.ClassDef) -> bool:
    """Whether a class only says what others have to have: they may have more."""
    return any(whole_name(reading, base) in {"typing.Protocol", "abc.ABC"} for base in class_.bases)


def likely_called(reading: Reading, call: ast.Call) -> Called | None:
    """The method of the program that a call probably means."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr in reading.stored_attributes:
        return None
    kind = likely(reading, call.func.value)
    if kind is None or not isinstance(kind.made_by, ast.ClassDef):
        return None
    found = of_method(reading, kind.made_by, call.func.attr)
    return replace(found, promised=True) if found else None


def likely_forms(reading: Reading, call: ast.Call) -> tuple[Signature, ...]:
    """The ways of calling the library's method that a call probably means."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr in reading.stored_attributes:
        return ()
    kind = likely(reading, call.func.value)
    if kind is None or kind.made_by is not None or is_handed_on(call):
        return ()
    home = kind.name if "." in kind.name else f"builtins.{kind.name}"
    return known_forms(f"{home}.{call.func.attr}")
