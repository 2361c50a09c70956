"""TypeError: an item is assigned to, or deleted from, something whose items stay as they are."""

import ast

from knowledge.backward.origin import Origin
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import CALLABLES, kind_of, own_class, value_of
from knowledge.operating.touching import Touched, failing
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, holds, seen
from knowledge.telling.wording import a, quoted

FIXED = frozenset({"str", "tuple", "range", "bytes", "frozenset"})
ELSEWHERE = CALLABLES | {
    "NoneType", "coroutine", "list", "dict", "bytearray", "deque", "defaultdict", "Counter", "OrderedDict",
}  # fmt: skip


@explains(TypeError)
def immutable_item(facts: Facts) -> Cause | None:
    """Say what cannot change, where it was made, and how to make a changed copy."""
    target = stored(facts)
    if target is None:
        return None
    kind = kind_of(facts, target.value)
    if kind is None or kind in ELSEWHERE:
        return None
    origin = birth(facts, target.value)
    text = facts.program.text(target.value)
    because = birth_said(facts, target.value, origin)
    one = Touched(target.value, "container", value_of(facts, target.value), kind)
    tuple_made = kind == "tuple" and origin is not None and isinstance(origin.node, ast.Tuple)
    return Cause(
        "immutable-item",
        holds(facts, one, kind) + (f"; {because}" if because else ""),
        facts.program.span(origin.node if origin and tuple_made else target),
        immediate=f"{quoted(facts.program.text(target))} changes an item of {a(kind)}, and "
        f"{reason(facts, kind)}",
        evidence=seen(facts, (one,)),
        provenance=origin.links if origin else (),
        suggestions=(advice(facts, target, kind, text, origin),),
        fixes=tuple(remedies(facts, target, kind, text, origin)),
    )


def stored(facts: Facts) -> ast.Subscript | None:
    """The item that is stored to; of `x[i] += 1` the target."""
    node = failing(facts)
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Subscript):
        text = facts.fault.message if facts.fault else ""
        return node.target if "item assignment" in text else None
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return node
    return None


def reason(facts: Facts, kind: str) -> str:
    """Why nothing can be stored."""
    if kind in FIXED:
        return f"{a(kind)} stays as it was made"
    return f"class `{kind}` defines no `__setitem__`" if own_class(facts, kind) else f"{a(kind)} has none"


def advice(facts: Facts, target: ast.Subscript, kind: str, text: str, origin: Origin | None) -> str:
    """What to do instead."""
    if kind == "str":
        return (
            f"Make a list of the letters first (`list({text})`) and join it at the end, or use "
            f"`{text}.replace(…)`"
        )
    if kind == "tuple" and origin is not None and isinstance(origin.node, ast.Tuple):
        return f"Make {quoted(text)} a list in line {origin.line}"
    if kind in ("tuple", "range"):
        return f"Make a list of it first: `{text} = list({text})`"
    if own_class(facts, kind):
        return f"Define `__setitem__` in class `{kind}`, or assign to an attribute of {quoted(text)}"
    return f"Give {quoted(text)} a list or a dict before line {facts.program.span(target).line}"


def remedies(facts: Facts, target: ast.Subscript, kind: str, text: str, origin: Origin | None) -> list[Fix]:
    """Make it a list where it is made; put a changed copy in its place."""
    found: list[Fix] = []
    if (
        kind == "tuple"
        and origin is not None
        and isinstance(origin.node, ast.Tuple)
        and (edit := listed(facts, origin.node))
    ):
        found.append(Fix(f"Make it a list in line {origin.line}", (edit,)))
    if kind == "range" and origin is not None and isinstance(origin.node, ast.Call):
        made = facts.program.text(origin.node)
        found.append(
            Fix(
                f"Make it a list in line {origin.line}",
                (replaced(facts.program, origin.node, f"list({made})"),),
            )
        )
    if kind == "str" and (copied := copy_edit(facts, target, text)):
        found.append(Fix(f"Make a changed copy of {quoted(text)}", (copied,)))
    return found


def listed(facts: Facts, node: ast.Tuple) -> Edit | None:
    """Write a tuple's brackets as those of a list; one without brackets gets them."""
    text = facts.program.text(node)
    if not text.startswith("("):
        return replaced(facts.program, node, f"[{text}]")
    inside = facts.source.segment(facts.program.span(node))[1:-1]
    return replaced(facts.program, node, f"[{inside.rstrip().removesuffix(',')}]") if inside.strip() else None


def copy_edit(facts: Facts, target: ast.Subscript, text: str) -> Edit | None:
    """Write `s = s[:i] + new + s[i + 1:]` for `s[i] = new`."""
    statement = facts.program.statement(target)
    index = target.slice
    plain = isinstance(index, ast.Name) or (isinstance(index, ast.Constant) and isinstance(index.value, int))
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not plain:
        return None
    if not isinstance(target.value, ast.Name | ast.Attribute):
        return None
    at, new = facts.program.text(index), facts.program.text(statement.value)
    after = (
        str(index.value + 1)
        if isinstance(index, ast.Constant) and isinstance(index.value, int)
        else f"{at} + 1"
    )
    span = facts.program.span(statement)
    return Edit(
        Span(span.line, span.column, span.end_line, span.end_column),
        f"{text} = {text}[:{at}] + {new} + {text}[{after}:]",
    )
