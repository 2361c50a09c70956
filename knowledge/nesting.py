"""How deep comprehensions lie in each other: beyond some twenty levels, compiling them ends the process.

CPython 3.12 and 3.13 put comprehensions into the code around them, each as one more block for exceptions,
and forget to count them: with `for`, `with` and `try` around them, more than twenty are written behind the
end of an array.
"""

import ast

from knowledge.below import nodes_in

DEEPEST = 16
INLINED = (ast.ListComp, ast.SetComp, ast.DictComp)
APART = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.GeneratorExp)
"""What has code of its own, in which the count begins anew."""

BLOCKS: dict[type[ast.AST], int] = {
    **dict.fromkeys((*INLINED, ast.For, ast.AsyncFor, ast.While), 1),
    **dict.fromkeys((ast.Try, ast.TryStar), 3),
}


def crashes(tree: ast.AST) -> bool:
    """Whether compiling this tree may end the process."""
    pending: list[tuple[ast.AST, int]] = [(tree, 0)]
    while pending:
        node, blocks = pending.pop()
        blocks = 0 if isinstance(node, APART) else blocks + blocks_of(node)
        if blocks > DEEPEST and isinstance(node, INLINED):
            return True
        pending += [(child, blocks) for child in nodes_in(node)]
    return False


def blocks_of(node: ast.AST) -> int:
    """How many blocks the compiler may open for a node."""
    if isinstance(node, ast.With | ast.AsyncWith):
        return len(node.items)
    return BLOCKS.get(type(node), 0)
