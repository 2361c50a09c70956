"""Attributes and items, looked up as the interpreter would, and refused where that would run code."""

from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)

from executor.child.classes import NOTHING, in_class, is_a, mro, namespace, own_dict, plain_kind

SEQUENCES = frozenset([list, tuple, str, bytes, range])
INDEXES = frozenset([int, bool, slice])
HASHABLE = frozenset([int, float, bool, complex, str, bytes, type(None)])
DESCRIPTORS_OF_C = frozenset(
    [MethodDescriptorType, WrapperDescriptorType, GetSetDescriptorType, MemberDescriptorType]
)
HARMLESS = frozenset([FunctionType, BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType])
OF_EVERY_CLASS = frozenset(["__name__", "__qualname__", "__mro__"])


class Refused(Exception):
    """The value cannot be had without running code, or was not there."""


def attribute(owner: object, name: str) -> object:
    """Look up an attribute."""
    if type(owner) is ModuleType:
        return owner.__dict__[name]
    kind = type(owner)
    if has_own_lookup(kind):
        raise Refused
    if is_a(owner, type):
        return of_class(owner, name)  # type: ignore[arg-type]  # a class: just seen
    found = in_class(kind, name)
    if found is not NOTHING and in_class(type(found), "__set__") is not NOTHING:
        return bound(found, owner)
    held = own_dict(owner).get(name, NOTHING)
    return held if held is not NOTHING else bound(found, owner)


def has_own_lookup(kind: type) -> bool:
    """Whether a class written in Python decides itself how attributes are found."""
    return any(type(namespace(above).get("__getattribute__")) is FunctionType for above in mro(kind))


def of_class(owner: type, name: str) -> object:
    """Look up an attribute of a class."""
    found = in_class(owner, name)
    if found is NOTHING and name in OF_EVERY_CLASS:
        return type.__dict__[name].__get__(owner)
    if type(found) is staticmethod:
        return found.__func__
    if type(found) is classmethod and type(found.__func__) is FunctionType:
        return MethodType(found.__func__, owner)
    if type(found) is ClassMethodDescriptorType:
        return found.__get__(None, owner)
    return unless_descriptor(found)


def bound(found: object, owner: object) -> object:
    """Return what the class holds under a name, bound to the instance."""
    if type(found) is FunctionType:
        return MethodType(found, owner)
    if type(found) is staticmethod:
        return found.__func__
    if type(found) is classmethod and type(found.__func__) is FunctionType:
        return MethodType(found.__func__, type(owner))
    if plain_kind(type(found)) in DESCRIPTORS_OF_C:
        return found.__get__(owner, type(owner))  # type: ignore[attr-defined]  # a descriptor: just seen
    return unless_descriptor(found)


def unless_descriptor(found: object) -> object:
    """Return a plain value; a descriptor might run code."""
    is_descriptor = in_class(type(found), "__get__") is not NOTHING
    if found is NOTHING or (is_descriptor and plain_kind(type(found)) not in HARMLESS):
        raise Refused
    return found


def item(owner: object, index: object) -> object:
    """Take an item of an exact container of the interpreter."""
    kind = plain_kind(type(owner))
    if kind in SEQUENCES and plain_kind(type(index)) in INDEXES:
        return owner[index]  # type: ignore[index]  # a sequence: just seen
    if kind is dict and is_hashable(index):
        return owner[index]  # type: ignore[index]  # a dict: just seen
    raise Refused


def is_hashable(key: object) -> bool:
    """Whether the key's hash and comparison are those of the interpreter."""
    if type(key) is tuple:
        return all(is_hashable(part) for part in key)
    return plain_kind(type(key)) in HASHABLE
