"""Decorators that leave what a function takes as it is."""

import ast
from collections.abc import Sequence

from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from knowledge.below import walk
from knowledge.calling.returning import Def

KEEPING = frozenset(
    {"functools.cache", "functools.lru_cache", "abc.abstractmethod", "typing.final", "typing.override"}
    | {"contextlib.contextmanager", "contextlib.asynccontextmanager", "atexit.register"}
)


def is_keeping(reading: Reading, function: Def, decorators: Sequence[ast.expr] | None = None) -> bool:
    """Whether all decorators are the standard library's that take what the function takes."""
    given = function.decorator_list if decorators is None else decorators
    return all(whole_name(reading, called(one)) in KEEPING for one in given)


def is_passing_on(reading: Reading, function: Def, decorators: Sequence[ast.expr] | None = None) -> bool:
    """Whether all decorators are such, or the program's own and hand on what they are given.

    A decorator that swallows what is raised makes no difference to whether the call is right.
    """
    given = function.decorator_list if decorators is None else decorators
    return all(whole_name(reading, called(one)) in KEEPING or hands_on(reading, called(one)) for one in given)


def called(decorator: ast.expr) -> ast.expr:
    """The function that decorates, or that makes the one that does."""
    return decorator.func if isinstance(decorator, ast.Call) else decorator


def hands_on(reading: Reading, decorator: ast.expr) -> bool:
    """Whether a decorator's one wrapper takes `*args, **kwargs` and calls on with those and nothing else."""
    match reading.program.bindings(decorator) if isinstance(decorator, ast.Name) else []:
        case [binding] if isinstance(binding.node, ast.FunctionDef):
            inside = [part for part in walk(binding.node) if part is not binding.node]
        case _:
            return False
    open_ones = [part for part in inside if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
    wrappers = [one.args for one in open_ones if one.args.vararg and one.args.kwarg]
    if len(wrappers) != 1 or wrappers[0].args or wrappers[0].kwonlyargs or wrappers[0].posonlyargs:
        return False
    calls = [part for part in inside if isinstance(part, ast.Call) and spreads_both(part, wrappers[0])]
    return bool(calls) and all(len(one.args) == len(one.keywords) == 1 for one in calls)


def spreads_both(call: ast.Call, wrapper: ast.arguments) -> bool:
    """Whether a call spreads the arguments of a wrapper."""
    given = {
        part.value.id
        for part in call.args
        if isinstance(part, ast.Starred) and isinstance(part.value, ast.Name)
    }
    given |= {
        word.value.id for word in call.keywords if word.arg is None and isinstance(word.value, ast.Name)
    }
    return any(one is not None and one.arg in given for one in (wrapper.vararg, wrapper.kwarg))
