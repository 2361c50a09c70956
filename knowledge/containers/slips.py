"""A number that slipped into an index or a key: `table[name + 1]` where `table[name]` is meant."""

import ast

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted, shortened


def without_number(facts: Facts, node: ast.AST) -> Fix | None:
    """Take what a number is added to as the index itself; None where the node is no such index."""
    around = facts.program.parent(node)
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=ast.Constant(value=int())) if (
            isinstance(around, ast.Subscript) and around.slice is node
        ):
            text = facts.program.text(left)
            whole = quoted(f"{facts.program.text(around.value)}[{text}]", 40)
            words = f"Use `{shortened(text, 30)}` itself: {whole}"
            return Fix(words, (replaced(facts.program, node, text),))
        case _:
            return None
