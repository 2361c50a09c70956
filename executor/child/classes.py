"""Looking at objects without asking them.

An attribute of an object may be a property, a class may have a metaclass, and both may be the program's.
What stands here reads slots and namespaces through the interpreter's own descriptors, so no code of the
program runs, and the object cannot lie about its class.
"""

import sys
from collections.abc import Iterator, Mapping
from types import FunctionType, GetSetDescriptorType, MemberDescriptorType, ModuleType

NOTHING = object()
"""Stands for "not there"; None is a value."""
LONGEST_NAME = 200
"""Of a longer name the beginning is told: Python sets no bound, and a record has one."""

_mro = type.__dict__["__mro__"].__get__
_name = type.__dict__["__name__"].__get__
_qualname = type.__dict__["__qualname__"].__get__
_namespace = type.__dict__["__dict__"].__get__

type Namespace = Mapping[str, object]


def mro(cls: type) -> tuple[type, ...]:
    """List a class and what it derives from, the class itself first."""
    return _mro(cls) or (cls,)


def is_a(thing: object, kind: type) -> bool:
    """Whether that is an instance by its real class; `isinstance` asks the object, which may lie."""
    return any(above is kind for above in mro(type(thing)))


def plain_kind(kind: type) -> type:
    """Return the class, or `object` where its metaclass is not `type`.

    To look a class up in a set or a table runs the `__hash__` and `__eq__` of its metaclass.
    """
    return kind if type(kind) is type else object


def class_name(cls: type) -> str:
    """Tell the plain name of a class."""
    return str(_name(cls))[:LONGEST_NAME]


def class_qualname(cls: type) -> str:
    """Tell the name of a class with what it is nested in."""
    return str(_qualname(cls))[:LONGEST_NAME]


def namespace(cls: type) -> Namespace:
    """Return what the class itself defines."""
    found: Namespace = _namespace(cls)
    return found


def module_name(cls: type) -> str:
    """Tell where a class was defined; `builtins` for those of the interpreter."""
    for above in mro(cls)[:1]:
        found = namespace(above).get("__module__")
        if type(found) is str:
            return found[:LONGEST_NAME]
    dotted = type.__dict__["__module__"].__get__(cls)
    return dotted[:LONGEST_NAME] if type(dotted) is str else ""


def is_genuine(kind: type) -> bool:
    """Whether a class is the one of that module, and not one of the program that only says so."""
    module = sys.modules.get(module_name(kind))
    return type(module) is ModuleType and module.__dict__.get(class_name(kind)) is kind


def in_class(cls: type, name: str) -> object:
    """Look a name up in a class and its bases; NOTHING where none has it."""
    for above in mro(cls):
        found = namespace(above).get(name, NOTHING)
        if found is not NOTHING:
            return found
    return NOTHING


def in_python(cls: type, name: str) -> bool:
    """Whether that special method is written in Python: then calling it may run the program."""
    return type(in_class(cls, name)) is FunctionType


def own_dict(thing: object) -> dict[str, object]:
    """Return the attributes of an instance, empty where it keeps none; never a property called `__dict__`."""
    for above in mro(type(thing)):
        found = namespace(above).get("__dict__")
        if type(found) is GetSetDescriptorType:
            attributes = found.__get__(thing)
            return attributes if type(attributes) is dict else {}
    return {}


def slots(thing: object) -> Iterator[tuple[str, object]]:
    """Yield the filled slots of an instance whose class names `__slots__`."""
    for above in reversed(mro(type(thing))):
        if "__slots__" not in namespace(above):
            continue
        for name, found in namespace(above).items():
            if type(found) is MemberDescriptorType:
                value = slot(found, thing)
                if value is not NOTHING:
                    yield name, value


def slot(descriptor: object, thing: object) -> object:
    """Return what a slot holds; NOTHING while it is empty, and where that is no slot."""
    if type(descriptor) is not MemberDescriptorType and type(descriptor) is not GetSetDescriptorType:
        return NOTHING
    try:
        return descriptor.__get__(thing)
    except AttributeError:
        return NOTHING


def attributes(thing: object) -> Iterator[tuple[str, object]]:
    """Yield what an instance holds: its slots, then its own attributes."""
    yield from slots(thing)
    yield from [(name, value) for name, value in own_dict(thing).copy().items() if type(name) is str]
