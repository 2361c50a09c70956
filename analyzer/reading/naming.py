"""What a name stands for outside the program: a builtin, a module, or what was imported from one."""

import ast

from analyzer.reading.reading import Reading
from knowledge.scopes import Binding
from knowledge.tables.builtin_names import BUILTIN_NAMES

MOST_BINDINGS = 50
"""What is bound at more places stands for nothing surely: each use would have to look at all of them."""


def is_builtin(reading: Reading, node: ast.AST) -> bool:
    """Whether a name stands for the builtin of that name."""
    if not isinstance(node, ast.Name) or node.id not in BUILTIN_NAMES:
        return False
    if reading.writes_unseen or reading.stars:
        return False
    return reading.program.scope(node).resolve(node.id) is None


def module_of(reading: Reading, node: ast.AST) -> str | None:
    """The module that a name surely stands for."""
    match node:
        case ast.Name():
            bindings = reading.program.bindings(node)
            names = {imported(binding) for binding in bindings[: MOST_BINDINGS + 1]}
            sure = len(names) == 1 and len(bindings) <= MOST_BINDINGS and not reading.writes_unseen
            return unless_shadowed(reading, names.pop()) if sure else None
        case _:
            return None


def imported_name(reading: Reading, node: ast.Name) -> str | None:
    """The whole name of what a name was imported as."""
    if reading.writes_unseen:
        return None
    match reading.program.bindings(node):
        case [binding]:
            return unless_shadowed(reading, imported(binding) or imported_from(binding))
        case _:
            return None


def unless_shadowed(reading: Reading, name: str | None) -> str | None:
    """The name, unless another file is loaded under it: what that holds is not known."""
    return None if name is None or reading.shadow_of(name) else name


def imported(binding: Binding) -> str | None:
    """The whole name of the module that an import binds."""
    match binding.node, binding.owner:
        case ast.alias(name=name, asname=str()), ast.Import():
            return name
        case ast.alias(name=name), ast.Import():
            return name.partition(".")[0]
        case _:
            return None


def imported_from(binding: Binding) -> str | None:
    """The whole name of a member that an import binds."""
    match binding.node, binding.owner:
        case ast.alias(name=name), ast.ImportFrom(module=str(module), level=0):
            return f"{module}.{name}"
        case _:
            return None


def whole_name(reading: Reading, node: ast.AST) -> str | None:
    """The whole name of what an expression names: `abc.ABC`, `builtins.dict`; of `A[T]` that of `A`."""
    match node:
        case ast.Name(id=name):
            return f"builtins.{name}" if is_builtin(reading, node) else imported_name(reading, node)
        case ast.Attribute(value=owner, attr=attr):
            above = whole_name(reading, owner)
            return f"{above}.{attr}" if above else None
        case ast.Subscript(value=inner):
            return whole_name(reading, inner)
        case _:
            return None
