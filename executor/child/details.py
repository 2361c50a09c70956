"""What is told about the operands of a crash, beyond their text: members, keys, items, signature."""

import sys
from collections.abc import Iterable
from itertools import islice
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType

from executor.child.classes import (
    class_qualname,
    is_a,
    module_name,
    mro,
    namespace,
    own_dict,
    plain_kind,
)
from executor.child.places import PROGRAM
from executor.child.room import sound
from executor.child.signatures import signature
from executor.child.values import Claim, value_claim

MOST_MEMBERS = 400
MOST_KEYS = 50
MOST_ITEMS = 10
LISTED: frozenset[type] = frozenset([list, tuple, set, frozenset])
NAMED: frozenset[type] = frozenset([FunctionType, BuiltinFunctionType])
TOLD_BY_TYPE = LISTED | {int, float, complex, bool, str, bytes, dict, type(None), BuiltinFunctionType}
"""Types whose members the parent knows from their name alone."""


def detailed_claim(value: object, name: str = "") -> Claim:
    """Tell everything that explains a failure around this value."""
    claim, kind = value_claim(value, name), plain_kind(type(value))
    claim["detailed"] = kind in TOLD_BY_TYPE
    if kind not in TOLD_BY_TYPE:
        claim["members"] = members(value)
    if is_a(value, dict):
        claim["keys"] = [value_claim(key) for key in islice(dict.keys(value), MOST_KEYS)]  # type: ignore[var-annotated, arg-type]  # a dict
    if kind in LISTED:
        claim["items"] = [value_claim(item, name) for item in islice(value, MOST_ITEMS)]  # type: ignore[call-overload]  # iterable
    told = {"signature": signature(value), "name": own_name(value), "defined": defined(value)}
    claim.update({key: fact for key, fact in told.items() if fact is not None})
    return claim


def members(value: object) -> list[str]:
    """List the names that `dir` would, without asking the object; private ones last."""
    names: dict[object, None] = {}
    if is_a(value, type):
        holders = mro(value)  # type: ignore[arg-type]  # a class: just seen
    elif type(value) is ModuleType:
        names, holders = dict.fromkeys(value.__dict__), ()
    else:
        names, holders = dict.fromkeys(own_dict(value)), mro(type(value))
    for holder in holders:
        names.update(dict.fromkeys(namespace(holder)))
    plain = [sound(name) for name in names if type(name) is str]
    plain.sort(key=lambda name: name.startswith("_"))
    return plain[:MOST_MEMBERS]


def own_name(value: object) -> str | None:
    """The name that a function, class or module was given."""
    if is_a(value, type):
        return sound(class_qualname(value))  # type: ignore[arg-type]  # a class: just seen
    if type(value) is ModuleType:
        found = value.__dict__.get("__name__")
        return sound(found) if type(found) is str else None
    function = value.__func__ if type(value) is MethodType else value
    return sound(function.__qualname__) if plain_kind(type(function)) in NAMED else None  # type: ignore[attr-defined]  # a function


def defined(value: object) -> int | None:
    """The line on which the program defines this function, this class, or the class of this object."""
    function = value.__func__ if type(value) is MethodType else value
    if type(function) is FunctionType:
        code = function.__code__
        return code.co_firstlineno if code.co_filename == PROGRAM else None
    return class_line(value if is_a(value, type) else type(value))  # type: ignore[arg-type]  # a class


CLASS_LINES: dict[str, int | None] = {}
"""Before 3.13 no class knows its line, but its code does; None where two classes have that name."""
OPTIMIZED = 0x1


def note_classes(codes: Iterable[CodeType]) -> None:
    """Note where the program's classes begin, where they do not know it themselves."""
    if sys.version_info < (3, 13):
        for code in codes:
            if not code.co_flags & OPTIMIZED:
                known = code.co_qualname in CLASS_LINES
                CLASS_LINES[code.co_qualname] = None if known else code.co_firstlineno


def class_line(cls: type) -> int | None:
    """The line of a class statement of the program."""
    if module_name(cls) != "__main__":
        return None
    line = namespace(cls).get("__firstlineno__", CLASS_LINES.get(class_qualname(cls)))
    return line if type(line) is int else None
