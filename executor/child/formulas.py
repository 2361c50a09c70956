"""Writing formulas of sympy: what programs of agents compute with, and unreadable by their attributes."""

from executor.child.classes import NOTHING, in_class, is_genuine, module_name, slot
from executor.child.containers import write_instance
from executor.child.masking import MASK, masked
from executor.child.room import Room, sound

LIBRARY = "sympy."
MOST_NODES = 60
LONGEST = 200


def write_formula(value: object, room: Room) -> str:
    """Write a formula as sympy does if it is small and all of it is sympy's own, else by its attributes."""
    if not is_small_formula(value):
        return write_instance(value, room)
    text = repr(MASK) if room.secret else room.shorten(masked(repr(value)), LONGEST)
    return room.spend(sound(text))


def is_small_formula(value: object) -> bool:
    """Whether a tree of formulas has few nodes, and no class of the program among them."""
    waiting, seen = [value], 0
    while waiting:
        node = waiting.pop()
        seen += 1
        parts = arguments(node)
        if seen > MOST_NODES or parts is None:
            return False
        waiting.extend(parts)
    return True


def arguments(node: object) -> tuple[object, ...] | None:
    """The parts of a formula; None where it is none of sympy's own."""
    kind = type(node)
    if not (module_name(kind).startswith(LIBRARY) and is_genuine(kind)):
        return None
    descriptor = in_class(kind, "_args")
    found = NOTHING if descriptor is NOTHING else slot(descriptor, node)
    return found if type(found) is tuple else None
