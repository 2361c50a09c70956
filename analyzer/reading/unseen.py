"""Whether a program gives names values by other means than statements."""

import ast
from collections.abc import Iterable

from analyzer.reading.guards import dotted
from knowledge.program import Program

READERS = frozenset({"copy", "get", "items", "keys", "values"})
LOOKERS = frozenset({"dict", "iter", "len", "list", "print", "set", "sorted", "tuple", "type"})
NAMESPACES = frozenset({"globals", "locals", "vars"})
WRITERS = NAMESPACES | {"exec", "global_enum"}


def writes_unseen(program: Program, methods_called: Iterable[str]) -> bool:
    """Whether names may come into being unseen: by `exec`, `globals()`, or an enumeration made global."""
    if "_convert_" in methods_called:
        return True
    if any(is_own_module(node) for node in program.by_type.get(ast.Subscript, ())):
        return True
    calls = (node for node in program.by_type.get(ast.Call, ()) if isinstance(node, ast.Call))
    if any(writes(program, call) for call in calls if is_writer(call.func)):
        return True
    decorators = (one for class_ in program.classes.values() for one in class_.decorator_list)
    return any((dotted(one) or "").endswith("global_enum") for one in decorators)


def is_writer(function: ast.expr) -> bool:
    """Whether a call of this may do it; hardly any is, so this is asked first."""
    return isinstance(function, ast.Name) and function.id in WRITERS


def is_own_module(node: ast.AST) -> bool:
    """Whether this is `sys.modules[__name__]`, on which anything may be set."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="modules"), slice=ast.Name(id="__name__")):
            return True
        case _:
            return False


def writes(program: Program, call: ast.Call) -> bool:
    """Whether one call may do it."""
    match call:
        case ast.Call(func=ast.Name(id="global_enum")):
            return True
        case ast.Call(func=ast.Name(id="exec"), args=args, keywords=words):
            return len(args) + len(words) < 2
        case ast.Call(func=ast.Name(id="vars"), args=[ast.Name() | ast.Attribute()]):
            return False
        case ast.Call(func=ast.Name(id="locals")) if program.scope(call).kind == "function":
            return False
        case ast.Call(func=ast.Name(id=name)) if name in NAMESPACES:
            return not is_only_read(program, call)
        case _:
            return False


def is_only_read(program: Program, call: ast.Call) -> bool:
    """Whether a namespace serves to look names up, or is copied."""
    match program.parent(call):
        case ast.Attribute(attr=attr):
            return attr in READERS
        case ast.Subscript(value=value, ctx=ast.Load()):
            return value is call
        case ast.Call(func=ast.Name(id=name)):
            return name in LOOKERS
        case ast.keyword(arg=None) | ast.Compare() | ast.For() | ast.comprehension() | ast.Dict():
            return True
        case _:
            return False
