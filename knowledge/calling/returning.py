"""How a function can end: with which returns, and whether it can run off its end."""

import ast
from collections.abc import Iterator

from knowledge.scopes import FUNCTIONS

type Def = ast.FunctionDef | ast.AsyncFunctionDef


def returns_of(function: Def) -> list[ast.Return]:
    """Every `return` of the function itself, in the order of the text."""
    found = [node for node in inside(function) if isinstance(node, ast.Return)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def inside(function: Def) -> Iterator[ast.AST]:
    """Yield the nodes of a function's body, without the functions and classes defined in it."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(node))


def is_generator(function: Def) -> bool:
    """Whether calling the function makes a generator."""
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in inside(function))


def says_nothing(statement: ast.Return) -> bool:
    """Whether a `return` returns None in so many words."""
    return statement.value is None or (
        isinstance(statement.value, ast.Constant) and statement.value.value is None
    )


def never_answers(function: Def) -> bool:
    """Whether no `return` of a function gives a value."""
    return all(says_nothing(node) for node in returns_of(function))


def falls_off(function: Def) -> bool:
    """Whether control can reach the end of the function's body."""
    return not ends(function.body)


def ends(body: list[ast.stmt]) -> bool:
    """Whether no path leads out of the end of these statements."""
    return any(leaves(statement) for statement in body)


def leaves(statement: ast.stmt) -> bool:
    """Whether control never goes on to the statement after this one."""
    match statement:
        case ast.Return() | ast.Raise() | ast.Continue() | ast.Break():
            return True
        case ast.If(body=body, orelse=orelse):
            return bool(orelse) and ends(body) and ends(orelse)
        case ast.While(test=ast.Constant(value=True | 1)):
            return not any(breaks(inner) for inner in statement.body)
        case ast.With(body=body) | ast.AsyncWith(body=body):
            return ends(body)
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
            tried = ends(body) or ends(orelse)
            return ends(final) or (tried and all(ends(handler.body) for handler in handlers))
        case ast.Match(cases=cases):
            last = cases[-1]
            anything = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
            return anything and last.guard is None and all(ends(case.body) for case in cases)
        case _:
            return False


def breaks(statement: ast.stmt) -> bool:
    """Whether a `break` in this statement leaves the loop around it."""
    match statement:
        case ast.Break():
            return True
        case ast.For() | ast.AsyncFor() | ast.While():
            return any(breaks(inner) for inner in statement.orelse)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return False
        case _:
            return any(breaks(inner) for inner in statements_in(statement))


def statements_in(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yield the statements directly inside a compound one, those of its handlers and cases included."""
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            yield from child.body
