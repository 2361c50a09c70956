"""A value as a claim: what is sent about it, ready for JSON. Keys that would say nothing are left out."""

from typing import Any

from executor.child import text
from executor.child.classes import class_name, plain_kind
from executor.child.masking import is_secret_name, is_secret_text, masked
from executor.child.room import sound

type Claim = dict[str, object]

LONGEST_SCALAR = 200
MOST_SCALAR_BITS = 256
SIZED: frozenset[type] = frozenset([str, bytes, bytearray, list, tuple, set, frozenset, dict, range])


def value_claim(value: object, name: str = "") -> Claim:
    """Tell the type and the text of a value, and the value itself where it is small and plain."""
    room = text.room()
    claim: Claim = {"type": sound(class_name(type(value))), "text": room.text(value, name)}
    if room.cut:
        claim["cut"] = True
    if plain_kind(type(value)) in SIZED:
        claim["length"] = len(value)  # type: ignore[arg-type]  # sized: just seen
    if not is_secret_name(name) and is_small_and_plain(value, name):
        claim["scalar"] = value
    return claim


def is_small_and_plain(value: Any, name: str) -> bool:  # noqa: ANN401  # anything
    """Whether a value can be sent as it is. Its type is compared: `isinstance` would ask the object."""
    kind = type(value)
    if kind is bool:
        return True
    if kind is int:
        return bool(value.bit_length() <= MOST_SCALAR_BITS)
    if kind is float:
        return bool(value - value == 0)
    return kind is str and is_harmless_text(value, name)


def is_harmless_text(value: str, name: str) -> bool:
    """Whether a text is short, no secret, and can be carried by every encoding."""
    if len(value) > LONGEST_SCALAR or sound(value) != value:
        return False
    return masked(value) == value and not is_secret_text(name, value)
