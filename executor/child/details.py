"""What is told about the operands of a crash, beyond their text: members, keys, items, signature."""

from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType

from executor.child.classes import (
    class_name,
    class_qualname,
    in_class,
    module_name,
    mro,
    namespace,
    own_dict,
)
from executor.child.text import Room, sound, text_of
from executor.child.values import Claim, value_claim

MOST_MEMBERS = 400
MOST_KEYS = 50
MOST_ITEMS = 10
VARIADIC, KEYWORDS = 0x4, 0x8


TOLD_BY_TYPE: frozenset[type] = frozenset(
    [
        int,
        float,
        complex,
        bool,
        str,
        bytes,
        list,
        tuple,
        dict,
        set,
        frozenset,
        type(None),
        BuiltinFunctionType,
    ]
)
"""Types whose members the parent knows from their name alone."""


def detailed_claim(value: object, name: str = "") -> Claim:
    """Tell everything that explains a failure around this value."""
    claim = value_claim(value, name)
    claim["detailed"] = True
    if type(value) not in TOLD_BY_TYPE:
        claim["members"] = members(value)
    if isinstance(value, dict) and any(above is dict for above in mro(type(value))):
        claim["keys"] = [value_claim(key) for key in list(dict.keys(value))[:MOST_KEYS]]
    if type(value) in {list, tuple, set, frozenset}:
        claim["items"] = [value_claim(item, name) for item, _ in zip(value, range(MOST_ITEMS), strict=False)]  # type: ignore[call-overload]  # iterable
    function = function_of(value)
    told = {"signature": signature(function, value), "name": own_name(value), "defined": defined(value)}
    claim.update({key: fact for key, fact in told.items() if fact is not None})
    return claim


def members(value: object) -> list[str]:
    """List the names that `dir` would, without asking the object."""
    names: dict[str, None] = {}
    if any(above is type for above in mro(type(value))):
        for above in mro(value):  # type: ignore[arg-type]  # a class: just seen
            names.update(dict.fromkeys(namespace(above)))
    elif type(value) is ModuleType:
        names.update(dict.fromkeys(value.__dict__))
    else:
        names.update(dict.fromkeys(own_dict(value)))
        for above in mro(type(value)):
            names.update(dict.fromkeys(namespace(above)))
    plain = [sound(name) for name in names if type(name) is str]
    plain.sort(key=lambda name: name.startswith("_"))
    return plain[:MOST_MEMBERS]


def function_of(value: object) -> FunctionType | None:
    """Find the function that a call of this value would run."""
    if type(value) is FunctionType:
        return value
    if type(value) is MethodType:
        return value.__func__ if type(value.__func__) is FunctionType else None
    if any(above is type for above in mro(type(value))):
        found = in_class(value, "__init__")  # type: ignore[arg-type]  # a class: just seen
        return found if type(found) is FunctionType else None
    return None


def signature(function: FunctionType | None, value: object) -> str | None:
    """Write the parameters as they were defined; a method's own object is left out."""
    if function is None:
        text = getattr(value, "__text_signature__", None) if type(value) is BuiltinFunctionType else None
        return text if type(text) is str else None
    code, parts = function.__code__, []
    defaults: tuple[object, ...] = function.__defaults__ or ()
    first_default = code.co_argcount - len(defaults)
    bound = 0 if type(value) is FunctionType else 1
    for index, name in enumerate(code.co_varnames[: code.co_argcount]):
        default = (
            f"={text_of(defaults[index - first_default], Room(60), name)}" if index >= first_default else ""
        )
        if index >= bound:
            parts.append(name + default)
        if index + 1 == code.co_posonlyargcount and index >= bound:
            parts.append("/")
    return f"({', '.join(parts + _after_positional(code, function))})"


def _after_positional(code: CodeType, function: FunctionType) -> list[str]:
    """Write what follows the positional parameters."""
    last = code.co_argcount + code.co_kwonlyargcount
    names = code.co_varnames
    parts = []
    if code.co_flags & VARIADIC:
        parts.append(f"*{names[last]}")
        last += 1
    elif code.co_kwonlyargcount:
        parts.append("*")
    defaults = function.__kwdefaults__ or {}
    keywords = names[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    parts += [
        f"{name}={text_of(defaults[name], Room(60), name)}" if name in defaults else name for name in keywords
    ]
    if code.co_flags & KEYWORDS:
        parts.append(f"**{names[last]}")
    return parts


def own_name(value: object) -> str | None:
    """The name that a function, class or module was given."""
    if any(above is type for above in mro(type(value))):
        return sound(class_qualname(value))  # type: ignore[arg-type]  # a class: just seen
    if type(value) is ModuleType:
        found = value.__dict__.get("__name__")
        return found if type(found) is str else None
    function = value.__func__ if type(value) is MethodType else value
    match function:
        case FunctionType() | BuiltinFunctionType() if type(function) in {FunctionType, BuiltinFunctionType}:
            return sound(function.__qualname__)
        case _:
            return None


def defined(value: object) -> int | None:
    """The line on which the program defines this function, this class, or the class of this object."""
    function = function_of(value) if type(value) in {FunctionType, MethodType} else None
    if function is not None:
        return function.__code__.co_firstlineno if function.__code__.co_filename == "<string>" else None
    is_class = any(above is type for above in mro(type(value)))
    return class_line(value if is_class else type(value))  # type: ignore[arg-type]  # a class: just seen


def class_line(cls: type) -> int | None:
    """The line of a class statement of the program."""
    if module_name(cls) != "__main__":
        return None
    line = namespace(cls).get("__firstlineno__")
    if type(line) is int:
        return line
    functions = [found for found in namespace(cls).values() if type(found) is FunctionType]
    lines = [function.__code__.co_firstlineno for function in functions]
    return min(lines) - 1 if lines and class_name(cls) else None
