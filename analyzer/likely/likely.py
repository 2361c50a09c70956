"""What an expression probably gives."""

import ast
from collections.abc import Callable

from analyzer.certain.certain import type_of
from analyzer.likely.bound import of_name
from analyzer.likely.contents import MOST
from analyzer.likely.kind import CONTAINERS, Asked, Kind, agreed, is_none
from analyzer.likely.members import of_attribute, of_subscript
from analyzer.likely.results import of_await, of_call
from analyzer.reading.reading import Reading

DEEPEST = 20


def likely(reading: Reading, node: ast.AST | None, depth: int = DEEPEST) -> Kind | None:
    """What an expression probably gives; found out once for each."""
    if node is None or depth <= 0:
        return None
    if node not in reading.likely:
        reading.likely[node] = None  # what asks for itself is not known
        reading.likely[node] = found_out(Asked(reading, depth - 1, likely), node)
    known = reading.likely[node]
    return known if isinstance(known, Kind) else None


def found_out(asked: Asked, node: ast.AST) -> Kind | None:
    """Follow an expression, by its form."""
    how = HOW.get(type(node))
    if how is not None:
        return how(asked, node)
    name = type_of(asked.reading, node)
    return Kind(name) if name else None


def of_display(asked: Asked, node: ast.List | ast.Set | ast.Tuple) -> Kind:
    """A list, set or tuple that is written down."""
    name = type(node).__name__.lower()
    parts = tuple(map(asked.of, node.elts[:MOST]))
    if name == "tuple":
        return Kind(name, None, parts if len(parts) == len(node.elts) else ())
    found = agreed(parts)
    return Kind(name, None, (found,) if found else ())


def of_comprehension(asked: Asked, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Kind:
    """What a comprehension makes."""
    found = asked.of(node.elt)
    name = {ast.ListComp: "list", ast.SetComp: "set"}.get(type(node), "generator")
    return Kind(name, None, (found,) if found else ())


def of_dict(asked: Asked, node: ast.Dict | ast.DictComp) -> Kind:
    """A dict that is written down."""
    keys = [node.key] if isinstance(node, ast.DictComp) else node.keys
    values = [node.value] if isinstance(node, ast.DictComp) else node.values
    found = tuple(agreed(map(asked.of, half[:MOST])) for half in (keys, values))
    return Kind("dict", None, found if any(found) else ())


def of_choice(asked: Asked, node: ast.IfExp | ast.BoolOp) -> Kind | None:
    """What all branches are; an empty display is what the others are."""
    parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values
    found = [asked.of(part) for part in parts if not is_none(part)]
    fuller = [one for one in found if one is None or one.inner or one.name not in CONTAINERS]
    return agreed(fuller or found)


def of_walrus(asked: Asked, node: ast.NamedExpr) -> Kind | None:
    """What is bound in passing."""
    return asked.of(node.value)


HOW: dict[type[ast.AST], Callable[..., Kind | None]] = {
    ast.Attribute: of_attribute,
    ast.Await: of_await,
    ast.BoolOp: of_choice,
    ast.Call: of_call,
    ast.Dict: of_dict,
    ast.DictComp: of_dict,
    ast.GeneratorExp: of_comprehension,
    ast.IfExp: of_choice,
    ast.List: of_display,
    ast.ListComp: of_comprehension,
    ast.Name: of_name,
    ast.NamedExpr: of_walrus,
    ast.Set: of_display,
    ast.SetComp: of_comprehension,
    ast.Subscript: of_subscript,
    ast.Tuple: of_display,
}
