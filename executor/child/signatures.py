"""The parameters of a function, read from its code object; nothing of the program is asked."""

from types import BuiltinFunctionType, FunctionType, MethodType

from executor.child import text
from executor.child.classes import in_class, is_a

VARIADIC, KEYWORDS = 0x4, 0x8
LONGEST_DEFAULT = 60


def signature(value: object) -> str | None:
    """Write the parameters with which a value is called; None where they cannot be known."""
    if type(value) is BuiltinFunctionType:
        told = vars(BuiltinFunctionType)["__text_signature__"].__get__(value)
        return told if type(told) is str else None
    function = function_of(value)
    if function is None:
        return None
    skipped = 0 if type(value) is FunctionType else 1
    return f"({', '.join([*positional(function, skipped), *keywords(function)])})"


def function_of(value: object) -> FunctionType | None:
    """Find the function that a call of this value would run."""
    if type(value) is FunctionType:
        return value
    if type(value) is MethodType:
        return value.__func__ if type(value.__func__) is FunctionType else None
    if is_a(value, type):
        found = in_class(value, "__init__")  # type: ignore[arg-type]  # a class: just seen
        return found if type(found) is FunctionType else None
    return None


def positional(function: FunctionType, skipped: int) -> list[str]:
    """Write the positional parameters; of a method, without the object that it is bound to."""
    code, defaults = function.__code__, function.__defaults__ or ()
    names = code.co_varnames[: code.co_argcount]
    first_default = len(names) - len(defaults)
    parts: list[str] = []
    for index, name in enumerate(names):
        if index >= skipped:
            given = index >= first_default
            parts.append(with_default(name, defaults[index - first_default]) if given else name)
        if index + 1 == code.co_posonlyargcount and parts:
            parts.append("/")
    return parts


def keywords(function: FunctionType) -> list[str]:
    """Write what follows the positional parameters."""
    code, defaults = function.__code__, function.__kwdefaults__ or {}
    last = code.co_argcount + code.co_kwonlyargcount
    named = code.co_varnames[code.co_argcount : last]
    rest = list(code.co_varnames[last:])
    parts = [f"*{rest.pop(0)}"] if code.co_flags & VARIADIC else ["*"] if named else []
    parts += [with_default(name, defaults[name]) if name in defaults else name for name in named]
    return [*parts, f"**{rest[0]}"] if code.co_flags & KEYWORDS else parts


def with_default(name: str, default: object) -> str:
    """Write a parameter with what it is when nothing is given."""
    return f"{name}={text.room(LONGEST_DEFAULT).text(default, name)}"
