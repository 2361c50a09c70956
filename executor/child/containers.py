"""Writing what holds other values: containers, and objects by their attributes."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from executor.child.classes import NOTHING, attributes, class_name, in_class, is_a, own_dict
from executor.child.room import ELLIPSIS, Room, Writer, sound


def write_list(value: list[object], room: Room) -> str:
    """Write a list."""
    return f"[{members(list.__iter__(value), list.__len__(value), room)}]"


def write_tuple(value: tuple[object, ...], room: Room) -> str:
    """Write a tuple, one with named fields by their names."""
    fields = in_class(type(value), "_fields") if type(value) is not tuple else NOTHING
    if type(fields) is tuple and all(type(field) is str for field in fields):
        pairs = zip(fields, tuple.__iter__(value), strict=False)
        return f"{class_name(type(value))}({named(pairs, room)})"
    comma = "," if tuple.__len__(value) == 1 else ""
    return f"({members(tuple.__iter__(value), tuple.__len__(value), room)}{comma})"


def write_set(value: set[object], room: Room) -> str:
    """Write a set."""
    length = set.__len__(value)
    return f"{{{members(set.__iter__(value), length, room)}}}" if length else "set()"


def write_frozenset(value: frozenset[object], room: Room) -> str:
    """Write a frozen set."""
    length = frozenset.__len__(value)
    return f"frozenset({{{members(frozenset.__iter__(value), length, room)}}})" if length else "frozenset()"


def write_dict(value: dict[object, object], room: Room) -> str:
    """Write a dictionary; its keys are names that may make an item a secret."""
    parts: list[str] = []
    for key, item in islice(dict.items(value), room.width()):
        name = key if type(key) is str else ""
        parts.append(f"{room.text(key)}: {room.text(item, name)}")
        room.left -= 4
    return f"{{{joined(parts, dict.__len__(value), room)}}}"


def write_view(value: Iterable[object], room: Room) -> str:
    """Write the keys, values or items of a dictionary."""
    return f"{class_name(type(value))}([{members(iter(value), len(value), room)}])"  # type: ignore[arg-type]  # sized


def write_wrapped(value: Iterable[object], room: Room) -> str:
    """Write a container of the library as a call of its class."""
    if is_a(value, dict):
        return f"{class_name(type(value))}({write_dict(value, room)})"  # type: ignore[arg-type]  # a dict: just seen
    return f"{class_name(type(value))}([{members(iter(value), len(value), room)}])"  # type: ignore[arg-type]  # sized


def derived(plain: Writer) -> Writer:
    """Write an instance of a subclass of a container by what its built-in part holds."""

    def write(value: object, room: Room) -> str:
        return f"<{class_name(type(value))} object: {plain(value, room)}>"

    return write


def derived_from_plain(plain: Callable[[Any], object]) -> Writer:
    """Write an instance of a subclass of a number or a string by the plain value in it."""

    def write(value: object, room: Room) -> str:
        if in_class(type(value), "_member_map_") is not NOTHING:
            return write_member(value, room)
        return f"<{class_name(type(value))} object: {room.text(plain(value), room.name)}>"

    return write


def write_member(value: object, room: Room) -> str:
    """Write a member of an enumeration."""
    held = own_dict(value)
    name = held.get("_name_")
    shown = name if type(name) is str else "?"
    return room.spend(f"<{class_name(type(value))}.{shown}: ") + room.text(held.get("_value_")) + ">"


def write_exception(value: BaseException, room: Room) -> str:
    """Write an exception as the call that made it."""
    args: tuple[object, ...] = BaseException.__dict__["args"].__get__(value)
    return f"{class_name(type(value))}({members(args, len(args), room)})"


def write_instance(value: object, room: Room) -> str:
    """Write an object by what it holds; what its class would say about it is never asked."""
    kind = type(value)
    if in_class(kind, "_member_map_") is not NOTHING:
        return write_member(value, room)
    if type(in_class(kind, "__dataclass_fields__")) is dict:
        return f"{class_name(kind)}({named(attributes(value), room)})"
    held = named(attributes(value), room)
    return f"<{class_name(kind)} object{': ' if held else ''}{held}>"


def members(values: Iterable[object], length: int, room: Room) -> str:
    """Write the first members of a container."""
    parts: list[str] = []
    for value in islice(values, room.width()):
        parts.append(room.text(value, room.name))
        room.left -= 2
    return joined(parts, length, room)


def named(pairs: Iterable[tuple[str, object]], room: Room) -> str:
    """Write what an object holds, as `name=value`."""
    width, parts = room.width(), list[str]()
    found = list(islice(pairs, width + 1))
    for name, value in found[:width]:
        room.left -= len(name) + 3
        parts.append(f"{sound(name)}={room.text(value, name)}")
    return joined(parts, len(found), room)


def joined(parts: list[str], length: int, room: Room) -> str:
    """Join what was written, and say where something was left out."""
    if length > len(parts):
        room.cut = True
        parts = [*parts, ELLIPSIS]
    return ", ".join(parts)
