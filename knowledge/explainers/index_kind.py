"""TypeError: a list, tuple or text is asked for an item by something that is no position."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of, value_of
from knowledge.operating.numerals import numeral
from knowledge.operating.touching import failing, touched
from knowledge.provenance import Link
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, is_read, seen, text_of
from knowledge.telling.wording import a, quoted
from knowledge.value import Value

SEQUENCES = frozenset({"list", "tuple", "str", "bytes", "range", "deque", "bytearray"})
WHOLE = frozenset({"int", "bool", "slice"})
ELSEWHERE = frozenset({"float", "NoneType", "coroutine", "function", "method"})
MAPPINGS = frozenset({"dict", "defaultdict", "OrderedDict", "Counter"})

type Advice = tuple[str, tuple[Fix, ...]]


@explains(TypeError)
def index_kind(facts: Facts) -> Cause | None:
    """Say what the index is, and why it is no position: an item, a key of a record inside, two at once."""
    node = failing(facts)
    if not isinstance(node, ast.Subscript):
        return None
    bad = wrong_index(facts, node)
    container = touched(facts)[0]
    if bad is None or container.kind not in SEQUENCES:
        return None
    index, kind = bad
    advice, fixes = remedy(facts, node, index, kind, container.value)
    culprit, because = followed(facts, node, index)
    return Cause(
        "index-is-no-position",
        f"{quoted(facts.program.text(node.value), 40)} is a {container.kind} and "
        f"{quoted(facts.program.text(index), 40)} is {a(kind)}" + (f"; {because}" if because else ""),
        facts.program.span(node),
        immediate=f"A {container.kind} is asked for the item {value_said(facts, index)}, and its "
        f"positions are whole numbers",
        evidence=seen(facts, touched(facts)),
        provenance=culprit,
        suggestions=(advice,),
        fixes=fixes,
    )


def wrong_index(facts: Facts, node: ast.Subscript) -> tuple[ast.expr, str] | None:
    """The index, or the bound of a slice, that is no whole number, with its type."""
    match node.slice:
        case ast.Slice(lower=lower, upper=upper, step=step):
            parts = [part for part in (lower, upper, step) if part is not None]
            parts = [part for part in parts if kind_of(facts, part) != "NoneType"]
        case index:
            parts = [index]
    kinds = [(part, kind_of(facts, part)) for part in parts]
    return next(((part, kind) for part, kind in kinds if kind and kind not in WHOLE | ELSEWHERE), None)


def followed(facts: Facts, node: ast.Subscript, index: ast.expr) -> tuple[tuple[Link, ...], str]:
    """Where the side came from that is not what it seems: a variable index, else the container."""
    culprit = node.value if isinstance(index, ast.Constant | ast.Tuple) else index
    origin = birth(facts, culprit)
    return (origin.links if origin else ()), birth_said(facts, culprit, origin)


def value_said(facts: Facts, index: ast.expr) -> str:
    """The value of the index."""
    value = value_of(facts, index)
    return quoted(value.text if value else facts.program.text(index), 30)


def remedy(facts: Facts, node: ast.Subscript, index: ast.expr, kind: str, container: Value | None) -> Advice:
    """What was meant."""
    if loop := item_of_loop(facts, node, index):
        return of_loop(facts, node, index, loop)
    if isinstance(index, ast.Tuple):
        return both_at_once(facts, node, index)
    if kind != "str":
        return f"Use a whole number as the position; {quoted(facts.program.text(index))} is {a(kind)}", ()
    if isinstance(node.slice, ast.Slice):
        return "Use whole numbers as the bounds of the slice", converted(facts, index)
    if numeral(text_of(facts, index) or "") == "int" or is_read(facts, birth(facts, index)):
        written = f"int({facts.program.text(index)})"
        return f"Turn the index into a whole number: `{written}`", converted(facts, index)
    return of_record(facts, node, index, container)


def converted(facts: Facts, index: ast.expr) -> tuple[Fix, ...]:
    """Make a whole number of the text."""
    text = facts.program.text(index)
    return (
        Fix(f"Turn {quoted(text)} into a whole number", (replaced(facts.program, index, f"int({text})"),)),
    )


def item_of_loop(facts: Facts, node: ast.Subscript, index: ast.expr) -> ast.For | ast.comprehension | None:
    """The loop over the same container that made the index, which is an item and no position."""
    if not isinstance(index, ast.Name):
        return None
    container = ast.dump(node.value)
    for binding in facts.program.bindings(index):
        owners = [binding.owner, *getattr(binding.owner, "generators", ())]
        for owner in owners:
            if isinstance(owner, ast.For | ast.comprehension) and ast.dump(owner.iter) == container:
                return owner
    return None


def of_loop(facts: Facts, node: ast.Subscript, index: ast.expr, loop: ast.For | ast.comprehension) -> Advice:
    """The loop hands out items already; positions come from `range(len(…))`."""
    name, container = facts.program.text(index), facts.program.text(node.value)
    counted = f"range(len({container}))"
    positions = Fix(f"Go through the positions: `{counted}`", (replaced(facts.program, loop.iter, counted),))
    if isinstance(node.slice, ast.Slice):
        return f"`{name}` is an item, not a position: go through `{counted}`", (positions,)
    item = Fix(f"Write `{name}`", (replaced(facts.program, node, name),))
    return f"`{name}` is the item itself: write `{name}` instead of `{container}[{name}]`", (item, positions)


def both_at_once(facts: Facts, node: ast.Subscript, index: ast.Tuple) -> Advice:
    """A list of lists is asked one level at a time."""
    text = facts.program.text(node.value)
    written = text + "".join(f"[{facts.program.text(part)}]" for part in index.elts)
    return f"Ask one level at a time: {quoted(written)}", (
        Fix(f"Write {quoted(written)}", (replaced(facts.program, node, written),)),
    )


def of_record(facts: Facts, node: ast.Subscript, index: ast.expr, container: Value | None) -> Advice:
    """A key on a list of records, or on text that spells one."""
    text, key = facts.program.text(node.value), facts.program.text(index)
    items = (container.items or ()) if container else ()
    if items and all(item.type in MAPPINGS for item in items):
        first = Fix(
            f"Ask the first record: `{text}[0][{key}]`", (replaced(facts.program, node, f"{text}[0][{key}]"),)
        )
        return (
            (
                f"{quoted(text)} is a list of dicts: ask one of them, `{text}[0][{key}]`, or go through all "
                f"of them"
            ),
            (first,),
        )
    if container is not None and container.type == "str" and container.text[1:2] in ("{", "["):
        return f"{quoted(text)} is text that spells a record: read it with `json.loads({text})` first", ()
    return f"{quoted(text)} has no keys: use a whole number as the position, or make it a dict", ()
