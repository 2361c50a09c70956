"""TypeError: something is gone through that has no items."""

import ast

from knowledge.calling.misfit import misfit, raised_here
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.overwriting import overwritten
from knowledge.operating.kinds import CALLABLES, NUMBERS, own_class
from knowledge.operating.touching import Touched, failing, sink, told_kind, touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, holds, seen
from knowledge.telling.wording import a, quoted

EATS_FIRST = frozenset({
    "sum", "list", "set", "tuple", "sorted", "enumerate", "any", "all", "frozenset", "reversed", "iter",
    "dict",
})  # fmt: skip
EATS_REST = frozenset({"map", "filter"})
EATS_ALL = frozenset({"zip"})
EATS_SINGLE = frozenset({"min", "max"})
METHODS = frozenset(
    {"join", "extend", "update", "union", "intersection", "difference", "fromkeys", "from_iterable"}
)
MAKERS = frozenset({"list", "set", "tuple", "sorted", "sum", "frozenset"})
HAVE_ITEMS = frozenset({"list", "tuple", "dict", "set", "str", "range", "deque"})
ELSEWHERE = CALLABLES | {"NoneType", "coroutine"}


@explains(TypeError)
def not_iterable(facts: Facts) -> Cause | None:
    """Say what stands where items were expected, and what was meant."""
    if not raised_here(facts) or misfit(facts):
        return None
    found = [one for one in gone_through(facts) if has_no_items(facts, one)]
    if not found:
        return None
    one = found[0]
    if taken := overwritten(facts, one.node, HAVE_ITEMS.__contains__):
        return taken
    advice, fixes = remedy(facts, one)
    origin = birth(facts, one.node)
    because = birth_said(facts, one.node, origin)
    return Cause(
        "not-iterable",
        holds(facts, one, one.kind or "value") + (f"; {because}" if because else ""),
        origin.span if origin and origin.call and is_foreign(one) else facts.program.span(one.node),
        immediate=f"{quoted(facts.program.text(one.node))} is {a(one.kind or 'value')} here, which has "
        f"no items to go through",
        certainty=Certainty.PROVEN if one.kind else Certainty.LIKELY,
        evidence=seen(facts, (one,)),
        provenance=origin.links if origin else (),
        suggestions=advice,
        fixes=fixes,
    )


def is_foreign(one: Touched) -> bool:
    """Whether a library made the value: then it is the call that gave another thing than was expected."""
    return one.kind not in NUMBERS


def gone_through(facts: Facts) -> list[Touched]:
    """The expressions whose items were wanted."""
    parts = touched(facts)
    node = failing(facts)
    found = [one for one in parts if one.part == "iterated"]
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        found += [one for one in parts[1:2] if one.part == "compared"]
    arguments = [one for one in parts if one.part == "argument"]
    return found + eaten(facts, arguments)


def eaten(facts: Facts, arguments: list[Touched]) -> list[Touched]:
    """The arguments that a builtin goes through."""
    node, called = failing(facts), sink(facts)
    if called:
        name = called[0]
        if name in EATS_FIRST or (name in EATS_SINGLE and len(called[1].args) == 1):
            return arguments[:1]
        return arguments[1:] if name in EATS_REST else arguments if name in EATS_ALL else []
    match node:
        case ast.Call(func=ast.Attribute(attr=attr)) if attr in METHODS:
            return arguments[:1]
        case _:
            return []


def has_no_items(facts: Facts, one: Touched) -> bool:
    """Whether values of this type cannot be gone through."""
    if one.kind in ELSEWHERE or own_class(facts, one.kind):
        return False
    return says_so(facts) and one.kind is not None and one.kind == told_kind(facts, "iterated")


def says_so(facts: Facts) -> bool:
    """Whether the interpreter complains about going through something."""
    message = facts.fault.message if facts.fault else ""
    return "not iterable" in message or "must be an iterable" in message


def remedy(facts: Facts, one: Touched) -> tuple[tuple[str, ...], tuple[Fix, ...]]:
    """What to go through instead."""
    text, node = facts.program.text(one.node), one.node
    fixes = []
    if isinstance(node, ast.Subscript):
        whole = facts.program.text(node.value)
        fixes.append(Fix(f"Go through `{whole}` itself", (replaced(facts.program, node, whole),)))
    called = sink(facts)
    if called and called[0] in MAKERS:
        if one.kind in NUMBERS:
            fixes += boxed(facts, called[0], node, text)
        return (
            f"`{called[0]}` needs items: give it a list, such as `[{text}]`, or the container that was meant",
        ), tuple(fixes)
    if one.kind == "int" and is_loop(facts, node):
        counted = Fix(
            f"Count with {quoted(f'range({text})')}", (replaced(facts.program, node, f"range({text})"),)
        )
        return (f"Count with {quoted(f'range({text})')}",), (counted, *fixes)
    if isinstance(facts.program.parent(node), ast.Compare) or isinstance(failing(facts), ast.Compare):
        return (f"Compare with `==`, or put {quoted(text)} into a list: `[{text}]`",), tuple(fixes)
    return (f"Go through a list or another container instead of {quoted(text)}",), tuple(fixes)


def boxed(facts: Facts, maker: str, node: ast.expr, text: str) -> list[Fix]:
    """Give a builtin a list of one, or the digits."""
    edits = [(f"Put {quoted(text)} into a list", f"[{text}]")]
    if maker in ("list", "set", "tuple"):
        edits.append((f"Go through the digits of {quoted(text)}", f"str({text})"))
    return [Fix(words, (replaced(facts.program, node, written),)) for words, written in edits]


def is_loop(facts: Facts, node: ast.AST) -> bool:
    """Whether a loop or a comprehension goes through this expression."""
    parent = facts.program.parent(node)
    return isinstance(parent, ast.For | ast.comprehension) and parent.iter is node
