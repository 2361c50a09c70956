"""What decorators make of a function's result, as far as the text tells."""

import ast

from knowledge.calling.returning import Def, returns_of
from knowledge.program import Program

PLAIN = frozenset({
    "property", "staticmethod", "classmethod", "cache", "cached_property", "lru_cache", "wraps",
})  # fmt: skip


def keeps_result(function: Def) -> bool:
    """Whether decorators leave the function's result as it is, as far as is known."""
    names = (node.func if isinstance(node, ast.Call) else node for node in function.decorator_list)
    return all(
        (isinstance(name, ast.Name) and name.id in PLAIN)
        or (isinstance(name, ast.Attribute) and name.attr in PLAIN)
        for name in names
    )


def wrapper_of(program: Program, function: Def) -> Def | None:
    """The function inside the one decorator of the program that takes the decorated one's place."""
    match function.decorator_list:
        case [ast.Name(id=name)] if len(program.functions.get(name, ())) == 1:
            decorator = program.functions[name][0]
        case _:
            return None
    inner = {one.name: one for one in ast.walk(decorator) if isinstance(one, ast.FunctionDef)}
    given = [node.value.id for node in returns_of(decorator) if isinstance(node.value, ast.Name)]
    found = [inner[name] for name in given if name in inner]
    return found[0] if len(found) == 1 and found[0] is not decorator else None
