"""Which names a function reads, and which of those it is given it does not."""

import ast

from knowledge.calling.returning import Def
from knowledge.names.unread import unread
from knowledge.program import Program
from knowledge.scopes import Scope

PARAMETERS = frozenset({"parameter"})


def scope_of(program: Program, function: ast.AST) -> Scope | None:
    """The scope that a function opens."""
    return program.opened.get(function)


def loads_in(function: ast.AST) -> list[ast.Name]:
    """The names that are read in a function, nested ones included, in the order of the text."""
    body = function.body if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) else [function]
    found = [
        node
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    ]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def unread_parameters(program: Program, function: Def) -> list[str]:
    """The parameters that a function does not read, where it could be expected to.

    A method of several classes has the parameters that one of them needs, a function that is handed over
    those that its caller passes, and one without a body is to be filled in.
    """
    scope = scope_of(program, function)
    if scope is None or is_bound_to_a_form(program, function) or is_stub(function):
        return []
    return unread(program, scope, PARAMETERS)


def is_bound_to_a_form(program: Program, function: Def) -> bool:
    """Whether others decide on the parameters: decorators, equal methods elsewhere, those who call back."""
    if function.decorator_list or len(program.functions.get(function.name, ())) > 1:
        return True
    if function.name.startswith("__") and function.name != "__init__":
        return True
    return any(is_handed_over(program, use.node) for use in program.scopes.uses if use.name == function.name)


def is_handed_over(program: Program, use: ast.expr) -> bool:
    """Whether a function's name is used otherwise than to call it."""
    parent = program.parent(use)
    return not (isinstance(parent, ast.Call) and parent.func is use)


def is_stub(function: Def) -> bool:
    """Whether a function only raises, passes or has a docstring."""
    return all(isinstance(one, ast.Pass | ast.Raise) or is_constant(one) for one in function.body)


def is_constant(statement: ast.stmt) -> bool:
    """Whether a statement is a lone constant, such as a docstring or `...`."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
