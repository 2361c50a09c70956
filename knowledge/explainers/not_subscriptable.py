"""TypeError: an item is asked of something that has none."""

import ast

from knowledge.calling.misfit import raised_here
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.names.overwriting import overwritten
from knowledge.operating.kinds import CALLABLES, LAZY, own_class
from knowledge.operating.touching import Touched, failing, touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, holds, seen
from knowledge.telling.wording import a, quoted

VIEWS = frozenset({"dict_keys", "dict_values", "dict_items", "odict_keys", "odict_values", "odict_items"})
SETS = frozenset({"set", "frozenset"})
ELSEWHERE = (CALLABLES - {"type"}) | {"NoneType", "coroutine"}
HAVE_ITEMS = frozenset({"list", "tuple", "str", "dict", "bytes", "range", "deque", "defaultdict", "Counter"})


@explains(TypeError)
def not_subscriptable(facts: Facts) -> Cause | None:
    """Say what the container was instead, and how to come to an item of it."""
    node = failing(facts)
    if (
        not isinstance(node, ast.Subscript)
        or isinstance(node.ctx, ast.Store | ast.Del)
        or not raised_here(facts)
    ):
        return None
    container = touched(facts)[0]
    if container.kind in ELSEWHERE | HAVE_ITEMS or lacks_method(facts, node, container):
        return None
    if container.kind is None and not says_so(facts):
        return None
    if taken := overwritten(facts, node.value, HAVE_ITEMS.__contains__):
        return taken
    advice, fixes = remedy(facts, node, container)
    origin = birth(facts, node.value)
    because = birth_said(facts, node.value, origin)
    return Cause(
        "not-subscriptable",
        f"{holds(facts, container, container.kind or 'value')}" + (f"; {because}" if because else ""),
        facts.program.span(node),
        immediate=f"{quoted(facts.program.text(node))} asks {a(container.kind or 'value')} for an item",
        certainty=Certainty.PROVEN if container.kind else Certainty.LIKELY,
        evidence=seen(facts, (container,)),
        provenance=origin.links if origin else (),
        suggestions=advice,
        fixes=fixes,
    )


def lacks_method(facts: Facts, node: ast.Subscript, container: Touched) -> bool:
    """Whether a class of the program would have to define how its items are asked for."""
    return own_class(facts, container.kind) is not None and member_asked(container, node) is None


def says_so(facts: Facts) -> bool:
    """Whether the interpreter complains about the container: not every value is recorded."""
    return facts.fault is not None and facts.fault.message.endswith("is not subscriptable")


def remedy(facts: Facts, node: ast.Subscript, container: Touched) -> tuple[tuple[str, ...], tuple[Fix, ...]]:
    """How to come to the item that was meant."""
    text, index = facts.program.text(node.value), facts.program.text(node.slice)
    kind = container.kind or ""
    listing = Fix(
        f"Make a list of {quoted(text, 40)}", (replaced(facts.program, node.value, f"list({text})"),)
    )
    if kind in LAZY | VIEWS:
        return (f"Make a list of it first: {quoted(f'list({text})[{index}]')}",), (listing,)
    if kind in SETS:
        ordered = Fix(
            f"Sort {quoted(text, 40)} into a list", (replaced(facts.program, node.value, f"sorted({text})"),)
        )
        return ("A set has no order: sort it into a list first, or keep the items in a list",), (
            ordered,
            listing,
        )
    if member := member_asked(container, node):
        dotted = f"{text}.{member}"
        return (f"`{member}` is an attribute: write {quoted(dotted)}",), (
            Fix(f"Write {quoted(dotted)}", all_dotted(facts, node, container)),
        )
    if isinstance(node.value, ast.Subscript):
        return two_indices(facts, node, node.value, container)
    if kind == "type":
        return (
            f"`{text}` is a class: make an object of it with `{text}(…)`, or use the variable that was meant",
        ), ()
    return (f"Use {quoted(text)} without `[{index}]`, or give it a value with items",), (
        Fix(f"Write {quoted(text)} without the index", (replaced(facts.program, node, text),)),
    )


def all_dotted(facts: Facts, node: ast.Subscript, container: Touched) -> tuple[Edit, ...]:
    """Write a dot wherever the same function asks the same object for a member like for a key."""
    program, text = facts.program, facts.program.text(node.value)
    alike = [
        other
        for other in program.by_type.get(ast.Subscript, [])
        if isinstance(other, ast.Subscript)
        and program.function(other) is program.function(node)
        and program.text(other.value) == text
    ]
    return tuple(
        replaced(program, other, f"{text}.{member}")
        for other in alike
        if (member := member_asked(container, other))
    )


def member_asked(container: Touched, node: ast.Subscript) -> str | None:
    """The attribute that is asked for like a key."""
    match node.slice:
        case ast.Constant(value=str(name)) if container.value and name in (container.value.members or ()):
            return name
        case _:
            return None


def two_indices(
    facts: Facts, node: ast.Subscript, inner: ast.Subscript, container: Touched
) -> tuple[tuple[str, ...], tuple[Fix, ...]]:
    """`rows[i][j]` where `rows[i]` has no items: one index too many, or a matrix that wants both at once."""
    outer = facts.program.text(inner.value)
    first, second = facts.program.text(inner.slice), facts.program.text(node.slice)
    together = f"{outer}[{first}, {second}]"
    fixes = (
        Fix(f"Ask with both indices at once: {quoted(together)}", (replaced(facts.program, node, together),)),
        Fix(f"Leave out `[{second}]`", (replaced(facts.program, node, facts.program.text(inner)),)),
    )
    plain = facts.value(inner.value)
    flat = plain is not None and plain.type in ("list", "tuple", "str")
    what = f"{quoted(facts.program.text(inner), 40)} is a single {container.kind or 'value'}"
    if flat:
        return (
            f"{what}, because `{outer}` is flat: leave out `[{second}]`, or make `{outer}` a list of rows",
        ), fixes[1:]
    return (f"{what}: ask for it with both indices at once: {quoted(together)}",), fixes
