"""Which import would define a name that a program uses without having imported it."""

import ast

from knowledge.imports.members import has_member
from knowledge.imports.modules import is_installed
from knowledge.interpreter import meant
from knowledge.program import Program
from knowledge.scopes import Binding
from knowledge.tables.import_homes import ALIASES, MEMBERS, MODULES


def import_for(program: Program, name: ast.Name) -> str | None:
    """Return the statement; None where the name is not known well enough.

    What the program itself imports from decides first: beside `from sympy import symbols`, `exp` is
    sympy's. A module counts only where something of it is used, as in `math.pi`; so does an alias.
    """
    if imported_otherwise(program, name):
        return None
    member = attribute_of(program, name)
    if member is not None:
        module = module_for(name.id, member)
        if module:
            return module
    home = home_in_program(program, name.id) or MEMBERS.get(name.id)
    return f"from {home} import {name.id}" if home and fits(program, name, home) else None


def imported_otherwise(program: Program, name: ast.Name) -> str | None:
    """How the program names what it has imported: `dt` for `datetime`, `math.sqrt` for `sqrt`.

    A member counts where it is called, or is known to be of that module and no other.
    """
    parent = program.parent(name)
    called = isinstance(parent, ast.Call) and parent.func is name
    found: set[str] = set()
    for bindings in program.scope(name).root.bindings.values():
        for binding in bindings:
            if binding.kind == "import":
                found.update(names_by(binding, name.id, called=called))
    return found.pop() if len(found) == 1 else None


def names_by(binding: Binding, name: str, *, called: bool) -> set[str]:
    """What an import has to offer for `name`."""
    alias, bound = binding.node, binding.name
    if not isinstance(alias, ast.alias):
        return set()
    if alias.name == name and bound != name:
        return {bound}
    fits = called or MEMBERS.get(name) == alias.name
    if isinstance(binding.owner, ast.Import) and fits and has_member(alias.name, name):
        return {f"{bound if alias.asname else alias.name}.{name}"}
    return set()


def attribute_of(program: Program, name: ast.Name) -> str | None:
    """What is taken from the name, as `pi` in `math.pi`."""
    match program.parent(name):
        case ast.Attribute(value=value, attr=attribute) if value is name:
            return attribute
        case _:
            return None


def module_for(name: str, member: str) -> str | None:
    """The import of the module, if that has the member as far as is known."""
    if name in ALIASES:
        return ALIASES[name]
    known = name in MODULES or (name in meant().standard and not name.startswith("_"))
    return f"import {name}" if known and has_member(name, member) is not False else None


def home_in_program(program: Program, name: str) -> str | None:
    """A module from which the program imports other names, and that has this one too."""
    imports = (node for node in program.by_type.get(ast.ImportFrom, ()) if isinstance(node, ast.ImportFrom))
    modules = dict.fromkeys(node.module for node in imports if node.module and not node.level)
    return next((module for module in modules if has_member(module, name)), None)


def fits(program: Program, name: ast.Name, home: str) -> bool:
    """Whether the name is used like the member: a function is called or handed on, and has no attributes."""
    if not is_installed(home.partition(".")[0]):
        return False
    return attribute_of(program, name) is None or name.id[0].isupper() or name.id in HAVE_ATTRIBUTES


HAVE_ATTRIBUTES = frozenset({"date", "datetime", "timedelta", "timezone", "chain", "patch"})
"""Classes that are written small: `datetime.now()`."""
