"""Which empty value would fit where None stood: told by what is done with it."""

import ast

from knowledge.backward.reaching import DISPLAYS
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.value import Value

MADE_BY = {"len": "int", "sum": "int", "abs": "int", "round": "int", "sorted": "list", "input": "str"}
EMPTY_OF = {
    "int": "0",
    "float": "0.0",
    "str": '""',
    "bool": "False",
    "list": "[]",
    "dict": "{}",
    "set": "set()",
}
EMPTY = {"[]": list, "{}": dict, '""': str, "0": int, "set()": set}


def neutral_for(facts: Facts) -> str | None:
    """Return the text of the empty value that the failing operation could have worked on."""
    match failing(facts):
        case ast.Attribute(attr=name):
            return by_method(name)
        case ast.Call(func=ast.Attribute(attr=name)):
            return by_method(name)
        case ast.Subscript(slice=ast.Constant(value=str())):
            return "{}"
        case ast.BinOp(left=left, right=right) | ast.AugAssign(target=left, value=right):
            return by_partner(facts, left, right)
        case _:
            return None


def by_method(name: str) -> str | None:
    """Tell from a method which one builtin type has it."""
    able = [text for text, kind in EMPTY.items() if hasattr(kind, name)]
    return able[0] if len(able) == 1 else None


def by_partner(facts: Facts, left: ast.expr, right: ast.expr) -> str | None:
    """Tell from the other side of a sum."""
    values = [facts.value(side) for side in (left, right)]
    types = {value.type for value in values if value is not None and not value.is_none}
    types |= {type(side.value).__name__ for side in (left, right) if isinstance(side, ast.Constant)}
    return EMPTY_OF.get(types.pop()) if len(types) == 1 else None


def empty_like(node: ast.expr, value: Value | None = None) -> str | None:
    """The empty value of the type that an expression, or an annotation, has."""
    kind = value.type if value else kind_of(node)
    return {"int": "0", "float": "0.0", "str": '""', "list": "[]", "dict": "{}", "set": "set()"}.get(
        kind or ""
    )


def kind_of(node: ast.expr) -> str | None:
    """The type that an expression has by its form; of an annotation, the type that it names."""
    match node:
        case ast.Constant(value=constant):
            return type(constant).__name__
        case ast.Name(id=name):
            return name
        case ast.Subscript(value=ast.Name(id=name)):
            return name.lower()
        case ast.Call(func=ast.Name(id=name)):
            return MADE_BY.get(name, name)
        case ast.BinOp(left=left, right=right):
            return kind_of(left) or kind_of(right)
        case _:
            return DISPLAYS.get(type(node))
