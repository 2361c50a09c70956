"""An assertion that wanted a value and got None: from a function that forgot to return one."""

import ast
from dataclasses import replace

from knowledge.absence.nones import none_cause
from knowledge.calling.calls import callee
from knowledge.calling.returning import never_answers
from knowledge.cause import Cause
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of

FORGOTTEN = frozenset({"none-from-missing-return", "none-from-print", "none-from-in-place-method"})
"""The makers of a None that nobody meant; a `return None` may be what the assertion is wrong about."""


def none_where_wanted(facts: Facts, test: ast.expr, immediate: str, because: str) -> Cause | None:
    """Say why what was tested is None, where that is the fault.

    The assertion is the specification: where it wants something else than None, what made the None is where
    the fault was born, not the assertion.
    """
    for node in tested_for_value(facts, test):
        value = value_of(facts, node)
        if value is None or not value.is_none:
            continue
        cause = none_cause(facts, node, immediate, seen=value)
        if cause is not None and cause.code in FORGOTTEN:
            return replace(cause, because=f"{because}; {cause.because}")
    return None


def tested_for_value(facts: Facts, test: ast.expr) -> list[ast.expr]:
    """The expressions that should have had a value.

    In a comparison these are the sides; a call that is only tested for truth counts where its function says
    nowhere what it returns: None is as false as False.
    """
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            sides = [left, right]
            wants_none = [value for side in sides if (value := value_of(facts, side)) and value.is_none]
            return sides if len(wants_none) == 1 else []
        case ast.Call():
            function = callee(facts, test)
            plain = function if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) else None
            return [test] if plain and never_answers(plain) else []
        case _:
            return []
