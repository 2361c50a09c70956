"""TypeError: None stands where a value was wanted."""

import ast

from knowledge.absence.nones import none_cause
from knowledge.calling.misfit import misfit
from knowledge.cause import Cause
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import builtin_called, constant_value
from knowledge.operating.operations import kind_at
from knowledge.operating.touching import Touched, failing, touched
from knowledge.telling.wording import quoted

SAID_ALONE = frozenset({"argument", "iterated", "operand"})
"""Parts that play no second one in the same expression, so that a message about None means them."""

CONVERTERS = frozenset({"int", "float", "len", "abs", "ord", "iter", "reversed", "complex"})

NOT_WANTED = {
    "operand": "so it cannot be computed with",
    "compared": "so it cannot be compared",
    "container": "so it has no items",
    "index": "so it is no index",
    "iterated": "so there is nothing to go through",
    "unpacked": "so there is nothing to unpack",
    "called": "so it cannot be called",
    "argument": "and {} takes no None",
    "formatted": "so the format in the braces does not fit",
    "context": "so `with` cannot enter it",
    "awaited": "so it cannot be awaited",
}


@explains(TypeError)
def none_used(facts: Facts) -> Cause | None:
    """Name the expression that is None, and why it is.

    Where several could be it, those that the operation itself works on come before arguments; an argument
    counts only where the interpreter's message speaks of None at all.
    """
    decorator = failing(facts)
    if isinstance(decorator, ast.Call) and is_decorator(facts, decorator):
        text = quoted(facts.program.text(decorator), 40)
        return none_cause(facts, decorator, f"{text} is None, so it cannot decorate a function")
    for one in sorted(touched(facts), key=lambda one: one.part in ("argument", "compared")):
        sure = is_none(facts, one) and one.part in SAID_ALONE
        seen = constant_value(None) if sure else None
        if is_suspect(facts, one) and (cause := none_cause(facts, one.node, told(facts, one), seen)):
            return cause
    return None


def is_decorator(facts: Facts, node: ast.Call) -> bool:
    """Whether a call makes a decorator: where that fails, it is its result that was called."""
    around = facts.program.parent(node)
    return node in getattr(around, "decorator_list", ())


def is_suspect(facts: Facts, one: Touched) -> bool:
    """Whether this None can have been the trouble."""
    if kind_at(facts, one) not in ("NoneType", None) or isinstance(one.node, ast.Constant):
        return False
    if one.part == "compared" and not orders(facts):
        return False
    speaks = facts.fault is not None and "NoneType" in facts.fault.message
    if one.part == "argument":
        return speaks and misfit(facts) is None and is_none(facts, one)
    return speaks or one.kind == "NoneType"


def is_none(facts: Facts, one: Touched) -> bool:
    """Whether an expression was None: by its value, or by a message that can mean nothing else.

    The only argument of a builtin is what its message speaks of.
    """
    node = failing(facts)
    if one.part == "argument" and one.kind is None and isinstance(node, ast.Call):
        return len(node.args) == 1 and not node.keywords and builtin_called(facts, node) in CONVERTERS
    return kind_at(facts, one) == "NoneType"


def orders(facts: Facts) -> bool:
    """Whether the comparison is one that None does not take part in."""
    node = failing(facts)
    ops = node.ops if isinstance(node, ast.Compare) else []
    return any(isinstance(op, ast.Lt | ast.Gt | ast.LtE | ast.GtE | ast.In | ast.NotIn) for op in ops)


def told(facts: Facts, one: Touched) -> str:
    """Say what happened with the None."""
    node = failing(facts)
    called = quoted(facts.program.text(node.func), 40) if isinstance(node, ast.Call) else "the call"
    return f"{quoted(facts.program.text(one.node), 40)} is None, {NOT_WANTED[one.part].format(called)}"
