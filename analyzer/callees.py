"""Which definition of the program a call surely calls, and what that takes."""

import ast
from dataclasses import dataclass
from itertools import islice

from analyzer.certain import library_name, type_of
from analyzer.fields import of_dataclass, of_named_tuple, of_namedtuple
from analyzer.own_attributes import MOST_BASES, decorator_name, lineage
from analyzer.own_classes import class_named, class_of
from analyzer.reading import Reading
from knowledge.calling.library import needs_object, signatures
from knowledge.calling.returning import Def
from knowledge.calling.signature import Signature, of_definition


@dataclass(frozen=True, slots=True)
class Called:
    """What is called: its parameters without those that Python fills, and the definition in the program.

    `homeless` says that a method has no parameter that could take its object.
    """

    signature: Signature
    definition: Def | ast.ClassDef | None
    homeless: bool = False


def called_by(reading: Reading, call: ast.Call) -> Called | None:
    """Find what a call surely calls; None where that is a matter of the run."""
    if reading.writes_unseen:
        return None
    match call.func:
        case ast.Name() as name:
            return of_name(reading, name)
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super"), args=[]), attr=method):
            return of_super(reading, call, method)
        case ast.Attribute(value=ast.Name() as owner, attr=method) if class_named(reading, owner):
            return of_class_access(reading, owner, method)
        case ast.Attribute(value=owner, attr=method) if method not in reading.stored_attributes:
            class_ = class_of(reading, owner)
            return of_method(reading, class_, method) if class_ else None
        case _:
            return None


def library_forms(reading: Reading, call: ast.Call) -> tuple[Signature, ...]:
    """The ways in which something of the standard library may be called; nothing where that is not known."""
    name = library_name(reading, call.func)
    if name is None or (needs_object(name) and not has_object(reading, call.func)):
        return ()
    return signatures(name)


def has_object(reading: Reading, called: ast.expr) -> bool:
    """Whether a method is taken from an object, not from its class."""
    return isinstance(called, ast.Attribute) and type_of(reading, called.value) is not None


def of_name(reading: Reading, name: ast.Name) -> Called | None:
    """A function or class that is defined once and decorated by nobody."""
    match [binding.node for binding in reading.program.bindings(name)]:
        case [ast.FunctionDef() | ast.AsyncFunctionDef() as function] if not function.decorator_list:
            return Called(of_definition(function), function)
        case [ast.ClassDef()]:
            class_ = class_named(reading, name)
            return of_class(reading, class_) if class_ else None
        case _:
            return of_value(reading, name)


def of_value(reading: Reading, name: ast.Name) -> Called | None:
    """A lambda, or a named tuple, that a name is bound to once."""
    match reading.program.bindings(name):
        case [binding] if binding.kind == "assignment" and isinstance(binding.value, ast.Lambda):
            return Called(of_definition(binding.value), None)
        case [binding] if binding.kind == "assignment":
            made = of_namedtuple(reading, binding.value)
            return Called(made, None) if made else None
        case _:
            return None


def of_super(reading: Reading, call: ast.Call, method: str) -> Called | None:
    """What `super()` reaches where no class of the program has two bases."""
    program = reading.program
    class_ = next((above for above in program.ancestors(call) if isinstance(above, ast.ClassDef)), None)
    if class_ is None or any(len(one.bases) > 1 for one in program.classes.values()):
        return None
    for owner in islice(lineage(reading, class_), 1, MOST_BASES):
        if owner is None or owner.decorator_list or owner.keywords:
            return None
        made = definitions(reading, owner, method)
        if made:
            return decorated(made[0]) if len(made) == 1 else None
    return None


def of_class(reading: Reading, class_: ast.ClassDef) -> Called | None:
    """What makes an object: `__init__`, the fields of a dataclass or named tuple, or nothing."""
    if named := of_named_tuple(reading, class_):
        return Called(named, class_)
    line: list[ast.ClassDef] = []
    for owner in lineage(reading, class_):
        if owner is None or owner.keywords or len(owner.bases) > 1 or len(line) > MOST_BASES:
            return None
        line.append(owner)
    if any(is_defined(owner, "__new__") for owner in line):
        return None
    for owner in line:
        made = definitions(reading, owner, "__init__")
        if made:
            return bound(made[0]) if len(made) == 1 and not made[0].decorator_list else None
        if owner.decorator_list:
            made_of = of_dataclass(reading, line) if owner is class_ else None
            return Called(made_of, class_) if made_of else None
    return Called(Signature(class_.name, (), class_), class_)


def of_class_access(reading: Reading, owner: ast.Name, name: str) -> Called | None:
    """A method that is taken from its class: a plain one wants its object as the first argument."""
    class_ = class_named(reading, owner)
    special = name.startswith("__") or name in reading.stored_attributes
    only = len(reading.program.functions.get(name, ())) == 1 and not special
    if class_ is None or class_.keywords or not only:
        return None
    made = definitions(reading, class_, name)
    if len(made) != 1:
        return None
    return decorated(made[0]) if made[0].decorator_list else Called(of_definition(made[0]), made[0])


def of_method(reading: Reading, class_: ast.ClassDef, name: str) -> Called | None:
    """A method that only one class of the program defines, once."""
    if len(reading.program.functions.get(name, ())) != 1:
        return None
    for owner in islice(lineage(reading, class_), MOST_BASES):
        if owner is None:
            return None
        made = definitions(reading, owner, name)
        if made:
            return decorated(made[0])
    return None


def decorated(function: Def) -> Called | None:
    """Whether the object is the first argument is said by the decorator."""
    match [decorator_name(part) for part in function.decorator_list]:
        case [] | ["classmethod"]:
            return bound(function)
        case ["staticmethod"]:
            return Called(of_definition(function), function)
        case _:
            return None


def bound(function: Def) -> Called:
    """A method of an object, which fills its first parameter."""
    arguments = function.args
    homeless = not (arguments.posonlyargs or arguments.args or arguments.vararg)
    return Called(of_definition(function, skip=1), function, homeless)


def definitions(reading: Reading, owner: ast.ClassDef, name: str) -> list[Def]:
    """The methods of this name in the body of a class."""
    named = reading.program.functions.get(name, ())
    return [node for node in named if reading.program.parent(node) is owner]


def is_defined(owner: ast.ClassDef, name: str) -> bool:
    """Whether a class binds this name in any way."""
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in owner.body)
