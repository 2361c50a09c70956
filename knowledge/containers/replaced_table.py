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
    """Another table has the key and the others, and one `update` has put this one in its place."""
    held: set[object] = {key.scalar for key in asked.keys}
    full = [
        node for node in facts.program.by_type.get(ast.Dict, []) if is_fuller(node, asked.key.scalar, held)
    ]
    updates = [node for node in facts.program.by_type.get(ast.Expr, []) if is_update(facts, node)]
    if len(full) != 1 or len(updates) != 1 or not isinstance(updates[0], ast.Expr):
        return None
    program, statement = facts.program, updates[0]
    key, line = quoted(asked.key.text, 30), program.span(full[0]).line
    fixes = (fix,) if (fix := merged(program, statement)) else ()
    return Cause(
        "key-missing",
        f"the table in line {line} has {key}, and {quoted(program.text(statement), 40)} in line "
        f"{statement.lineno} replaces it by a table without: `update` does not merge nested tables",
        program.span(statement),
        certainty=Certainty.LIKELY,
        fixes=fixes,
        suggestions=("Merge the inner tables one by one instead of replacing them",),
    )


def is_fuller(node: ast.AST, name: object, held: set[object]) -> bool:
    """Whether a table that is written out has the key, and all those that are there."""
    return bool(held) and has_key(node, name) and all(has_key(node, one) for one in held)


def is_update(facts: Facts, node: ast.AST) -> bool:
    """Whether a statement updates one dict by another."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="update"), args=[ast.Name()], keywords=[])):
            return facts.reached(node.lineno)
        case _:
            return False


def merged(program: Program, statement: ast.Expr) -> Fix | None:
    """Go through the other dict, and join the tables that both have."""
    match statement.value:
        case ast.Call(func=ast.Attribute(value=owner), args=[ast.Name(id=other)]) if is_alone(
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
