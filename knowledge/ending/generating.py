"""Generators that give values for ever, and what asks for all of them."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import callee
from knowledge.calling.returning import Def, inside
from knowledge.ending.leaving import exits_of
from knowledge.ending.stopping import Stop, stops
from knowledge.facts import Facts
from knowledge.operating.kinds import builtin_called

TAKES_ALL = frozenset({"sum", "list", "tuple", "set", "frozenset", "sorted", "dict", "max", "min", "len"})
PASSES_ON = frozenset({"enumerate", "map", "filter", "iter"})


type Asked = tuple[ast.expr | ast.stmt, ast.Call, Def]


def endless_source(facts: Facts) -> Asked | None:
    """What was at work and takes all that an endless generator gives, its call, and the generator."""
    return next((found for stop in stops(facts) for found in asked_for(facts, stop)), None)


def asked_for(facts: Facts, stop: Stop) -> Iterator[Asked]:
    """Yield what takes all that an endless generator gives, its call, and the generator."""
    for node in ast.walk(stop.statement) if stop.statement is not None else ():
        for taken in consumed(facts, node):
            call = source(facts, taken)
            function = callee(facts, call) if call is not None else None
            if (
                call
                and isinstance(node, ast.expr | ast.stmt)
                and isinstance(function, ast.FunctionDef)
                and endless_in(function)
            ):
                yield node, call, function


def consumed(facts: Facts, node: ast.AST) -> Iterator[ast.expr]:
    """Yield what an expression or a loop goes through to its end."""
    match node:
        case ast.Call(args=[first, *_]) if builtin_called(facts, node) in TAKES_ALL:
            yield first
        case ast.Call(func=ast.Attribute(attr="join" | "extend" | "update"), args=[only]):
            yield only
        case ast.ListComp(generators=generators) | ast.SetComp(generators=generators):
            yield generators[0].iter
        case ast.DictComp(generators=generators):
            yield generators[0].iter
        case ast.For() if not any(
            isinstance(part, ast.Break | ast.Return | ast.Raise) for part in ast.walk(node)
        ):
            yield node.iter
        case _:
            return


def source(facts: Facts, node: ast.expr) -> ast.Call | None:
    """The call behind generator expressions, `enumerate` and their like."""
    match node:
        case ast.GeneratorExp(generators=[first, *_]):
            return source(facts, first.iter)
        case ast.Call(args=args) if builtin_called(facts, node) in PASSES_ON and args:
            return source(facts, args[-1])
        case ast.Call():
            return node
        case _:
            return None


def endless_in(function: Def) -> ast.While | None:
    """The loop of a generator that gives values for ever."""
    if not isinstance(function, ast.FunctionDef):
        return None
    for node in inside(function):
        always = isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and bool(node.test.value)
        if always and isinstance(node, ast.While) and not any(exits_of(node)):
            gives = any(isinstance(part, ast.Yield | ast.YieldFrom) for part in ast.walk(node))
            if gives:
                return node
    return None
