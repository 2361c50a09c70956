"""What an expression surely is, told from the text alone: its type, its class, or the module it names.

Whoever asks is about to call a program wrong, so anything doubtful is None: a name counts only if everything
that binds it agrees.
"""

import ast
from collections.abc import Sequence

from analyzer.reading import Reading
from knowledge.calling.library import returned
from knowledge.scopes import Binding
from knowledge.tables.builtin_names import BUILTIN_NAMES

DEEPEST = 6
KEEPS = frozenset({"list", "str", "set", "dict", "tuple", "bytes"})
"""What `+=` leaves of the same type; a number may become another kind of number."""

FIXED = {
    ast.List: "list",
    ast.ListComp: "list",
    ast.Tuple: "tuple",
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.Set: "set",
    ast.SetComp: "set",
    ast.JoinedStr: "str",
    ast.GeneratorExp: "generator",
    ast.Lambda: "function",
}


def type_of(reading: Reading, node: ast.AST | None, depth: int = DEEPEST) -> str | None:
    """The name of the builtin type that the value surely has."""
    if depth == 0 or node is None:
        return None
    if type(node) in FIXED:
        return FIXED[type(node)]
    match node:
        case ast.Constant(value=value):
            return type(value).__name__
        case ast.Call():
            return of_call(reading, node, depth - 1)
        case ast.UnaryOp():
            return of_sign(reading, node, depth - 1)
        case ast.BinOp():
            return of_operation(reading, node, depth - 1)
        case ast.IfExp(body=body, orelse=orelse):
            found = type_of(reading, body, depth - 1)
            return found if found == type_of(reading, orelse, depth - 1) else None
        case ast.Name():
            return of_name(reading, node, depth - 1)
        case _:
            return None


def of_sign(reading: Reading, node: ast.UnaryOp, depth: int) -> str | None:
    """What `not` and a sign make of a value."""
    if isinstance(node.op, ast.Not):
        return "bool"
    found = type_of(reading, node.operand, depth)
    return found if found in {"int", "float"} else None


def of_call(reading: Reading, call: ast.Call, depth: int) -> str | None:
    """What a callable of Python's own, or a function of the program without a `return`, returns."""
    name = library_name(reading, call.func, depth)
    if name is not None:
        result = returned(name)
        return None if result and result.endswith("?") else result
    match call.func:
        case ast.Name() as called:
            definitions = [binding.node for binding in reading.program.bindings(called)]
            return "NoneType" if len(definitions) == 1 and returns_none(reading, definitions[0]) else None
        case _:
            return None


def returns_none(reading: Reading, function: ast.AST) -> bool:
    """Whether a function of the program returns nothing, and surely ends by itself."""
    if not isinstance(function, ast.FunctionDef) or function.decorator_list or reading.writes_unseen:
        return False
    last = function.body[-1]
    if isinstance(last, ast.Raise | ast.Pass | ast.While) or is_stub(last):
        return False
    inside = reading.of_function.get(function, ())
    return not any(
        isinstance(node, ast.Yield | ast.YieldFrom) or (isinstance(node, ast.Return) and node.value)
        for node in inside
    )


