"""A table inside a table that was to be completed, and was replaced as a whole."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.asked_key import Asked
from knowledge.containers.key_records import has_key
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.telling.edits import is_alone, replaced
from knowledge.telling.wording import quoted


def replaced_table(facts: Facts, asked: Asked) -> Cause | None:
    """Another table has the key and the others, and one statement has put this one in its place."""
    held: set[object] = {key.scalar for key in asked.keys}
    full = [
        node
        for node in facts.program.by_type.get(ast.Dict, [])
        if is_fuller(node, asked.key.scalar, held) and isinstance(facts.program.parent(node), ast.Dict)
    ]
    if len(full) != 1:
        return None
    replacing = [one for one in facts.program.statements if is_replacing(facts, one)]
    if len(replacing) != 1:
        return None
    program, statement = facts.program, replacing[0]
    key, line = quoted(asked.key.text, 30), program.span(full[0]).line
    fixes = (fix,) if (fix := merged(program, statement) or merged_item(program, statement)) else ()
    return Cause(
        "key-missing",
        f"the table in line {line} has {key}, and {quoted(program.text(statement), 40)} in line "
        f"{statement.lineno} replaces it by a table without: nested tables are not merged",
        program.span(statement),
        certainty=Certainty.LIKELY,
        fixes=fixes,
        suggestions=("Merge the inner tables one by one instead of replacing them",),
    )


def is_fuller(node: ast.AST, name: object, held: set[object]) -> bool:
    """Whether a table that is written out has the key, and all those that are there."""
    return bool(held) and has_key(node, name) and all(has_key(node, one) for one in held)


def is_replacing(facts: Facts, statement: ast.stmt) -> bool:
    """Whether a statement that ran puts the items of one dict in the place of another's."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="update"), args=[ast.Name()], keywords=[])):
            found = True
        case (
            ast.Assign(value=ast.Dict(keys=[None, None, *_]))
            | ast.Return(value=ast.Dict(keys=[None, None, *_]))
        ):
            found = True
        case ast.Assign(value=ast.BinOp(op=ast.BitOr())) | ast.Return(value=ast.BinOp(op=ast.BitOr())):
            found = True
        case ast.AugAssign(op=ast.BitOr()):
            found = True
        case _:
            found = of_items(facts.program, statement) is not None
    return found and facts.reached(statement.lineno)


def of_items(program: Program, statement: ast.stmt) -> tuple[ast.Name, ast.Name, ast.Name] | None:
    """Take apart `base[key] = value` in `for key, value in other.items()`: the three names."""
    match statement, program.parent(statement):
        case (
            ast.Assign(
                targets=[ast.Subscript(value=ast.Name() as base, slice=ast.Name() as key)],
                value=ast.Name() as value,
            ),
            ast.For(
                target=ast.Tuple(elts=[ast.Name(id=name), ast.Name(id=item)]),
                iter=ast.Call(func=ast.Attribute(attr="items"), args=[]),
            ),
        ) if (key.id, value.id) == (name, item):
            return base, key, value
        case _:
            return None


def merged_item(program: Program, statement: ast.stmt) -> Fix | None:
    """Join the table that is there with the one that comes, where both are tables."""
    names = of_items(program, statement)
    if names is None or not isinstance(statement, ast.Assign):
        return None
    base, key, value = (one.id for one in names)
    tables = f"isinstance({value}, dict) and isinstance({base}.get({key}), dict)"
    text = f"{{**{base}[{key}], **{value}}} if {tables} else {value}"
    words = f"Join the inner tables in line {statement.lineno} instead of replacing them"
    return Fix(words, (replaced(program, statement.value, text),))


def merged(program: Program, statement: ast.stmt) -> Fix | None:
    """Go through the other dict, and join the tables that both have."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner), args=[ast.Name(id=other)])) if is_alone(
            program, statement
        ):
            base = program.text(owner)
        case _:
            return None
    margin = program.source.indentation(statement.lineno)
    rows = [
        f"for key, value in {other}.items():",
        f"    if isinstance(value, dict) and isinstance({base}.get(key), dict):",
        f"        value = {{**{base}[key], **value}}",
        f"    {base}[key] = value",
    ]
    text = f"\n{margin}".join(rows)
    words = f"Merge the inner tables one by one instead of `update` in line {statement.lineno}"
    return Fix(words, (replaced(program, statement, text),))
