"""Which names a piece of a program binds."""

import ast
from collections.abc import Iterator

from knowledge.below import nodes_in


def bindings(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node binds in its own scope, functions and classes not entered."""
    pending = [node]
    while pending:
        part = pending.pop()
        match part:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
                continue
            case ast.alias(name=name, asname=renamed):
                yield renamed or name.partition(".")[0]
            case (
                ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name))
            ):
                yield name
            case ast.ExceptHandler(name=str(name)):
                yield name
            case ast.Lambda() | ast.AnnAssign(value=None):
                continue
        pending.extend(nodes_in(part))
