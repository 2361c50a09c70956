"""TypeError: containers that an operator does not join."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import CALLABLES, LAZY, own_class
from knowledge.operating.operations import CONTAINERS, Operation, operation, symbol_edit
from knowledge.operating.touching import Touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, can_wrap, free_name, holds, seen
from knowledge.telling.wording import a, quoted

VIEWS = frozenset({"dict_keys", "dict_values", "dict_items"})
JOINS = LAZY | VIEWS | CONTAINERS | {"set", "frozenset", "range"}
JOINED = frozenset({"dict", "set", "frozenset", "defaultdict", "Counter", "OrderedDict"})
ELSEWHERE = CALLABLES | {"NoneType", "coroutine"}

type Advice = tuple[str, tuple[Fix, ...]]


@explains(TypeError)
def joined_containers(facts: Facts) -> Cause | None:
    """`+` joins two lists, or two tuples; everything else is turned into one first, or joined with `|`."""
    found = operation(facts)
    if found is None or set(found.kinds) & ELSEWHERE or any(own_class(facts, kind) for kind in found.kinds):
        return None
    told = remedy(facts, found)
    if told is None:
        return None
    advice, fixes = told
    (left, one), (right, other) = found.sides
    stranger = right if one in CONTAINERS else left
    origin = birth(facts, stranger.node)
    because = birth_said(facts, stranger.node, origin)
    return Cause(
        "containers-do-not-join",
        f"{holds(facts, left, one)} and {holds(facts, right, other)}" + (f"; {because}" if because else ""),
        facts.program.span(found.node),
        immediate=f"`{found.symbol}` does not join {a(one)} and {a(other)}",
        certainty=Certainty.PROVEN if left.kind and right.kind else Certainty.LIKELY,
        evidence=seen(facts, (left, right)),
        provenance=origin.links if origin else (),
        suggestions=(advice,),
        fixes=fixes,
    )


def remedy(facts: Facts, found: Operation) -> Advice | None:
    """How to join such two; None where this is no joining."""
    one, other = found.kinds
    match found.symbol:
        case "+" if one in JOINED and other in JOINED:
            edit = (
                symbol_edit(facts, found.node, "|")
                if isinstance(found.node, ast.BinOp | ast.AugAssign)
                else None
            )
            return f"Join two {one}s with `|`", (Fix("Change `+` to `|`", (edit,)),) if edit else ()
        case "+" if one in CONTAINERS:
            return onto(facts, found.right, one, other)
        case "+" if other in CONTAINERS and one in JOINS:
            text = facts.program.text(found.left.node)
            return f"Turn {quoted(text)} into a {other} first", written(facts, found.left, f"{other}({text})")
        case "-" if one in CONTAINERS and other in JOINS:
            return difference(facts, found)
        case _:
            return None


def onto(facts: Facts, right: Touched, kind: str, other: str) -> Advice:
    """Something is added to a list or tuple: the items of another container, or one item."""
    text = facts.program.text(right.node)
    if other in JOINS:
        return f"Turn {quoted(text)} into a {kind} first: {quoted(f'{kind}({text})')}", written(
            facts, right, f"{kind}({text})"
        )
    item = f"[{text}]" if kind == "list" else f"({text},)"
    return f"Put {quoted(text)} into a {kind} to add it as an item: {quoted(item)}", written(
        facts, right, item
    )


def written(facts: Facts, side: Touched, text: str) -> tuple[Fix, ...]:
    """Write something else for one side."""
    if not can_wrap(side.node):
        return ()
    return (Fix(f"Write {quoted(text)}", (replaced(facts.program, side.node, text),)),)


def difference(facts: Facts, found: Operation) -> Advice:
    """Lists have no `-`."""
    name = free_name(facts)
    left, right = facts.program.text(found.left.node), facts.program.text(found.right.node)
    text = f"[{name} for {name} in {left} if {name} not in {right}]"
    fixes = (Fix(f"Write {quoted(text)}", (replaced(facts.program, found.node, text),)),)
    return f"Lists have no `-`: write {quoted(text)}", fixes if isinstance(found.node, ast.BinOp) else ()
