"""What a class of the program does to the attributes of its objects."""

import ast
from dataclasses import dataclass

from knowledge.calling.calls import bases_of
from knowledge.calling.returning import Def
from knowledge.program import Program


@dataclass(frozen=True, slots=True)
class Setter:
    """A statement that sets an attribute of `self`, and the method that it stands in."""

    name: str
    statement: ast.stmt
    function: Def | None
    value: ast.expr | None


def init_of(kind: ast.ClassDef) -> Def | None:
    """The class's own `__init__`."""
    found = (node for node in kind.body if isinstance(node, ast.FunctionDef))
    return next((node for node in found if node.name == "__init__"), None)


def calls_base_init(init: Def) -> bool:
    """Whether an `__init__` calls another one, by `super()` or by the name of the class."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "__init__"
        for node in ast.walk(init)
    )


def setters_of(program: Program, kind: ast.ClassDef, name: str) -> list[Setter]:
    """Every statement in the class or its bases that sets `self.name`."""
    found = []
    for owner in (kind, *bases_of(program, kind)):
        for node in ast.walk(owner):
            if isinstance(node, ast.Attribute) and is_own(node, name):
                statement, function = program.statement(node), program.function(node)
                if statement is not None and not isinstance(function, ast.Lambda):
                    found.append(Setter(name, statement, function, getattr(statement, "value", None)))
    return found


def is_own(node: ast.Attribute, name: str) -> bool:
    """Whether a node sets `self.name`."""
    owner = node.value
    stored = isinstance(node.ctx, ast.Store) and node.attr == name
    return stored and isinstance(owner, ast.Name) and owner.id == "self"


def locals_named(program: Program, kind: ast.ClassDef, name: str) -> list[ast.Name]:
    """The places where one method writes and reads a variable of this name; `__init__` is asked first."""
    methods = [node for node in kind.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for method in sorted(methods, key=lambda node: node.name != "__init__"):
        nodes = [node for node in ast.walk(method) if isinstance(node, ast.Name) and node.id == name]
        inside = [
            node for node in nodes if program.scope(node).resolve(name) is program.scope(method.body[0])
        ]
        bindings = program.scope(method.body[0]).bindings.get(name, [])
        if inside and bindings and all(binding.kind == "assignment" for binding in bindings):
            return inside
        if any(binding.kind == "parameter" for binding in bindings):
            stored = [node for node in inside if isinstance(node.ctx, ast.Store)]
            if stored:
                return stored
    return []
