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


def is_registered(program: Program, function: Def) -> bool:
    """Whether the one decorator is of the program and gives back the very function that it got.

    That is how tools and handlers are entered in a table: `@tool`, `@tool("name")`, `@table.tool("name")`.
    """
    if len(function.decorator_list) != 1:
        return False
    node = function.decorator_list[0]
    called = node.func if isinstance(node, ast.Call) else node
    name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
    makers = program.functions.get(name, ())
    if len(makers) != 1:
        return False
    if not isinstance(node, ast.Call):
        return gives_back(makers[0])
    inner = {one.name: one for one in ast.walk(makers[0]) if isinstance(one, ast.FunctionDef)}
    given = [one.value.id for one in returns_of(makers[0]) if isinstance(one.value, ast.Name)]
    entering = [inner[name] for name in given if name in inner]
    return bool(entering) and all(gives_back(one) for one in entering)


def gives_back(decorator: Def) -> bool:
    """Whether a decorator returns what it was given, whichever way it takes."""
    names = [argument.arg for argument in decorator.args.args]
    taken = names[1:] if names[:1] == ["self"] else names
    given = [one.value for one in returns_of(decorator)]
    same = [isinstance(one, ast.Name) and one.id in taken[:1] for one in given]
    return bool(same) and all(same)
