"""A value as text: bounded in length, depth and count, masked, and no code of the program is run."""

import sys
from collections.abc import Callable, Iterable, Mapping
from types import (
    BuiltinFunctionType,
    CodeType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
)
from typing import Any

from executor.child.classes import NOTHING, attributes, class_name, in_class, module_name, mro, own_dict
from executor.child.masking import MASK, is_secret_name, is_secret_text, masked

LONGEST = 400
LONGEST_STRING = 200
WIDEST = (20, 10, 6, 3)
"""How many items are told at each depth; below the last, none."""
MOST_BITS = 2000
ELLIPSIS = "..."


class Room:
    """How much may still be written, and what has been left out so far."""

    __slots__ = ("cut", "inside", "left", "secret")

    def __init__(self, letters: int = LONGEST) -> None:
        self.left = letters
        self.cut = False
        self.inside: list[int] = []
        self.secret = False

    def width(self) -> int:
        """How many items may be told at this depth."""
        depth = len(self.inside) - 1
        return WIDEST[depth] if depth < len(WIDEST) and self.left > 0 else 0

    def spend(self, text: str) -> str:
        """Take the room that a text needs."""
        self.left -= len(text)
        return text


type Writer = Callable[[Any, Room], str]


def text_of(value: object, room: Room, name: str = "") -> str:
    """Write a value; `name` is what it is kept under, and may make it a secret."""
    if room.left <= 0:
        room.cut = True
        return ELLIPSIS
    kind = type(value)
    if kind is str or kind is bytes:
        return room.spend(_string(value, room, name))  # type: ignore[arg-type]  # its type was just seen
    if id(value) in room.inside:
        return ELLIPSIS
    was_secret = room.secret
    room.secret = was_secret or is_secret_name(name)
    room.inside.append(id(value))
    try:
        return _writer(kind)(value, room)
    finally:
        room.inside.pop()
        room.secret = was_secret


