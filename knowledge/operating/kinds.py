"""Of what type an expression was when the program failed: by its value, or by what it must be.

A value that was recorded decides. Where none was (a call cannot be made again), the type follows from the
form of the expression or from a builtin of fixed result; else it stays unknown.
"""

import ast

from knowledge.calling.calls import bases_of, callee, methods_of
from knowledge.calling.decorating import keeps_result, wrapper_of
from knowledge.calling.returning import is_generator, never_answers
from knowledge.facts import Facts
from knowledge.operating.displays import DISPLAYS
from knowledge.operating.reckoning import reckon, state_of
from knowledge.program import first_line
from knowledge.telling.wording import short
from knowledge.value import Value

NUMBERS = frozenset({"int", "float", "complex", "bool"})
SEQUENCES = frozenset({"list", "tuple"})
CALLABLES = frozenset(
    {"function", "builtin_function_or_method", "method", "type", "method_descriptor", "classmethod"}
)
"""Types whose values are there to be called: finding one where data is wanted means a forgotten call."""

LAZY = frozenset(
    {"generator", "map", "filter", "zip", "enumerate", "reversed", "list_iterator", "range_iterator"}
)
"""Types that can be gone through once, and neither counted nor indexed."""

MAKES = {
    **{
        name: name
        for name in ("str", "int", "float", "list", "dict", "set", "tuple", "range", "bool", "bytes")
    },
    **{name: name for name in ("map", "filter", "zip", "enumerate", "frozenset", "complex", "reversed")},
    **dict.fromkeys(("input", "repr", "chr", "bin", "hex", "oct", "format", "ascii"), "str"),
    **dict.fromkeys(("len", "ord", "hash", "id"), "int"),
    **dict.fromkeys(("sorted", "dir"), "list"),
    "print": "NoneType",
    "open": "TextIOWrapper",
}


def value_of(facts: Facts, node: ast.AST) -> Value | None:
    """The value that an expression had at the crash, constants and last returns included."""
    found = facts.value(node)
    if found is not None:
        return found
    match node:
        case ast.Starred(value=inner) | ast.NamedExpr(value=inner):
            return value_of(facts, inner)
        case ast.Constant(value=constant):
            return constant_value(constant)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return constant_value(-number)
        case ast.Call():
            return returned_value(facts, node)
        case ast.YieldFrom(value=ast.Call() as call):
            made = callee(facts, call)
            silent = isinstance(made, ast.FunctionDef) and is_generator(made) and never_answers(made)
            return constant_value(None) if silent else None
        case ast.BinOp() | ast.UnaryOp() | ast.Compare():
            return reckoned(facts, node)
        case _:
            return None


def reckoned(facts: Facts, node: ast.expr) -> Value | None:
    """What an expression over plain variables of the crash frame gives."""
    variables = facts.crash.variables if facts.crash else {}
    try:
        known = reckon(node, state_of({**facts.run.variables, **variables}))
    except RecursionError:  # sums of thousands of terms nest deeper than Python calls
        return None
    return constant_value(known) if known is not None else None


def constant_value(constant: object) -> Value:
    """A value that stands in the text."""
    scalar = constant if isinstance(constant, int | float | str | bool) else None
    length = len(constant) if isinstance(constant, str | bytes) else None
    return Value(type(constant).__name__, repr(constant), scalar=scalar, length=length)


def returned_value(facts: Facts, call: ast.Call) -> Value | None:
    """What a function of the program returned to this call, where this must have been its last return."""
    name, function = called_name(call), callee(facts, call)
    statement = facts.program.statement(call)
    if name is None or statement is None:
        return None
    calls = {
        facts.program.text(node)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and called_name(node) == name
    }
    if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and not keeps_result(function):
        function = wrapper_of(facts.program, function)
        if function is None:
            return None
    if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        done = facts.returned(function.name, first_line(function))
    else:
        done = facts.returned(name) if name in facts.program.functions else None
    return done.value if done and done.is_last and len(calls) == 1 else None


def called_name(call: ast.Call) -> str | None:
    """The plain name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return None


def kind_of(facts: Facts, node: ast.AST) -> str | None:
    """The short name of the type that an expression had at the crash."""
    value = value_of(facts, node)
    if value is not None:
        return short(value.type)
    if isinstance(node, ast.expr) and type(node) in DISPLAYS:
        return DISPLAYS[type(node)]
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in facts.program.classes:
            return name
        case ast.Name():
            return item_kind(facts, node)
        case _:
            return MAKES.get(builtin_called(facts, node) or "")


def item_kind(facts: Facts, name: ast.Name) -> str | None:
    """The type of a comprehension's variable, gone when the crash is looked at: that of the items."""
    owners = [binding.owner for binding in facts.program.bindings(name) if binding.kind == "comprehension"]
    clauses = [clause for owner in owners for clause in getattr(owner, "generators", ())]
    for clause in clauses:
        if isinstance(clause.target, ast.Name) and clause.target.id == name.id:
            return kind_of_items(value_of(facts, clause.iter))
    return None


def kind_of_items(container: Value | None) -> str | None:
    """The one type that all items of a container have, as far as they were recorded."""
    if container is None:
        return None
    if container.type in ("str", "range"):
        return {"str": "str", "range": "int"}[container.type]
    kinds = {short(item.type) for item in (container.keys or container.items or ())}
    return kinds.pop() if len(kinds) == 1 else None


def builtin_called(facts: Facts, node: ast.AST) -> str | None:
    """The name of the builtin that an expression calls; None where the program gave the name away."""
    match node:
        case ast.Call(func=ast.Name(id=name) as function) if is_builtin(facts, function):
            return name
        case _:
            return None


def is_builtin(facts: Facts, name: ast.Name) -> bool:
    """Whether nothing in the program binds this name: then it is Python's own."""
    return not facts.program.bindings(name) and not facts.program.is_dynamic


def own_class(facts: Facts, kind: str | None) -> ast.ClassDef | None:
    """The class of the program with this name."""
    return facts.program.classes.get(short(kind)) if kind else None


def class_of(facts: Facts, node: ast.AST) -> ast.ClassDef | None:
    """The program's class that an expression was an instance of."""
    return own_class(facts, kind_of(facts, node))


def is_foreign(facts: Facts, owner: ast.ClassDef) -> bool:
    """Whether a class inherits from a foreign one: then not all of its methods are known."""
    bases = [base for node in (owner, *bases_of(facts.program, owner)) for base in node.bases]
    known = {*facts.program.classes, "object"}
    return any(not isinstance(base, ast.Name) or base.id not in known for base in bases)


def methods_named(facts: Facts, owner: ast.ClassDef) -> set[str]:
    """The names of the methods of a class and its bases in the program."""
    return {found.name for found in methods_of(facts.program, owner)}
