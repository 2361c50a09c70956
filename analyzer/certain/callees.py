"""Which definition of the program a call surely calls, and what that takes."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from sys import stdlib_module_names

from analyzer.certain.certain import library_name, type_of
from analyzer.certain.fields import of_dataclass, of_named_tuple, of_namedtuple
from analyzer.certain.forwarding import is_keeping, is_passing_on
from analyzer.certain.own_attributes import MOST_BASES, lineage
from analyzer.certain.own_classes import class_named, class_of, class_of_class, is_overridden
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from knowledge.calling.library import hidden_form, needs_object, signatures
from knowledge.calling.returning import Def
from knowledge.calling.signature import Signature, of_definition
from knowledge.tables.hidden_keywords import OPENED_BY

MIXED_IN = frozenset({"abc.ABC", "typing.Generic", "typing.Protocol"})
"""Bases that have nothing to do with how an object is made."""

KNOWN_HOMES = stdlib_module_names | {"builtins"}
BINDING = frozenset({"builtins.classmethod", "builtins.staticmethod"})
OWN_MAKERS = ("enum.", "typing.NamedTuple", "typing.TypedDict")
"""Bases of the standard library whose classes are not made by `__init__`."""


@dataclass(frozen=True, slots=True)
class Called:
    """What is called: its parameters without those that Python fills, and the definition in the program.

    `homeless` says that a method has no parameter that could take its object. What is `promised` holds as
    far as annotations and decorators keep their word.
    """

    signature: Signature
    definition: Def | ast.ClassDef | None
    homeless: bool = False
    promised: bool = False


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
        case ast.Attribute(attr="__class__") | ast.Call(func=ast.Name(id="type")):
            return of_class_of(reading, call.func)
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
    hidden = hidden_form(name)
    if hidden is not None:
        return () if is_handed_on(call) else (hidden,)
    return signatures(name)


def is_handed_on(call: ast.Call) -> bool:
    """Whether a call says that something of its author's gets the keywords."""
    opening = (word.value for word in call.keywords if word.arg in OPENED_BY)
    return any(not isinstance(value, ast.Constant) for value in opening)


def has_object(reading: Reading, called: ast.expr) -> bool:
    """Whether a method is taken from an object, not from its class."""
    return isinstance(called, ast.Attribute) and type_of(reading, called.value) is not None


def of_name(reading: Reading, name: ast.Name) -> Called | None:
    """A function or class that is defined once, or the class that a method is asked of."""
    match [binding.node for binding in reading.program.bindings(name)]:
        case [ast.FunctionDef() | ast.AsyncFunctionDef() as function]:
            return of_function(reading, function)
        case [ast.ClassDef()]:
            class_ = class_named(reading, name)
            return of_class(reading, class_) if class_ else None
        case [ast.arg()]:
            return of_class_of(reading, name)
        case _:
            return of_value(reading, name)


def of_function(reading: Reading, function: Def) -> Called | None:
    """A function that nobody decorates, or only such as take what it takes."""
    if not function.decorator_list or is_keeping(reading, function):
        return Called(of_definition(function), function)
    if is_passing_on(reading, function):
        return Called(of_definition(function), function, promised=True)
    return None


def of_class_of(reading: Reading, node: ast.expr) -> Called | None:
    """`cls(…)` and `type(self)(…)`: the class around it, unless one made from that is made otherwise."""
    class_ = class_of_class(reading, node)
    if class_ is None or is_overridden(reading, class_, "__init__"):
        return None
    made = of_class(reading, class_)
    return replace(made, promised=True) if made else None


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
            return decorated(reading, made[0]) if len(made) == 1 else None
    return None


def of_class(reading: Reading, class_: ast.ClassDef) -> Called | None:
    """What makes an object: `__init__`, the fields of a dataclass or named tuple, or nothing."""
    if named := of_named_tuple(reading, class_):
        return Called(named, class_)
    if not is_made_plainly(reading, class_):
        return None
    line: list[ast.ClassDef] = []
    for owner in lineage(reading, class_):
        if owner is None:
            return None
        line.append(owner)
        made = definitions(reading, owner, "__init__")
        if made:
            return bound(made[0]) if len(made) == 1 and not made[0].decorator_list else None
        if len(real_bases(reading, owner)) > 1 or len(line) > MOST_BASES:
            return None
        if owner.decorator_list:
            made_of = of_dataclass(reading, list(own_line(reading, owner))) if owner is class_ else None
            return Called(made_of, class_) if made_of else None
    return Called(Signature(class_.name, (), class_), class_)


def is_made_plainly(reading: Reading, class_: ast.ClassDef) -> bool:
    """Whether calling a class surely leads to `__init__`: nobody has a `__new__` or a metaclass."""
    for owner in islice(own_line(reading, class_), MOST_BASES):
        if owner.keywords or is_defined(owner, "__new__"):
            return False
        foreign = (whole_name(reading, base) for base in owner.bases if not is_own(reading, base))
        if any(name is None or not is_known_maker(name) for name in foreign):
            return False
    return True


def own_line(reading: Reading, class_: ast.ClassDef) -> Iterator[ast.ClassDef]:
    """Yield a class and those of its bases that are the program's."""
    yield from (owner for owner in lineage(reading, class_) if owner is not None)


def is_own(reading: Reading, base: ast.expr) -> bool:
    """Whether a base is a class of the program."""
    return isinstance(base, ast.Name) and class_named(reading, base) is not None


def is_known_maker(name: str) -> bool:
    """Whether a base of this name lets `__init__` make its objects."""
    return name.partition(".")[0] in KNOWN_HOMES and not name.startswith(OWN_MAKERS)


def real_bases(reading: Reading, owner: ast.ClassDef) -> list[ast.expr]:
    """The bases that may bring an `__init__`."""
    return [base for base in owner.bases if whole_name(reading, base) not in MIXED_IN]


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
    return decorated(reading, made[0]) if made[0].decorator_list else Called(of_definition(made[0]), made[0])


def of_method(reading: Reading, class_: ast.ClassDef, name: str) -> Called | None:
    """A method that the class or one of its bases defines once, and no class made from it anew."""
    if is_overridden(reading, class_, name):
        return None
    for owner in islice(lineage(reading, class_), MOST_BASES):
        if owner is None or len(real_bases(reading, owner)) > 1:
            return None
        made = definitions(reading, owner, name)
        if made:
            return decorated(reading, made[0]) if len(made) == 1 else None
    return None


def decorated(reading: Reading, function: Def) -> Called | None:
    """Whether the object is the first argument is said by the decorator, and by the name `__new__`."""
    if function.name == "__new__":
        return Called(of_definition(function), function)
    names = {whole_name(reading, part) for part in function.decorator_list}
    rest = [part for part in function.decorator_list if whole_name(reading, part) not in BINDING]
    if rest and not is_keeping(reading, function, rest):
        passed = is_passing_on(reading, function, rest)
        return replace(bound(function), promised=True) if passed and not names & BINDING else None
    if "builtins.staticmethod" in names:
        return Called(of_definition(function), function)
    return bound(function)


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