def sound(text: str) -> str:
    """Return the text with lone surrogates written out, so that every encoding can carry it."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _writer(kind: type) -> Writer:
    """Find who writes values of that type: by the exact type, then by what it derives from."""
    exact = WRITERS.get(kind)
    if exact is not None:
        return exact
    known = LIBRARY.get((module_name(kind), class_name(kind)))
    if known is not None and _is_genuine(kind):
        return known
    derived = (DERIVED[above] for above in mro(kind) if above in DERIVED)
    return next(derived, _instance)


def _is_genuine(kind: type) -> bool:
    """Whether a class is the one of that module, and not one of the program that only says so."""
    module = sys.modules.get(module_name(kind))
    return type(module) is ModuleType and module.__dict__.get(class_name(kind)) is kind


def _string(value: str | bytes, room: Room, name: str) -> str:
    """Write the start of a string."""
    text = value if isinstance(value, str) else value[: LONGEST_STRING * 4].decode("latin-1")
    if room.secret or (name and is_secret_text(name, text[: LONGEST_STRING * 4])):
        return repr(MASK)
    limit = max(min(LONGEST_STRING, room.left), 20)
    shown = masked(text[: LONGEST_STRING * 4])
    if len(shown) > limit or len(value) > LONGEST_STRING * 4:
        room.cut = True
        shown = shown[:limit] + ELLIPSIS
    written = repr(shown if isinstance(value, str) else shown.encode("latin-1", "replace"))
    return sound(written)


def _plain(value: object, room: Room) -> str:
    """Write what its own type, known to be harmless and short, says."""
    return room.spend(repr(MASK) if room.secret else repr(value))


def _integer(value: int, room: Room) -> str:
    """Write an integer, unless it is too long to be read."""
    if room.secret:
        return room.spend(repr(MASK))
    bits = value.bit_length()
    if bits > MOST_BITS:
        room.cut = True
        return room.spend(f"<int of {bits} bits>")
    return room.spend(repr(value))


def _items(values: Iterable[object], length: int, room: Room) -> str:
    """Write the first items of a container, separated by commas."""
    width = room.width()
    parts: list[str] = []
    for value in values:
        if len(parts) >= width:
            break
        parts.append(text_of(value, room))
        room.left -= 2
    if length > len(parts):
        room.cut = True
        parts.append(ELLIPSIS)
    return ", ".join(parts)


def _list(value: list[object], room: Room) -> str:
    return f"[{_items(list.__iter__(value), list.__len__(value), room)}]"


def _tuple(value: tuple[object, ...], room: Room) -> str:
    fields = in_class(type(value), "_fields") if type(value) is not tuple else NOTHING
    if type(fields) is tuple and all(type(field) is str for field in fields):
        pairs = zip(fields, tuple.__iter__(value), strict=False)
        return f"{class_name(type(value))}({_fields(pairs, room)})"
    comma = "," if tuple.__len__(value) == 1 else ""
    return f"({_items(tuple.__iter__(value), tuple.__len__(value), room)}{comma})"


def _set(value: set[object], room: Room) -> str:
    length = set.__len__(value)
    return f"{{{_items(set.copy(value), length, room)}}}" if length else "set()"


def _frozenset(value: frozenset[object], room: Room) -> str:
    length = frozenset.__len__(value)
    inner = f"{{{_items(frozenset.__iter__(value), length, room)}}}" if length else ""
    return f"frozenset({inner})"


def _dict(value: dict[object, object], room: Room) -> str:
    width, parts = room.width(), list[str]()
    for key, item in dict.items(value):
        if len(parts) >= width:
            break
        name = key if type(key) is str else ""
        parts.append(f"{text_of(key, room)}: {text_of(item, room, name)}")
        room.left -= 4
    if dict.__len__(value) > len(parts):
        room.cut = True
        parts.append(ELLIPSIS)
    return f"{{{', '.join(parts)}}}"


def _fields(pairs: Iterable[tuple[str, object]], room: Room) -> str:
    """Write what an object holds, as `name=value`."""
    width, parts = room.width(), list[str]()
    for name, value in pairs:
        if len(parts) >= width:
            room.cut = True
            parts.append(ELLIPSIS)
            break
        room.left -= len(name) + 3
        parts.append(f"{sound(name)}={text_of(value, room, name)}")
    return ", ".join(parts)


def _instance(value: object, room: Room) -> str:
    """Write an object by what it holds; what its class would say about it is never asked."""
    kind = type(value)
    if isinstance(in_class(kind, "__dataclass_fields__"), dict):
        return f"{class_name(kind)}({_fields(attributes(value), room)})"
    held = _fields(attributes(value), room)
    return f"<{class_name(kind)} object{': ' if held else ''}{held}>"


def _derived(plain: Writer) -> Writer:
    """Write an instance of a subclass by what its built-in part holds."""

    def write(value: object, room: Room) -> str:
        return f"<{class_name(type(value))} object: {plain(value, room)}>"

    return write


def _plain_like(plain: Callable[[Any], object]) -> Writer:
    """Write an instance of a subclass of a number or a string by the plain value in it."""

    def write(value: object, room: Room) -> str:
        if in_class(type(value), "_member_map_") is not NOTHING:
            return _member(value, room)
        return f"<{class_name(type(value))} object: {text_of(plain(value), room)}>"

    return write


def _member(value: object, room: Room) -> str:
    """Write a member of an enumeration."""
    held = own_dict(value)
    name = held.get("_name_")
    return room.spend(f"<{class_name(type(value))}.{name}: ") + text_of(held.get("_value_"), room) + ">"


def _function(value: FunctionType, room: Room) -> str:
    return room.spend(f"<function {sound(value.__qualname__)}>")


def _builtin(value: BuiltinFunctionType, room: Room) -> str:
    return room.spend(f"<built-in function {value.__name__}>")


def _method(value: MethodType, room: Room) -> str:
    name = value.__func__.__qualname__ if type(value.__func__) is FunctionType else "method"
    return room.spend(f"<bound method {sound(name)}>")


def _module(value: ModuleType, room: Room) -> str:
    name = ModuleType.__getattribute__(value, "__dict__").get("__name__")
    return room.spend(f"<module {name!r}>" if type(name) is str else "<module>")


def _class(value: type, room: Room) -> str:
    module = module_name(value)
    prefix = "" if module in {"builtins", "__main__"} else f"{module}."
    return room.spend(f"<class '{sound(prefix + class_name(value))}'>")


def _generator(value: GeneratorType[object, object, object], room: Room) -> str:
    return room.spend(f"<generator object {sound(value.gi_code.co_qualname)}>")


def _code(value: CodeType, room: Room) -> str:
    return room.spend(f"<code object {sound(value.co_name)}>")


def _exception(value: BaseException, room: Room) -> str:
    args: tuple[object, ...] = BaseException.__dict__["args"].__get__(value)
    return f"{class_name(type(value))}({_items(args, len(args), room)})"


def _view(value: Mapping[object, object], room: Room) -> str:
    return f"{class_name(type(value))}([{_items(iter(value), len(value), room)}])"


def _wrapped(value: Iterable[object], room: Room) -> str:
    """Write a container of the library as a call of its class."""
    kind = type(value)
    inner = _dict(value, room) if isinstance(value, dict) else f"[{_items(iter(value), len(value), room)}]"  # type: ignore[arg-type]  # sized: see LIBRARY
    return f"{class_name(kind)}({inner})"


def _known(value: object, room: Room) -> str:
    """Write a value of a library whose repr is known to be harmless."""
    if room.secret:
        return room.spend(repr(MASK))
    text = masked(repr(value))
    if len(text) > LONGEST_STRING:
        room.cut = True
        text = text[:LONGEST_STRING] + ELLIPSIS
    return room.spend(sound(text))


def _array(value: Any, room: Room) -> str:  # noqa: ANN401  # numpy is not there to be named
    """Write an array of numpy by its shape, and by its numbers where they are few."""
    shape, dtype = tuple(value.shape), str(value.dtype)
    few = value.size <= WIDEST[0] and value.dtype.kind in "biufc"
    numbers = text_of(value.tolist(), room) + ", " if few else ""
    room.cut = room.cut or not few
    return room.spend(f"array({numbers}shape={shape}, dtype={dtype})")


WRITERS: dict[type, Writer] = {
    **dict.fromkeys([bool, float, complex, type(None), type(...), type(NotImplemented)], _plain),
    int: _integer,
    list: _list,
    tuple: _tuple,
    set: _set,
    frozenset: _frozenset,
    dict: _dict,
    FunctionType: _function,
    BuiltinFunctionType: _builtin,
    MethodType: _method,
    ModuleType: _module,
    type: _class,
    GeneratorType: _generator,
    CodeType: _code,
    range: _known,
    **dict.fromkeys([type({}.keys()), type({}.values()), type({}.items())], _view),
}
DERIVED: dict[type, Writer] = {
    BaseException: _exception,
    type: _class,
    str: _plain_like(lambda value: str.__getitem__(value, slice(None))),
    int: _plain_like(int.__pos__),
    float: _plain_like(float.__pos__),
    tuple: _tuple,
    list: _derived(_list),
    dict: _derived(_dict),
    set: _derived(_set),
    frozenset: _derived(_frozenset),
    ModuleType: _module,
}
LIBRARY: dict[tuple[str, str], Writer] = {
    **dict.fromkeys(
        [
            ("decimal", "Decimal"),
            ("fractions", "Fraction"),
            *[("datetime", name) for name in ("date", "time", "datetime", "timedelta", "timezone")],
            *[("pathlib", name) for name in ("PosixPath", "PurePosixPath", "PureWindowsPath")],
            *[("pathlib._local", name) for name in ("PosixPath", "PurePosixPath", "PureWindowsPath")],
            ("uuid", "UUID"),
            ("re", "Pattern"),
            ("re", "Match"),
        ],
        _known,
    ),
    **dict.fromkeys([("collections", name) for name in ("deque", "Counter", "OrderedDict")], _wrapped),
    ("numpy", "ndarray"): _array,
}
