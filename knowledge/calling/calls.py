"""Which function a call calls, and which argument became which parameter."""

import ast
from collections.abc import Iterator

from knowledge.calling.returning import Def
from knowledge.facts import Facts
from knowledge.program import Program, first_line
from knowledge.scopes import Function
from knowledge.value import Value

BUILTIN_METHODS = frozenset(
    name for kind in (list, dict, set, str, bytes, tuple, int, float) for name in dir(kind)
)


def callee(facts: Facts, call: ast.Call) -> ast.ClassDef | Def | None:
    """Find the function or class of the program that a call calls."""
    match call.func:
        case ast.Name() as name:
            found = [binding.node for binding in facts.program.bindings(name)]
            if len(found) == 1 and is_definition(found[0]):
                return found[0]  # type: ignore[return-value]  # it is a definition
            return by_value(facts, name)
        case ast.Attribute(value=owner, attr=attr):
            return method(facts, owner, attr)
        case _:
            return None


def by_value(facts: Facts, name: ast.Name) -> Def | None:
    """Find the function that a variable held, by the line on which the value was defined."""
    value = facts.value(name)
    if value is None or value.type != "function" or value.defined is None:
        return None
    found = [one for many in facts.program.functions.values() for one in many]
    return next((one for one in found if first_line(one) == value.defined), None)


def is_definition(node: ast.AST) -> bool:
    """Whether a node defines a function or a class."""
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def method(facts: Facts, owner: ast.expr, name: str) -> Def | None:
    """Find the method `name` of what `owner` is, in the program's classes."""
    kind = class_of(facts, owner)
    if kind:
        return next((found for found in methods_of(facts.program, kind) if found.name == name), None)
    found = [
        function
        for function in facts.program.functions.get(name, ())
        if isinstance(facts.program.parent(function), ast.ClassDef)
    ]
    known = facts.value(owner)
    strange = known is not None or name in BUILTIN_METHODS or is_module(facts.program, owner)
    return found[0] if len(found) == 1 and not strange else None


def class_of(facts: Facts, owner: ast.expr) -> ast.ClassDef | None:
    """Tell of which class of the program the value of an expression is, or which class it is."""
    program = facts.program
    if isinstance(owner, ast.Name):
        if owner.id in ("self", "cls"):
            return class_of_self(facts, owner)
        if owner.id in program.classes:
            return program.classes[owner.id]
    if isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name):
        if owner.func.id == "super":
            return next(iter(bases_of(program, enclosing_class(program, owner))), None)
        return program.classes.get(owner.func.id)
    value = facts.value(owner)
    return class_of_value(program, value) if value else None


def class_of_self(facts: Facts, owner: ast.Name) -> ast.ClassDef | None:
    """The class that a method stands in; in the crash frame the class of the object, if derived from that."""
    around, value = enclosing_class(facts.program, owner), facts.value(owner)
    kind = class_of_value(facts.program, value) if value else None
    derived = kind is not None and around in list(bases_of(facts.program, kind))
    return kind if derived else around


def class_of_value(program: Program, value: Value) -> ast.ClassDef | None:
    """Find the class of the program that a value is an instance of."""
    return program.classes.get(value.type.rpartition(".")[2])


def enclosing_class(program: Program, node: ast.AST) -> ast.ClassDef | None:
    """Find the class whose method a node lies in."""
    return next((above for above in program.ancestors(node) if isinstance(above, ast.ClassDef)), None)


def bases_of(program: Program, kind: ast.ClassDef | None) -> Iterator[ast.ClassDef]:
    """Yield the classes of the program that a class is made from, nearest first."""
    pending, seen = ([kind] if kind else []), set()
    while pending:
        for base in pending.pop(0).bases:
            found = program.classes.get(base.id) if isinstance(base, ast.Name) else None
            if found and found not in seen:
                seen.add(found)
                pending.append(found)
                yield found


def methods_of(program: Program, kind: ast.ClassDef) -> Iterator[Def]:
    """Yield the methods of a class and of its bases in the program, in the order of their lookup."""
    for owner in (kind, *bases_of(program, kind)):
        yield from (node for node in owner.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def is_module(program: Program, owner: ast.expr) -> bool:
    """Whether an expression is a name that an import binds."""
    return isinstance(owner, ast.Name) and any(
        binding.kind == "import" for binding in program.bindings(owner)
    )


def is_method(program: Program, function: Function) -> bool:
    """Whether a function gets its first argument from the object before the dot."""
    return isinstance(program.parent(function), ast.ClassDef) and not has_decorator(function, "staticmethod")


def has_decorator(function: Function, name: str) -> bool:
    """Whether a function is decorated by a plain name."""
    return any(
        isinstance(decorator, ast.Name) and decorator.id == name
        for decorator in getattr(function, "decorator_list", [])
    )


def argument_for(program: Program, call: ast.Call, function: Function, parameter: str) -> ast.expr | None:
    """Return the expression that a call passes for a parameter; None where it passes none that is seen."""
    for keyword in call.keywords:
        if keyword.arg == parameter:
            return keyword.value
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    if parameter not in names:
        return None
    row = names.index(parameter) - (1 if is_bound(program, call, function) else 0)
    before = call.args[: row + 1]
    if not 0 <= row < len(call.args) or any(isinstance(argument, ast.Starred) for argument in before):
        return None
    return call.args[row]


def is_bound(program: Program, call: ast.Call, function: Function) -> bool:
    """Whether the first parameter gets the object, not the first argument."""
    if not is_method(program, function):
        return False
    of_class = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
    unbound = of_class and call.func.value.id in program.classes  # type: ignore[attr-defined]
    return not unbound or has_decorator(function, "classmethod")


def spreads(call: ast.Call) -> bool:
    """Whether a call passes arguments that its text does not show."""
    return any(isinstance(argument, ast.Starred) for argument in call.args) or any(
        keyword.arg is None for keyword in call.keywords
    )


def default_of(function: Function, parameter: str) -> ast.expr | None:
    """Return the default of a parameter."""
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args]
    for argument, default in zip(reversed(plain), reversed(arguments.defaults), strict=False):
        if argument.arg == parameter:
            return default
    for argument, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if argument.arg == parameter:
            return keyword_default
    return None


def calls_to(facts: Facts, function: Def) -> list[ast.Call]:
    """Find the calls of a function that the run came to; of a class's, for its `__init__`."""
    target = facts.program.parent(function) if function.name == "__init__" else function
    calls = (node for node in facts.program.nodes if isinstance(node, ast.Call))
    return [call for call in calls if was_called(facts, call) and callee(facts, call) in (target, function)]


def was_called(facts: Facts, call: ast.Call) -> bool:
    """Whether the run came to the statement of a call."""
    statement = facts.program.statement(call)
    return statement is None or not facts.run.trace.hits or facts.reached(first_line(statement))
