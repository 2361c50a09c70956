"""Which programs that parse surely compile, so that nobody needs to compile them to know.

Compiling costs as much as parsing, and nearly always says nothing. What the compiler may still refuse in a
tree from the parser is little and known: jumps and values outside of what takes them, stars at odd places,
names that are given twice, blocks that nest too deep. Where this finds none of that, the compiler finds
nothing either. Where it is in doubt (about a kind of node that it does not know, say, or a version of Python
for which this was never compared), the compiler is asked, and only the compiler ever says no.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Any

from knowledge.program import Program
from knowledge.scoping import parameters_of

COMPARED = frozenset({(3, 12), (3, 13)})
"""The versions whose compilers this was compared with."""

DEEPEST = 200
"""Levels of a tree. All compilers take that; far below a thousand of them, some do not."""

SAMPLE = 64
FARTHEST = 60
"""Steps that are taken upwards from a node to learn where it stands."""

MOST_BLOCKS = 14
"""Of loops, contexts, handlers and comprehensions in each other; compilers take 20, each by its own count."""

WIDEST = 200
"""Targets beside a starred one; 256 may stand before it."""

FUTURES = frozenset({"annotations", "division", "generator_stop", "print_function", "unicode_literals"})

SAFE = frozenset(
    {
        *(ast.Module, ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete, ast.Pass, ast.If),
        *(ast.Raise, ast.Assert, ast.Import, ast.FunctionDef, ast.AsyncFunctionDef, ast.ExceptHandler),
        *(ast.Name, ast.Constant, ast.Attribute, ast.Subscript, ast.Slice, ast.BinOp, ast.UnaryOp),
        *(ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda, ast.Tuple, ast.List, ast.Set, ast.Dict),
        *(ast.GeneratorExp, ast.JoinedStr, ast.FormattedValue),
        *(ast.alias, ast.arg, ast.keyword, ast.withitem),
    }
)
"""The kinds of nodes that the compiler takes wherever the parser does."""

HOLDERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
LATER = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)
PLAIN = (
    *(ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.If, ast.Raise, ast.Assert),
    *(ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith),
)
"""The statements whose expressions are evaluated where they stand, and none of them as a type."""


def surely_compiles(program: Program) -> bool:
    """Whether the compiler of this Python will take the program; False where that is not sure."""
    if sys.version_info[:2] not in COMPARED or names_debug(program.source.text):
        return False
    for kind, nodes in program.by_type.items():
        if kind in SAFE:
            continue
        is_fine = CHECKS.get(kind)
        if is_fine is None or not all(is_fine(program, node) for node in nodes):
            return False
    return is_flat(program)


def names_debug(text: str) -> bool:
    """Whether `__debug__` stands in a text, which nothing may bind; identifiers are normalised first."""
    if not text.isascii():
        from unicodedata import normalize  # noqa: PLC0415 - 1 ms, for texts with foreign letters

        text = normalize("NFKC", text)
    return "__debug__" in text


def is_flat(program: Program) -> bool:
    """Whether the tree is shallow.

    What lies below a deep node comes right behind it among the nodes, so some of them are enough.
    """
    return all(len(above(program, node, DEEPEST)) < DEEPEST for node in program.nodes[::SAMPLE])


def above(program: Program, node: ast.AST, most: int = FARTHEST) -> list[ast.AST]:
    """What holds a node, innermost first, up to the module or to that many."""
    parents = program.scopes.parents
    found: list[ast.AST] = []
    while (holder := parents.get(node)) is not None and len(found) < most:
        found.append(node := holder)
    return found


def has_keywords_once(program: Program, node: ast.Call | ast.ClassDef) -> bool:
    """Whether no keyword is given twice."""
    del program
    names = [keyword.arg for keyword in node.keywords if keyword.arg is not None]
    return len(names) < 2 or len(set(names)) == len(names)


def has_parameters_once(program: Program, node: ast.arguments) -> bool:
    """Whether no parameter has the name of another; in a class, `__x` may have the name of `_C__x`."""
    del program
    names = [one.arg for one in parameters_of(node)]
    return len(set(names)) == len(names) and not any(name.startswith("__") for name in names)


def is_first_global(program: Program, node: ast.Global) -> bool:
    """Whether a function begins with a declaration, of no parameter, where no variable has a type."""
    home = program.scope(node).node
    if not isinstance(home, ast.FunctionDef | ast.AsyncFunctionDef) or ast.AnnAssign in program.by_type:
        return False
    documented = ast.get_docstring(home, clean=False) is not None
    first = takewhile(lambda one: isinstance(one, ast.Global), home.body[documented:])
    parameters = {one.arg for one in parameters_of(home.args)}
    return any(node is one for one in first) and parameters.isdisjoint(node.names)


def is_in_function(program: Program, node: ast.AST) -> bool:
    """Whether a `return` stands in a function."""
    return program.scope(node).kind == "function"


def is_in_async_function(program: Program, node: ast.AST) -> bool:
    """Whether a node belongs to an asynchronous function itself, not to a comprehension in it."""
    return isinstance(program.scope(node).node, ast.AsyncFunctionDef)


def is_plain_wait(program: Program, node: ast.AST) -> bool:
    """Whether an asynchronous loop or context stands in an asynchronous function, and in few others."""
    return is_in_async_function(program, node) and is_nested_little(program, node)


def is_plain_await(program: Program, node: ast.AST) -> bool:
    """Whether a value is awaited in an asynchronous function, and not for a type."""
    return is_in_async_function(program, node) and is_evaluated_there(program, node)


def is_plain_yield(program: Program, node: ast.AST) -> bool:
    """Whether a value is yielded by a function, as or to a statement of its own."""
    whole = isinstance(program.parent(node), ast.Expr | ast.Assign | ast.AugAssign | ast.Return)
    return whole and isinstance(program.scope(node).node, ast.FunctionDef)


def is_evaluated_there(program: Program, node: ast.AST) -> bool:
    """Whether an expression is part of a plain statement, with no comprehension and no lambda around it."""
    for holder in above(program, node):
        if isinstance(holder, ast.stmt):
            return isinstance(holder, PLAIN)
        if isinstance(holder, LATER):
            return False
    return False


def is_in_loop(program: Program, node: ast.AST) -> bool:
    """Whether a `break` or `continue` stands in the body of a loop, and not in a function in it."""
    child = node
    for holder in above(program, node):
        if isinstance(holder, HOLDERS):
            return False
        if isinstance(holder, LOOPS) and not any(child is one for one in holder.orelse):
            return True
        child = holder
    return False


def is_nested_little(program: Program, node: ast.AST) -> bool:
    """Whether few blocks lie around this one in the same function."""
    blocks = blocks_of(node)
    for holder in above(program, node):
        if isinstance(holder, HOLDERS):
            return blocks <= MOST_BLOCKS
        blocks += blocks_of(holder)
    return False


def blocks_of(node: ast.AST) -> int:
    """How many blocks the compiler may count for a statement."""
    match node:
        case ast.For() | ast.AsyncFor() | ast.While() | ast.ListComp() | ast.SetComp() | ast.DictComp():
            return 1
        case ast.With(items=items) | ast.AsyncWith(items=items):
            return len(items)
        case ast.Try():
            return 3
        case _:
            return 0


def is_plain_try(program: Program, node: ast.Try) -> bool:
    """Whether the handler that catches everything comes last."""
    last = all(handler.type is not None for handler in node.handlers[:-1])
    return last and is_nested_little(program, node)


def is_plain_import(program: Program, node: ast.ImportFrom) -> bool:
    """Whether nothing is imported from the future but by the first statements, and a star by a module."""
    if node.module == "__future__":
        known = all(alias.name in FUTURES for alias in node.names)
        return known and node.level == 0 and any(node is one for one in heads(program.tree))
    return node.names[0].name != "*" or program.scope(node).kind == "module"


def heads(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the imports from the future that stand before everything but a docstring."""
    for row, statement in enumerate(tree.body):
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            yield statement
        elif row or ast.get_docstring(tree, clean=False) is None:
            return


