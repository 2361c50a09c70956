"""Tells, as JSON, what the public callables of some modules take: run by the interpreter that is asked.

For each a list: what it is (a method `of class` needs no object), its
 parameters, and of a class the names that its objects may have.
"""

import importlib
import inspect
import json
import re
import sys
import warnings
from functools import cache
from tokenize import TokenError

KINDS = inspect.Parameter
FREE = frozenset({"Namespace", "SimpleNamespace", "local", "AST", "ModuleType", "object", "type"})
"""Classes to whose objects anybody gives attributes."""

MARKS: dict[object, str] = {KINDS.VAR_POSITIONAL: "*", KINDS.VAR_KEYWORD: "**"}

type Row = list[str | list[str] | None]


def written(parameters: list[inspect.Parameter]) -> str:
    """Write parameters as in a `def`, without values: a name with `=` may be left out."""
    said: list[str] = []
    for at, one in enumerate(parameters):
        mark = MARKS.get(one.kind, "")
        if one.kind is KINDS.KEYWORD_ONLY and not any(part.startswith("*") for part in said):
            said.append("*")
        said.append(mark + one.name + ("" if one.default is one.empty or mark else "="))
        last = at + 1 == len(parameters) or parameters[at + 1].kind is not KINDS.POSITIONAL_ONLY
        if one.kind is KINDS.POSITIONAL_ONLY and last:
            said.append("/")
    return ",".join(said)


def signature(thing: object, skip: int = 0) -> str | None:
    """What a callable takes; the first parameters may be filled already."""
    try:
        parameters = list(inspect.signature(thing).parameters.values())  # type: ignore[arg-type]  # may raise
    except (TypeError, ValueError, RecursionError, AttributeError):
        return None
    if parameters and parameters[0].kind in (KINDS.POSITIONAL_ONLY, KINDS.POSITIONAL_OR_KEYWORD):
        parameters = parameters[skip:]
    return written(parameters)


@cache
def set_by(kind: type) -> frozenset[str]:
    """The names that the source of a class sets on something."""
    try:
        return frozenset(re.findall(r"(?:self|cls|obj)\.(\w+)", inspect.getsource(kind)))
    except (OSError, TypeError, IndentationError, TokenError):
        return frozenset()


def own_names(kind: type) -> list[str]:
    """The public names that objects of a class may have."""
    names = set(dir(kind)).union(*map(set_by, kind.__mro__))
    return sorted(name for name in names if not name.startswith("_"))


def is_open(kind: type) -> bool:
    """Whether objects of a class may have any member."""
    asked = inspect.isfunction(getattr(kind, "__getattribute__", None)) or hasattr(kind, "__getattr__")
    return asked or type(kind).__name__ in {"EnumType", "EnumMeta"} or kind.__name__ in FREE


def of_class(name: str, kind: type, found: dict[str, Row]) -> None:
    """Tell how an object is made, what it has, and what its methods take."""
    own_call = type(kind).__dict__.get("__call__", type.__call__) is not type.__call__
    found[name] = ["class", None if own_call else signature(kind)]
    if not is_open(kind):
        found[name].append(own_names(kind))
    for member in dir(kind):
        static = inspect.getattr_static(kind, member, None)
        method = getattr(kind, member, None)
        if member.startswith("_") or not callable(method) or isinstance(static, type):
            continue
        kinds = type(static).__name__
        bound = isinstance(static, classmethod | staticmethod) or kinds == "classmethod_descriptor"
        found[f"{name}.{member}"] = ["of class" if bound else "method", signature(method, 0 if bound else 1)]


def told(modules: list[str]) -> dict[str, Row]:
    """Tell of all modules that there are."""
    found: dict[str, Row] = {}
    for module in modules:
        try:
            home = importlib.import_module(module)
        except ImportError:
            continue
        for name in dir(home):
            thing = getattr(home, name)
            if name.startswith("_") or inspect.ismodule(thing):
                continue
            if isinstance(thing, type):
                of_class(f"{module}.{name}", thing, found)
            elif callable(thing):
                found[f"{module}.{name}"] = ["function", signature(thing)]
    return found


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps(told(sys.argv[1:])))
