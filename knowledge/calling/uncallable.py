"""A call of something that is no function: what it is, and how it is best read."""

import ast
import builtins
from dataclasses import dataclass

from knowledge.calling.misfit import raised_here
from knowledge.facts import Facts
from knowledge.operating.kinds import CALLABLES, own_class, value_of
from knowledge.operating.touching import failing, touched
from knowledge.scopes import Binding
from knowledge.telling.wording import a, quoted

PLAIN = frozenset(
    {"int", "float", "complex", "bool", "str", "bytes", "list", "tuple", "dict", "set", "frozenset", "range"}
) | {"module", "generator", "property"}
ELSEWHERE = frozenset({"NoneType", "coroutine"})
"""Types with an explainer of their own, whatever is done with them."""

NUMBERS = frozenset({"int", "float", "complex"})
INDEXED = frozenset({"list", "dict", "tuple", "str"})
DISPLAYS = (ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.JoinedStr, ast.BinOp)


@dataclass(frozen=True, slots=True)
class Uncallable:
    """The failing call, the type of what is called, and the reading that fits best.

    `reading` is one of `shadowed` (the name was a function's), `sign` (an operator or a comma is missing),
    `module`, `attribute` (a value called like a method), `item` (round brackets for square ones), `plain`.
    """

    call: ast.Call
    kind: str
    reading: str


def uncallable(facts: Facts) -> Uncallable | None:
    """Tell what was called, if it was no function."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or not raised_here(facts):
        return None
    kind = touched(facts)[0].kind
    if kind is None or kind in ELSEWHERE or not is_no_function(facts, kind):
        return None
    return Uncallable(call, kind, reading(facts, call, kind))


def is_no_function(facts: Facts, kind: str) -> bool:
    """Whether values of this type cannot be called: known types by name, others by the interpreter's word."""
    if own_class(facts, kind):
        return False
    if kind in PLAIN:
        return True
    return kind not in CALLABLES and facts.fault is not None and "is not callable" in facts.fault.message


def reading(facts: Facts, call: ast.Call, kind: str) -> str:
    """Choose the reading; the surest comes first."""
    if isinstance(call.func, ast.Name) and variables(facts, call.func):
        hides = hasattr(builtins, call.func.id) or functions(facts, call.func)
        if hides:
            return "shadowed"
    if isinstance(call.func, DISPLAYS) or (kind in NUMBERS and is_factor(facts, call)):
        return "sign"
    if kind == "module":
        return "module"
    if isinstance(call.func, ast.Attribute) and not call.args and not call.keywords:
        return "attribute"
    single = len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred)
    return "item" if kind in INDEXED and single else "plain"


def variables(facts: Facts, name: ast.Name) -> list[Binding]:
    """The places that give a called name to a value."""
    return [found for found in facts.program.bindings(name) if found.kind not in ("def", "class", "import")]


def functions(facts: Facts, name: ast.Name) -> list[Binding]:
    """The places that give a called name to a function."""
    return [found for found in facts.program.bindings(name) if found.kind in ("def", "class", "import")]


def is_factor(facts: Facts, call: ast.Call) -> bool:
    """Whether the call is part of arithmetic, where a product was meant."""
    if len(call.args) != 1 or call.keywords:
        return False
    around = isinstance(facts.program.parent(call), ast.BinOp | ast.UnaryOp)
    return around or isinstance(call.args[0], ast.BinOp | ast.UnaryOp)


def value_told(facts: Facts, node: ast.AST, kind: str) -> str:
    """Say the value that stood where a function was wanted: "the int `3`"."""
    value = value_of(facts, node)
    return f"the {kind} {quoted(value.text, 30)}" if value and 0 < len(value.text) <= 30 else a(kind)
