"""The program's text, compiled: the body, and the last expression apart, so that its value is known."""

import __future__

import ast
from dataclasses import dataclass
from types import CodeType

PROGRAM = "<string>"
FUTURES = 0
for _name in __future__.all_feature_names:
    FUTURES |= getattr(__future__, _name).compiler_flag


@dataclass(frozen=True, slots=True)
class Compiled:
    """The tree, the code of all statements, and that of the last one if it is an expression."""

    tree: ast.Module
    body: CodeType
    last: CodeType | None


def compiled(text: str) -> Compiled:
    """Compile the text as the interpreter would; raises what it would raise."""
    tree: ast.Module = compile(text, PROGRAM, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)  # type: ignore[assignment]  # of a module
    try:
        return from_tree(tree)
    except SyntaxError as error:
        failure = error
    compile(text, PROGRAM, "exec", dont_inherit=True)  # the same error, and the line of the text with it
    raise failure


def from_tree(tree: ast.Module) -> Compiled:
    """Compile the statements, the last one apart if it is an expression."""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or _is_docstring(tree):
        return Compiled(tree, compile(tree, PROGRAM, "exec", dont_inherit=True), None)
    before = ast.Module(tree.body[:-1], tree.type_ignores)
    body = compile(before, PROGRAM, "exec", dont_inherit=True)
    expression = ast.Expression(last.value)
    return Compiled(
        tree, body, compile(expression, PROGRAM, "eval", body.co_flags & FUTURES, dont_inherit=True)
    )


def _is_docstring(tree: ast.Module) -> bool:
    """Whether the only statement is a text: then it documents the module."""
    match tree.body:
        case [ast.Expr(value=ast.Constant(value=str()))]:
            return True
        case _:
            return False
