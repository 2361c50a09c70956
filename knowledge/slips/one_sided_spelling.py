"""Keys that are made small, or stripped, where they are looked up, and not where they are stored."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

WAYS = frozenset({"lower", "upper", "casefold", "strip", "title"})
MOST = 3


@slip(rank=1)
def one_sided_spelling(facts: Facts) -> Iterator[Fix]:
    """Write the other keys of the same table in the same way."""
    program = facts.program
    items = [node for node in program.by_type.get(ast.Subscript, []) if isinstance(node, ast.Subscript)]
    spelt = {program.text(node.value): way for node in items if (way := way_of(node.slice))}
    plain = [
        node
        for node in items
        if program.text(node.value) in spelt
        and isinstance(node.slice, ast.Name)
        and facts.reached(node.lineno)
    ]
    for node in plain[:MOST]:
        text = f"{program.text(node.slice)}.{spelt[program.text(node.value)]}()"
        yield Fix(
            f"Use {quoted(text, 30)} as the key in line {node.lineno} too",
            (replaced(program, node.slice, text),),
            birth=program.span(node),
            because=f"the keys of {quoted(program.text(node.value), 30)} are written in another way "
            f"elsewhere than in line {node.lineno}",
        )


def way_of(key: ast.expr) -> str | None:
    """How a key is written anew: `lower` of `name.lower()`."""
    match key:
        case ast.Call(func=ast.Attribute(attr=way), args=[]) if way in WAYS:
            return way
        case _:
            return None