def is_stub(statement: ast.stmt) -> bool:
    """Whether this is `...` or a text: a body that somebody else is to write."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def library_name(reading: Reading, node: ast.AST, depth: int = DEEPEST) -> str | None:
    """The whole name of something of the standard library: `json.dumps`, `builtins.str.split`."""
    match node:
        case ast.Name(id=name):
            return f"builtins.{name}" if is_builtin(reading, node) else imported_name(reading, node)
        case ast.Attribute(value=owner, attr=attr) if depth and attr not in reading.stored_attributes:
            inner = type_of(reading, owner, depth - 1)
            if inner is not None:
                return f"{inner}.{attr}" if "." in inner else f"builtins.{inner}.{attr}"
            above = library_name(reading, owner, depth - 1)
            return f"{above}.{attr}" if above else None
        case _:
            return None


def imported_name(reading: Reading, node: ast.Name) -> str | None:
    """The whole name of what a name was imported as."""
    if reading.writes_unseen:
        return None
    match reading.program.bindings(node):
        case [binding]:
            return imported(binding) or imported_from(binding)
        case _:
            return None


def imported_from(binding: Binding) -> str | None:
    """The whole name of a member that an import binds."""
    match binding.node, binding.owner:
        case ast.alias(name=name), ast.ImportFrom(module=str(module), level=0):
            return f"{module}.{name}"
        case _:
            return None


def is_builtin(reading: Reading, node: ast.AST) -> bool:
    """Whether a name stands for the builtin of that name."""
    if (
        not isinstance(node, ast.Name)
        or node.id not in BUILTIN_NAMES
        or reading.writes_unseen
        or reading.stars
    ):
        return False
    return reading.program.scope(node).resolve(node.id) is None


def of_operation(reading: Reading, node: ast.BinOp, depth: int) -> str | None:
    """What operators make of two values whose types are known."""
    left, right = type_of(reading, node.left, depth), type_of(reading, node.right, depth)
    match node.op:
        case ast.Mod() if left == "str":
            return "str"
        case ast.Add() if left == right and left in KEEPS - {"dict", "set"}:
            return left
        case ast.Mult() if {left, right} in ({"str", "int"}, {"list", "int"}):
            return left if right == "int" else right
        case ast.Add() | ast.Sub() | ast.Mult() | ast.FloorDiv() | ast.Mod() if {left, right} <= {
            "int",
            "float",
        }:
            return "float" if "float" in {left, right} else "int"
        case ast.Div() if left in {"int", "float"} and right in {"int", "float"}:
            return "float"
        case _:
            return None


def of_name(reading: Reading, node: ast.Name, depth: int) -> str | None:
    """The type on which everything that binds the name agrees."""
    if reading.writes_unseen or (reading.stars and not reading.program.bindings(node)):
        return None
    bindings = reading.program.bindings(node)
    return agreed(reading, bindings, depth) if bindings else None


def agreed(reading: Reading, bindings: Sequence[Binding], depth: int) -> str | None:
    """The type that all bindings give; `x += …` keeps what a sequence is."""
    plain = [binding for binding in bindings if binding.kind != "augmented"]
    if not plain or len(plain) > DEEPEST:
        return None
    found = {of_binding(reading, binding, depth) for binding in plain}
    first = next(iter(found))
    if len(found) > 1 or (len(plain) < len(bindings) and first not in KEEPS):
        return None
    return first


def of_binding(reading: Reading, binding: Binding, depth: int) -> str | None:
    """The type of what one binding binds."""
    match binding.kind, binding.owner:
        case "assignment" | "walrus", _ if binding.value is not None:
            return type_of(reading, binding.value, depth)
        case "assignment", ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            starred = any(isinstance(part, ast.Starred) for part in [*names, *values])
            if len(names) != len(values) or starred or binding.node not in names:
                return None
            return type_of(reading, values[names.index(binding.node)], depth)
        case "loop", ast.For(target=ast.Name() as target, iter=ast.Call(func=ast.Name(id="range") as called)):
            return "int" if target is binding.node and is_builtin(reading, called) else None
        case _:
            return None


def module_of(reading: Reading, node: ast.AST) -> str | None:
    """The module that a name, or a chain of names, surely stands for."""
    match node:
        case ast.Name():
            names = {imported(binding) for binding in reading.program.bindings(node)}
            return names.pop() if len(names) == 1 and not reading.writes_unseen else None
        case _:
            return None


def imported(binding: Binding) -> str | None:
    """The whole name of the module that an import binds."""
    match binding.node, binding.owner:
        case ast.alias(name=name, asname=str()), ast.Import():
            return name
        case ast.alias(name=name), ast.Import():
            return name.partition(".")[0]
        case _:
            return None
