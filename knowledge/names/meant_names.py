"""What an undefined name was probably meant to be."""

import ast

from knowledge.imports.missing_imports import imported_otherwise
from knowledge.near import nearest, next_to
from knowledge.program import Program
from knowledge.scopes import Binding, Use
from knowledge.tables.builtin_names import BUILTIN_NAMES
from knowledge.tables.foreign_names import FOREIGN_NAMES, SELVES

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SHORT = 3
"""Letters of a name that is only taken for one that begins alike and is a single edit away."""

CONSTANTS = frozenset({"True", "False", "None"})


def meant_by(program: Program, use: Use) -> str | None:
    """Return what should stand there instead, or None where nothing is likely enough."""
    known = own_object(program, use) or imported_otherwise(program, use.node)
    return known or FOREIGN_NAMES.get(use.name) or near_name(program, use)


def own_object(program: Program, use: Use) -> str | None:
    """`count` in a method of a class that has `self.count`, or `this`."""
    found = method_around(program, use.node)
    if found is None:
        return None
    class_, own = found
    if use.name in SELVES:
        return own
    return f"{own}.{use.name}" if use.name in attributes_of(program, class_) else None


def method_around(program: Program, node: ast.AST) -> tuple[ast.ClassDef, str] | None:
    """The class in one of whose methods the node stands, and what the method calls its object."""
    for above in program.ancestors(node):
        parent = program.parent(above)
        if isinstance(above, FUNCTIONS) and isinstance(parent, ast.ClassDef):
            if not is_method(above) or within_head(above, node, program):
                return None
            first = [*above.args.posonlyargs, *above.args.args][:1]
            return (parent, first[0].arg) if first else None
    return None


def is_method(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the first parameter is the object or the class."""
    return not any(
        isinstance(name, ast.Name) and name.id == "staticmethod" for name in function.decorator_list
    )


def within_head(function: ast.FunctionDef | ast.AsyncFunctionDef, node: ast.AST, program: Program) -> bool:
    """Whether the node belongs to decorators, defaults or annotations, which are evaluated outside."""
    below = {id(above) for above in (node, *program.ancestors(node))}
    return not any(id(statement) in below for statement in function.body)


def attributes_of(program: Program, class_: ast.ClassDef) -> set[str]:
    """The names that a class body binds, and those that its methods set on their object."""
    found: set[str] = set()
    for node in ast.walk(class_):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if program.parent(node) is class_:
                    found.add(name)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                found.add(name)
            case ast.Name(id=name, ctx=ast.Store()) if program.scope(node).node is class_:
                found.add(name)
    return found


def near_name(program: Program, use: Use) -> str | None:
    """A name that can be used there and is written nearly so; builtins only where they fit the use."""
    visible = {name for name in use.scope.visible() if can_be_used(program, use, name)}
    builtin = {name for name in BUILTIN_NAMES if fits(program, use.node, name)}
    parent = program.parent(use.node)
    called = isinstance(parent, ast.Call) and parent.func is use.node
    known = visible | builtin if called else visible
    alike = {name for name in known if len(name) >= SHORT and name[0] == use.name[0]}
    close = nearest(use.name, visible | builtin) or nearest(use.name, visible)
    return close or (next_to(use.name, alike) if len(use.name) <= SHORT else None)


def can_be_used(program: Program, use: Use, name: str) -> bool:
    """Whether the name gets its value somewhere else than in the very statement that lacks one."""
    statement = program.statement(use.node)
    bindings = use.scope.lookup(name)
    return any(program.statement(binding.node) is not statement or is_inner(binding) for binding in bindings)


def is_inner(binding: Binding) -> bool:
    """Whether the value is there within its own statement: loop targets, parameters and definitions."""
    return binding.kind not in {"assignment", "augmented", "annotation"}


def fits(program: Program, node: ast.Name, builtin: str) -> bool:
    """Types and functions are called, indexed or handed on; exceptions are written with a capital."""
    if builtin in CONSTANTS:
        return True
    if builtin[0].isupper() != node.id[0].isupper():
        return False
    match program.parent(node):
        case ast.Call() | ast.keyword() | ast.arg() | ast.ExceptHandler() | ast.Raise() | ast.Tuple():
            return True
        case ast.Subscript(value=value):
            return value is node
        case (
            ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.AnnAssign(annotation=ast.Name())
        ):
            return True
        case _:
            return False
