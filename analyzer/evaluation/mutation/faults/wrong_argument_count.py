"""wrong-argument-count: a function of the program called with an argument too few or too many."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from knowledge.finding import Edit, Span


@fault
def wrong_argument_count(clean: Clean, random: Random) -> Iterator[Plant]:
    """Take out the last positional argument of a call, or add one."""
    for call in clean.every(ast.Call):
        function = clean.functions.get(call.func.id) if isinstance(call.func, ast.Name) else None
        if function is None or function.args.vararg or not call.args or call.keywords:
            continue
        if any(isinstance(argument, ast.Starred) for argument in call.args):
            continue
        drops = random.random() < 0.5
        edit = without_last(call, clean) if drops else clean.over(call.args[-1], extended(call, clean))
        is_wrong = len(call.args) + (-1 if drops else 1) not in range(least(function), most(function) + 1)
        if is_wrong:
            yield Plant((edit,), (call.lineno, call.args[-1].lineno), (function.name,), "wrong-arguments")


def without_last(call: ast.Call, clean: Clean) -> Edit:
    """Cut from the end of the argument before, or of the bracket, to the end of the last."""
    last = clean.source.span_of(call.args[-1])
    if len(call.args) == 1:
        return Edit(last, "")
    before = clean.source.span_of(call.args[-2])
    return Edit(Span(before.end_line, before.end_column, last.end_line, last.end_column), "")


def extended(call: ast.Call, clean: Clean) -> str:
    """The last argument, and one more."""
    return f"{clean.text_of(call.args[-1])}, None"


def most(function: ast.FunctionDef) -> int:
    """How many positional arguments a function takes."""
    return len(function.args.posonlyargs) + len(function.args.args)


def least(function: ast.FunctionDef) -> int:
    """How many positional arguments a function must have."""
    return most(function) - len(function.args.defaults)