def is_plain_star(program: Program, node: ast.Starred) -> bool:
    """Whether a star stands where several values may stand; among targets, where it is the only one."""
    match program.parent(node):
        case ast.Call():
            return True
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            stars = sum(isinstance(part, ast.Starred) for part in parts)
            return isinstance(node.ctx, ast.Load) or (stars == 1 and len(parts) < WIDEST)
        case _:
            return False


def is_synchronous(program: Program, node: ast.comprehension) -> bool:
    """Whether a comprehension does not wait."""
    del program
    return not node.is_async


CHECKS: dict[type[ast.AST], Callable[[Program, Any], bool]] = {
    ast.Call: has_keywords_once,
    ast.ClassDef: has_keywords_once,
    ast.arguments: has_parameters_once,
    ast.Global: is_first_global,
    ast.Return: is_in_function,
    ast.AsyncFor: is_plain_wait,
    ast.AsyncWith: is_plain_wait,
    ast.Await: is_plain_await,
    ast.Yield: is_plain_yield,
    ast.YieldFrom: is_plain_yield,
    ast.NamedExpr: is_evaluated_there,
    ast.Break: is_in_loop,
    ast.Continue: is_in_loop,
    ast.For: is_nested_little,
    ast.While: is_nested_little,
    ast.With: is_nested_little,
    ast.Try: is_plain_try,
    ast.ImportFrom: is_plain_import,
    ast.Starred: is_plain_star,
    ast.comprehension: is_synchronous,
    ast.ListComp: is_nested_little,
    ast.SetComp: is_nested_little,
    ast.DictComp: is_nested_little,
}
"""When the compiler takes a node of the other kinds."""
