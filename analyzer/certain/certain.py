"""What an expression surely is, told from the text alone: its type, its class, or the module it names.

Whoever asks is about to call a program wrong, so anything doubtful is None: a name counts only if everything
that binds it agrees.
"""

import ast
from collections.abc import Callable, Sequence

from analyzer.certain.elements import is_untouched, parts_of, sources
from analyzer.certain.own_attributes import own_attributes
from analyzer.certain.own_classes import class_of
from analyzer.reading.naming import imported_name, is_builtin
from analyzer.reading.reading import Reading
from knowledge.calling.library import returned
from knowledge.operating.displays import DISPLAYS
from knowledge.scopes import Binding

DEEPEST = 6
KEEPS = frozenset({"list", "str", "set", "dict", "tuple", "bytes"})
"""What `+=` leaves of the same type; a number may become another kind of number."""


def type_of(reading: Reading, node: ast.AST | None, depth: int = DEEPEST) -> str | None:
    """The name of the builtin type that the value surely has."""
    if depth <= 0 or node is None:
        return None
    if type(node) in DISPLAYS:
        return DISPLAYS[type(node)]
    if isinstance(node, ast.Constant):
        return type(node.value).__name__
    how = HOW.get(type(node))
    if how is None:
        return None
    if depth < DEEPEST:
        return how(reading, node, depth - 1)
    if node not in reading.types:
        reading.types[node] = how(reading, node, depth - 1)
    return reading.types[node]


def of_choice(reading: Reading, node: ast.IfExp, depth: int) -> str | None:
    """What both branches are."""
    found = type_of(reading, node.body, depth)
    return found if found == type_of(reading, node.orelse, depth) else None


def of_subscript(reading: Reading, node: ast.Subscript, depth: int) -> str | None:
    """A slice is of the same type; a letter of a text is a text."""
    kind = type_of(reading, node.value, depth)
    if kind in {"str", "list", "tuple", "bytes", "range"} and isinstance(node.slice, ast.Slice):
        return kind
    if kind not in {"str", "list", "tuple", "bytes", "range"} or isinstance(node.slice, ast.Slice):
        return None
    return element_type(reading, node.value, depth)


def of_attribute(reading: Reading, node: ast.Attribute, depth: int) -> str | None:
    """The type on which all agree that the program assigns to this attribute of one of its objects."""
    owner = class_of(reading, node.value, depth)
    values = reading.stored_values.get(node.attr)
    if owner is None or not values or len(values) > DEEPEST or own_attributes(reading, owner) is None:
        return None
    if node.attr in reading.bound_in_bodies:
        return None
    found = {type_of(reading, value, depth) for value in values}
    return found.pop() if len(found) == 1 else None


def element_type(reading: Reading, node: ast.AST, depth: int = DEEPEST) -> str | None:
    """The type that every element surely has."""
    match node:
        case ast.Call(func=ast.Attribute(value=text, attr="split" | "rsplit" | "splitlines")):
            return type_of(reading, text, depth)
        case ast.Call(func=ast.Name(id="map") as called, args=[ast.Name(id=made) as function, *_]):
            plain = is_builtin(reading, called) and is_builtin(reading, function)
            return made if plain and made in {"int", "float", "str"} else None
        case ast.Name():
            bindings = reading.program.bindings(node)
            value = bindings[0].value if len(bindings) == 1 else None
            if isinstance(value, ast.Call) and is_untouched(reading, node):
                return element_type(reading, value, depth - 1) if depth > 0 else None
        case ast.Attribute(value=ast.Name(id="sys"), attr="stdin"):
            return "str" if library_name(reading, node) == "sys.stdin" else None
    parts = parts_of(reading, node)
    if parts is None:
        return {"str": "str", "bytes": "int", "range": "int"}.get(type_of(reading, node, depth) or "")
    found = {type_of(reading, part, depth - 1) for part in parts}
    return found.pop() if len(found) == 1 else None


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
        return of_library(reading, call, returned(name), depth)
    match call.func:
        case ast.Name() as called:
            definitions = [binding.node for binding in reading.program.bindings(called)]
            return of_result(reading, definitions[0]) if len(definitions) == 1 else None
        case _:
            return None


def of_library(reading: Reading, call: ast.Call, told: str | None, depth: int) -> str | None:
    """What the table tells: where a text is made of texts, of which kind they are."""
    if told is None or told.endswith("?"):
        return None
    if told != "str/bytes":
        return told
    given = {type_of(reading, argument, depth) for argument in call.args} & {"str", "bytes"}
    return given.pop() if len(given) == 1 else None


def of_result(reading: Reading, function: ast.AST) -> str | None:
    """What calling a definition gives: None, or what has to be waited for."""
    if (
        isinstance(function, ast.AsyncFunctionDef)
        and not function.decorator_list
        and not reading.writes_unseen
    ):
        inside = reading.of_function.get(function, ())
        return None if any(isinstance(node, ast.Yield) for node in inside) else "coroutine"
    return "NoneType" if returns_none(reading, function) else None


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
        case "def", ast.FunctionDef(decorator_list=[]) | ast.AsyncFunctionDef(decorator_list=[]):
            return "function"
        case "loop" | "comprehension", owner:
            found = {of_round(reading, *source, depth) for source in sources(owner, binding.node)}
            return found.pop() if len(found) == 1 else None
        case _:
            return None


def of_round(reading: Reading, iterable: ast.expr, part: int | None, depth: int) -> str | None:
    """The type of what a loop takes from an iterable in each round."""
    if part is None:
        return element_type(reading, iterable, depth)
    match iterable:
        case ast.Call(func=ast.Name(id="enumerate") as called, args=[inner, *_]) if is_builtin(
            reading, called
        ):
            return "int" if part == 0 else element_type(reading, inner, depth)
        case ast.Call(func=ast.Name(id="zip") as called, args=rows) if is_builtin(reading, called):
            plain = part < len(rows) and not any(isinstance(row, ast.Starred) for row in rows)
            return element_type(reading, rows[part], depth) if plain else None
        case ast.Call(func=ast.Attribute(value=ast.Name() as owner, attr="items"), args=[]):
            return of_entry(reading, owner, part, depth)
        case _:
            return None


def of_entry(reading: Reading, name: ast.Name, part: int, depth: int) -> str | None:
    """The type of all keys, or of all values, of a dict that nobody changes."""
    match reading.program.bindings(name):
        case [binding] if isinstance(binding.value, ast.Dict) and is_untouched(reading, name):
            inside = binding.value.values if part else binding.value.keys
            found = {type_of(reading, one, depth) for one in inside[:DEEPEST]}
            return found.pop() if len(found) == 1 and len(inside) <= DEEPEST else None
        case _:
            return None


HOW: dict[type[ast.AST], Callable[..., str | None]] = {
    ast.Call: of_call,
    ast.UnaryOp: of_sign,
    ast.BinOp: of_operation,
    ast.IfExp: of_choice,
    ast.Name: of_name,
    ast.Subscript: of_subscript,
    ast.Attribute: of_attribute,
}
