"""A value as text: bounded in length, depth and count, masked, and no code of the program is run."""

from types import (
    BuiltinFunctionType,
    CodeType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
)
from typing import Any

from executor.child import containers, formulas
from executor.child.classes import class_name, is_genuine, module_name, mro, plain_kind
from executor.child.masking import MASK, is_secret_text, masked
from executor.child.room import WIDEST, Room, Writer, sound

LONGEST = 400
LONGEST_STRING = 200
LOOKED_AT = 4 * LONGEST_STRING
"""How much of a string is searched for secrets; what comes after is never shown."""
MOST_BITS = 2000


def room(letters: int = LONGEST) -> Room:
    """Make room for one value."""
    return Room(letters, choose)


def choose(kind: type) -> Writer:
    """Find who writes values of that type: by the exact type, then by what it derives from."""
    exact = EXACT.get(plain_kind(kind))
    if exact is not None:
        return exact
    known = LIBRARY.get((module_name(kind), class_name(kind)))
    if known is not None and is_genuine(kind):
        return known
    if module_name(kind).startswith(formulas.LIBRARY):
        return formulas.write_formula
    inherited = (DERIVED[above] for above in map(plain_kind, mro(kind)) if above in DERIVED)
    return next(inherited, containers.write_instance)


def write_string(value: str, room: Room) -> str:
    """Write the start of a string."""
    shown = value[:LOOKED_AT]
    if room.secret or (room.name and is_secret_text(room.name, shown)):
        return room.spend(repr(MASK))
    room.cut = room.cut or len(value) > LOOKED_AT
    text = room.shorten(masked(shown), max(min(LONGEST_STRING, room.left), 20))
    return room.spend(sound(repr(text)))


def write_bytes(value: bytes | bytearray, room: Room) -> str:
    """Write the start of some bytes."""
    shown = value[:LOOKED_AT].decode("latin-1")
    if room.secret or (room.name and is_secret_text(room.name, shown)):
        return room.spend(repr(MASK))
    room.cut = room.cut or len(value) > LOOKED_AT
    text = room.shorten(masked(shown), max(min(LONGEST_STRING, room.left), 20))
    return room.spend(repr(type(value)(text.encode("latin-1", "replace"))))


def write_plain(value: object, room: Room) -> str:
    """Write what its own type, known to be harmless and short, says."""
    return room.spend(repr(MASK) if room.secret else repr(value))


def write_integer(value: int, room: Room) -> str:
    """Write an integer, unless it is too long to be read."""
    bits = value.bit_length()
    if bits > MOST_BITS:
        room.cut = True
        return room.spend(f"<int of {bits} bits>")
    return write_plain(value, room)


def write_known(value: object, room: Room) -> str:
    """Write a value of a library whose repr is known to be harmless."""
    text = repr(MASK) if room.secret else room.shorten(masked(repr(value)), LONGEST_STRING)
    return room.spend(sound(text))


def write_function(value: FunctionType, room: Room) -> str:
    """Write a function by its name."""
    return room.spend(f"<function {sound(value.__qualname__)}>")


def write_builtin(value: BuiltinFunctionType, room: Room) -> str:
    """Write a function of C by its name."""
    return room.spend(f"<built-in function {value.__name__}>")


def write_method(value: MethodType, room: Room) -> str:
    """Write a bound method by the name of its function."""
    function = value.__func__
    name = function.__qualname__ if type(function) is FunctionType else "method"
    return room.spend(f"<bound method {sound(name)}>")


def write_module(value: ModuleType, room: Room) -> str:
    """Write a module by its name."""
    name = vars(ModuleType)["__dict__"].__get__(value).get("__name__")
    return room.spend(f"<module {name!r}>" if type(name) is str else "<module>")


def write_class(value: type, room: Room) -> str:
    """Write a class by its name and module."""
    module = module_name(value)
    prefix = "" if module in {"builtins", "__main__"} else f"{module}."
    return room.spend(f"<class '{sound(prefix + class_name(value))}'>")


def write_generator(value: "GeneratorType[Any, Any, Any]", room: Room) -> str:
    """Write a generator by the name of its function."""
    return room.spend(f"<generator object {sound(value.gi_code.co_qualname)}>")


def write_code(value: CodeType, room: Room) -> str:
    """Write a code object by its name."""
    return room.spend(f"<code object {sound(value.co_name)}>")


def write_array(value: Any, room: Room) -> str:  # noqa: ANN401  # numpy is not there to be named
    """Write an array of numpy by its shape, and by its numbers where they are few."""
    few = value.size <= WIDEST[0] and value.dtype.kind in "biufc"
    numbers = f"{room.text(value.tolist())}, " if few else ""
    room.cut = room.cut or not few
    return room.spend(f"array({numbers}shape={tuple(value.shape)}, dtype={value.dtype})")


EXACT: dict[type, Writer] = {
    **dict.fromkeys([bool, float, complex, type(None), type(...), type(NotImplemented)], write_plain),
    **dict.fromkeys([type({}.keys()), type({}.values()), type({}.items())], containers.write_view),
    int: write_integer,
    str: write_string,
    bytes: write_bytes,
    bytearray: write_bytes,
    list: containers.write_list,
    tuple: containers.write_tuple,
    set: containers.write_set,
    frozenset: containers.write_frozenset,
    dict: containers.write_dict,
    range: write_known,
    FunctionType: write_function,
    BuiltinFunctionType: write_builtin,
    MethodType: write_method,
    ModuleType: write_module,
    type: write_class,
    GeneratorType: write_generator,
    CodeType: write_code,
}
DERIVED: dict[type, Writer] = {
    BaseException: containers.write_exception,
    type: write_class,
    str: containers.derived_from_plain(lambda value: str.__getitem__(value, slice(None))),
    int: containers.derived_from_plain(int.__pos__),
    float: containers.derived_from_plain(float.__pos__),
    tuple: containers.write_tuple,
    list: containers.derived(containers.write_list),
    dict: containers.derived(containers.write_dict),
    set: containers.derived(containers.write_set),
    frozenset: containers.derived(containers.write_frozenset),
    ModuleType: write_module,
}
NUMBERS_OF_NUMPY = (
    *("bool", "bool_", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "longlong"),
    *("float16", "float32", "float64", "longdouble", "complex64", "complex128", "datetime64", "timedelta64"),
)
PATHS = ("PosixPath", "PurePosixPath", "PureWindowsPath")
LIBRARY: dict[tuple[str, str], Writer] = {
    **dict.fromkeys(
        [
            *[("datetime", name) for name in ("date", "time", "datetime", "timedelta", "timezone")],
            *[(module, name) for module in ("pathlib", "pathlib._local") for name in PATHS],
            ("decimal", "Decimal"),
            ("fractions", "Fraction"),
            ("uuid", "UUID"),
            ("re", "Pattern"),
            ("re", "Match"),
        ],
        write_known,
    ),
    **dict.fromkeys(
        [("collections", name) for name in ("deque", "Counter", "OrderedDict", "defaultdict")],
        containers.write_wrapped,
    ),
    **dict.fromkeys([("numpy", name) for name in NUMBERS_OF_NUMPY], write_known),
    ("numpy", "ndarray"): write_array,
}
"""Classes of libraries, by module and name: what they say about themselves runs their code, and no other.

A program can put its own objects into most of them; the containers are written member by member.
"""
