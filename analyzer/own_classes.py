"""Of which class of the program a value surely is."""

import ast

from analyzer.naming import MOST_BINDINGS
from analyzer.reading import Reading
from knowledge.scopes import Binding

DEEPEST = 6


def class_of(reading: Reading, node: ast.AST, depth: int = DEEPEST) -> ast.ClassDef | None:
    """The class of the program that a value is surely an instance of: made here, or `self` in a method."""
    if depth == 0:
        return None
    match node:
        case ast.Call(func=ast.Name() as made):
            return class_named(reading, made)
        case ast.Name():
            bindings = reading.program.bindings(node)
            if len(bindings) > MOST_BINDINGS or reading.writes_unseen:
                return None
            found = {own_class(reading, binding, depth - 1) for binding in bindings}
            return found.pop() if len(found) == 1 else None
        case _:
            return None


def class_named(reading: Reading, name: ast.Name) -> ast.ClassDef | None:
    """The class that a name surely stands for."""
    match reading.program.bindings(name):
        case [binding] if isinstance(binding.node, ast.ClassDef):
            return binding.node
        case _:
            return None


def own_class(reading: Reading, binding: Binding, depth: int) -> ast.ClassDef | None:
    """The class of what a binding binds."""
    if binding.kind == "parameter":
        return class_of_self(reading, binding)
    return class_of(reading, binding.value, depth) if binding.value is not None else None


def class_of_self(reading: Reading, binding: Binding) -> ast.ClassDef | None:
    """The class, if this is the first parameter of one of its plain methods."""
    function = binding.owner
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or function.decorator_list:
        return None
    first = [*function.args.posonlyargs, *function.args.args][:1]
    parent = reading.program.parent(function)
    return parent if first and first[0] is binding.node and isinstance(parent, ast.ClassDef) else None
