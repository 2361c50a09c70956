"""What calls probably give: objects that are made, and what functions return."""

import ast

from analyzer.certain.callees import definitions, own_line
from analyzer.certain.certain import type_of
from analyzer.certain.fields import of_namedtuple
from analyzer.certain.forwarding import is_passing_on
from analyzer.certain.own_classes import class_named, class_of_class
from analyzer.likely.bound import element
from analyzer.likely.contents import MOST
from analyzer.likely.hints import of_hint
from analyzer.likely.kind import CONTAINERS, Asked, Kind, agreed, is_none
from analyzer.reading.naming import is_builtin, whole_name
from knowledge.calling.library import returned
from knowledge.calling.returning import Def

COPIES = frozenset({"list", "sorted", "reversed", "set", "tuple", "frozenset", "iter"})
SAME = frozenset({"copy.copy", "copy.deepcopy", "dataclasses.replace", "copy.replace"})
PICKED = frozenset({"random.choice"})
SOME = frozenset({"heapq.nlargest", "heapq.nsmallest", "random.sample", "random.choices"})
WITHIN = frozenset({"pop", "popleft", "get", "setdefault"})
AS_IT_IS = frozenset(
    {"builtins.property", "builtins.classmethod", "builtins.staticmethod", "functools.cached_property"}
)
MANAGERS = frozenset({"contextlib.contextmanager", "contextlib.asynccontextmanager"})


def of_await(asked: Asked, node: ast.Await) -> Kind | None:
    """What an `async` function of the program returns."""
    return of_call(asked, node.value, waits=True) if isinstance(node.value, ast.Call) else None


def of_call(asked: Asked, call: ast.Call, *, waits: bool = False) -> Kind | None:
    """An object that is made, or what a function or method returns."""
    reading = asked.reading
    match call.func:
        case ast.Name() as name if reading.program.bindings(name):
            found = of_named_call(asked, name, waits=waits)
        case ast.Name(id=name_):
            found = of_builtin_call(asked, call, name_) if is_builtin(reading, call.func) else None
        case ast.Attribute() as method:
            found = of_method_call(asked, method, waits=waits)
        case _:
            class_ = class_of_class(reading, call.func)
            found = Kind(class_.name, class_) if class_ else None
    if found is None and call.args:
        found = of_library_call(asked, call, whole_name(reading, call.func) or "")
    told = type_of(reading, call) if found is None else None
    return Kind(told) if told else found


def of_library_call(asked: Asked, call: ast.Call, name: str) -> Kind | None:
    """What functions of the library give that hand on what they are given, or a part of it."""
    if name in SAME:
        return asked.of(call.args[0])
    if name in PICKED:
        return element(asked, call.args[0])
    if name in SOME:
        inner = element(asked, call.args[1 if name.startswith("heapq") and len(call.args) > 1 else 0])
        return Kind("list", None, (inner,)) if inner else None
    return None


def of_named_call(asked: Asked, name: ast.Name, *, waits: bool) -> Kind | None:
    """`Item(…)`, `cls(…)`, `make(…)`."""
    match asked.reading.program.bindings(name):
        case [binding] if isinstance(binding.node, ast.ClassDef):
            return Kind(binding.node.name, binding.node)
        case [binding] if isinstance(binding.node, ast.FunctionDef | ast.AsyncFunctionDef):
            return result_of(asked, binding.node, None, waits=waits)
        case [binding] if isinstance(binding.node, ast.arg):
            class_ = class_of_class(asked.reading, name)
            return Kind(class_.name, class_) if class_ else None
        case [binding] if of_namedtuple(asked.reading, binding.value):
            return Kind(name.id, binding.value)
        case _:
            return None


def of_builtin_call(asked: Asked, call: ast.Call, name: str) -> Kind | None:
    """What a builtin makes of what it is given; None for what `analyzer.certain.certain` knows as well."""
    match name, call.args:
        case "filter", [_, things]:
            inner = element(asked, things)
            return Kind("filter", None, (inner,)) if inner else None
        case "enumerate", [things, *_]:
            return Kind(name, None, (Kind("tuple", None, (Kind("int"), element(asked, things))),))
        case "zip", [_, _, *_]:
            return Kind(name, None, (Kind("tuple", None, tuple(element(asked, one) for one in call.args)),))
        case "min" | "max", [things]:
            return element(asked, things)
        case "next", [things, *_]:
            return element(asked, things)
        case _, [things] if name in COPIES:
            inner = element(asked, things)
            return Kind("list" if name == "sorted" else name, None, (inner,)) if inner else None
        case _:
            return None


def of_method_call(asked: Asked, called: ast.Attribute, *, waits: bool) -> Kind | None:
    """What a method returns: by its definition, by what its container holds, or by the table."""
    owner, method = called.value, called.attr
    class_ = class_named(asked.reading, owner) if isinstance(owner, ast.Name) else None
    class_ = class_ or class_of_class(asked.reading, owner)
    kind = Kind(class_.name, class_) if class_ else asked.of(owner)
    if kind is None:
        return None
    if kind.made_by is not None:
        made = method_of(asked, kind, method)
        if made is None:
            return kind if method == "_replace" else None
        return result_of(asked, made, kind, waits=waits)
    return of_own_method(kind, method)


def of_own_method(kind: Kind, method: str) -> Kind | None:
    """What a method of Python's own types returns."""
    if kind.inner and kind.name in CONTAINERS:
        if method in WITHIN:
            return kind.held
        if method == "values" and len(kind.inner) > 1:
            return Kind("iterable", None, kind.inner[1:])
        if method == "items":
            return Kind("iterable", None, (Kind("tuple", None, kind.inner),))
        if method in {"copy", "keys"}:
            return kind
    home = kind.name if "." in kind.name else f"builtins.{kind.name}"
    told = (returned(f"{home}.{method}") or "").removesuffix("?")
    return Kind(told) if told and "/" not in told else None


def method_of(asked: Asked, kind: Kind, name: str) -> Def | None:
    """The method of a class or of one of its bases."""
    if not isinstance(kind.made_by, ast.ClassDef):
        return None
    lines = (definitions(asked.reading, owner, name) for owner in own_line(asked.reading, kind.made_by))
    return next((made[0] for made in lines if made), None)


def result_of(asked: Asked, function: Def, owner: Kind | None, *, waits: bool = False) -> Kind | None:
    """What a function returns: as it says, else as its `return` statements do."""
    reading = asked.reading
    named = [whole_name(reading, one) for one in function.decorator_list]
    rest = [one for one, name in zip(function.decorator_list, named, strict=True) if name not in AS_IT_IS]
    if MANAGERS & set(named) or (rest and not is_passing_on(reading, function, rest)):
        return None
    inside = reading.of_function.get(function, ())
    yields = [node.value for node in inside if isinstance(node, ast.Yield)]
    if isinstance(function, ast.AsyncFunctionDef) != waits and not yields:
        return None
    if function.returns is not None:
        return of_hint(reading, function.returns, owner)
    if yields:
        found = agreed(map(asked.of, yields)) if len(yields) <= MOST else None
        return Kind("generator", None, (found,)) if found else None
    values = [node.value for node in inside if isinstance(node, ast.Return) and not is_none(node.value)]
    return agreed(map(asked.of, values)) if 0 < len(values) <= MOST else None
