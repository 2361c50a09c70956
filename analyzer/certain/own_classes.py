"""Of which class of the program a value surely is."""

import ast

from analyzer.reading.bindings import bindings
from analyzer.reading.naming import MOST_BINDINGS, whole_name
from analyzer.reading.reading import Reading
from knowledge.scopes import Binding

DEEPEST = 6
MOST_HEIRS = 30
METHOD_OF_CLASS = frozenset({"builtins.classmethod"})


def class_of(reading: Reading, node: ast.AST, depth: int = DEEPEST) -> ast.ClassDef | None:
    """The class of the program that a value is surely an instance of: made here, or `self` in a method."""
    if depth == 0:
        return None
    match node:
        case ast.Call(func=ast.Name() as made):
            return class_named(reading, made)
        case ast.Name():
            bound = reading.program.bindings(node)
            if len(bound) > MOST_BINDINGS or reading.writes_unseen:
                return None
            found = {own_class(reading, binding, depth - 1) for binding in bound}
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
    return first_of(reading, binding, frozenset())


def first_of(reading: Reading, binding: Binding, decorators: frozenset[str]) -> ast.ClassDef | None:
    """The class, if this is the first parameter of a method in it with exactly these decorators."""
    function = binding.owner
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    if {whole_name(reading, one) for one in function.decorator_list} != decorators:
        return None
    first = [*function.args.posonlyargs, *function.args.args][:1]
    parent = reading.program.parent(function)
    return parent if first and first[0] is binding.node and isinstance(parent, ast.ClassDef) else None


def class_of_class(reading: Reading, node: ast.expr) -> ast.ClassDef | None:
    """The class that `cls`, `type(self)` or `self.__class__` stands for, or one made from it."""
    match node:
        case ast.Name():
            bound = reading.program.bindings(node)
            return first_of(reading, bound[0], METHOD_OF_CLASS) if len(bound) == 1 else None
        case ast.Call(func=ast.Name(id="type"), args=[owner]) | ast.Attribute(value=owner, attr="__class__"):
            return class_of(reading, owner)
        case _:
            return None


def is_overridden(reading: Reading, class_: ast.ClassDef, name: str) -> bool:
    """Whether a class that is made from this one defines the name anew; a dataclass defines `__init__`.

    Of very many it is taken for granted.
    """
    heirs = heirs_of(reading, class_)
    if heirs is None:
        return True
    remade = name == "__init__"
    return any(binds(reading, heir, name) or (remade and heir.decorator_list) for heir in heirs)


def heirs_of(reading: Reading, class_: ast.ClassDef) -> list[ast.ClassDef] | None:
    """The classes of the program that are made from this one, however far; None where they are very many."""
    pending, found = [class_], [class_]
    while pending:
        for heir in reading.heirs.get(pending.pop().name, ()):
            if heir not in found:
                found.append(heir)
                pending.append(heir)
            if len(found) > MOST_HEIRS:
                return None
    return found[1:]


def binds(reading: Reading, class_: ast.ClassDef, name: str) -> bool:
    """Whether the body of a class defines or assigns a name."""
    defined = reading.program.functions.get(name, ())
    if any(reading.program.parent(node) is class_ for node in defined):
        return True
    plain = (part for part in class_.body if isinstance(part, ast.Assign | ast.AnnAssign))
    return any(name in bindings(part) for part in plain)
