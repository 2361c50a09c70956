"""A value as a claim: what is sent about it, ready for JSON. Keys that would say nothing are left out."""

from executor.child.classes import class_name
from executor.child.masking import is_secret_name, is_secret_text, masked
from executor.child.text import Room, sound, text_of

type Claim = dict[str, object]

LONGEST_SCALAR = 200
MOST_SCALAR_BITS = 256
SIZED: tuple[type, ...] = (str, bytes, bytearray, list, tuple, set, frozenset, dict, range)


def value_claim(value: object, name: str = "") -> Claim:
    """Tell the type and the text of a value, and the value itself where it is small and plain."""
    room = Room()
    claim: Claim = {"type": sound(class_name(type(value))), "text": text_of(value, room, name)}
    if room.cut:
        claim["cut"] = True
    if type(value) in SIZED:
        claim["length"] = len(value)  # type: ignore[arg-type]  # sized: just seen
    if not is_secret_name(name) and _is_plain(value, name):
        claim["scalar"] = value
    return claim


def _is_plain(value: object, name: str) -> bool:
    """Whether a value can be sent as it is."""
    match value:
        case bool() if type(value) is bool:
            return True
        case int() if type(value) is int:
            return value.bit_length() <= MOST_SCALAR_BITS
        case float() if type(value) is float:
            return value - value == 0
        case str() if type(value) is str and len(value) <= LONGEST_SCALAR:
            return sound(value) == value and masked(value) == value and not is_secret_text(name, value)
        case _:
            return False
