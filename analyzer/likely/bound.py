"""What names probably stand for, by everything that binds them."""

import ast

from analyzer.certain.own_classes import class_named, class_of_self
from analyzer.likely.contents import MOST, filled
from analyzer.likely.hints import of_hint
from analyzer.likely.kind import Asked, Kind, agreed, is_none
from knowledge.scopes import Binding

THEMSELVES = frozenset(
    {"contextlib.ExitStack", "contextlib.AsyncExitStack", "io.StringIO", "io.BytesIO", "pathlib.Path"}
    | {"concurrent.futures.ThreadPoolExecutor", "concurrent.futures.ProcessPoolExecutor"}
)
"""What `with` gives as it is."""


def of_name(asked: Asked, node: ast.Name) -> Kind | None:
    """What everything that binds a name gives it; None at one place counts for nothing."""
    reading = asked.reading
    bound = [one for one in reading.program.bindings(node) if one.kind != "augmented"]
    if not bound or len(bound) > MOST or reading.writes_unseen:
        return None
    told = [one.owner.annotation for one in bound if isinstance(one.owner, ast.AnnAssign)]
    if told:
        return of_hint(reading, told[0]) if len(told) == 1 else None
    found = agreed(of_binding(asked, one) for one in bound if not is_none(one.value))
    return filled(asked, node, found) if found else None


def of_binding(asked: Asked, binding: Binding) -> Kind | None:
    """What one binding gives."""
    match binding.kind, binding.owner:
        case "parameter", owner:
            return of_parameter(asked, binding, owner)
        case "assignment" | "walrus", _ if binding.value is not None:
            return asked.of(binding.value)
        case "assignment", ast.Assign(targets=[ast.Tuple() as target], value=value):
            return part_of(target, binding.node, asked.of(value))
        case "loop" | "comprehension", owner:
            return of_round(asked, owner, binding.node)
        case "with", ast.withitem(context_expr=value):
            kind = asked.of(value)
            return kind if kind and kind.name in THEMSELVES else None
        case "except", ast.ExceptHandler(type=ast.Name() | ast.Attribute() as hint):
            return of_hint(asked.reading, hint)
        case _:
            return None


def of_parameter(asked: Asked, binding: Binding, owner: ast.AST) -> Kind | None:
    """What is annotated, the object of a method, or what a `key` is called with."""
    if isinstance(owner, ast.Lambda):
        return of_lambda(asked, owner)
    if class_ := class_of_self(asked.reading, binding):
        return Kind(class_.name, class_)
    if not isinstance(binding.node, ast.arg) or not isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    hint = of_hint(asked.reading, binding.node.annotation)
    if binding.node is owner.args.vararg:
        return Kind("iterable", None, (hint,))
    return Kind("dict", None, (Kind("str"), hint)) if binding.node is owner.args.kwarg else hint


def of_lambda(asked: Asked, function: ast.Lambda) -> Kind | None:
    """The elements of what is sorted, or gone through, with a `lambda`."""
    program = asked.reading.program
    parent = program.parent(function)
    match parent, program.parent(parent) if parent else None:
        case ast.keyword(arg="key"), ast.Call(func=ast.Attribute(value=owner, attr="sort")):
            return element(asked, owner)
        case ast.keyword(arg="key"), ast.Call(args=[things, *_]):
            return element(asked, things)
        case ast.Call(func=ast.Name(id="filter" | "map"), args=[first, things]), _ if first is function:
            return element(asked, things)
        case _:
            return None


def element(asked: Asked, things: ast.expr) -> Kind | None:
    """What a loop over these things gives; over an enumeration, its members."""
    class_ = class_named(asked.reading, things) if isinstance(things, ast.Name) else None
    if class_ is not None:
        return Kind(class_.name, class_)
    kind = asked.of(things)
    return kind.element if kind else None


def of_round(asked: Asked, owner: ast.AST, target: ast.AST) -> Kind | None:
    """What a loop takes in each round."""
    for clause in getattr(owner, "generators", [owner]):
        whole = getattr(clause, "target", None)
        if whole is not None and any(part is target for part in ast.walk(whole)):
            return part_of(whole, target, element(asked, clause.iter))
    return None


def part_of(whole: ast.AST, target: ast.AST, kind: Kind | None) -> Kind | None:
    """The part of a value that goes to a name in `a, (b, c)`."""
    if whole is target:
        return kind
    if not isinstance(whole, ast.Tuple) or kind is None or kind.name != "tuple":
        return None
    if len(kind.inner) != len(whole.elts) or any(isinstance(part, ast.Starred) for part in whole.elts):
        return None
    for part, inner in zip(whole.elts, kind.inner, strict=True):
        if any(node is target for node in ast.walk(part)):
            return part_of(part, target, inner)
    return None
