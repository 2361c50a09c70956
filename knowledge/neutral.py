"""Which empty value would fit where None stood: told by what is done with it."""

import ast

from knowledge.facts import Facts
from knowledge.touching import failing

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
    names = {"int": "0", "float": "0", "str": '""', "list": "[]"}
    return names.get(types.pop()) if len(types) == 1 else None
