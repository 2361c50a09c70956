"""TypeError: a list, dict or set is used as a key or put into a set."""

import ast
import re

from knowledge.backward.origin import Origin
from knowledge.backward.origins import origin_of
from knowledge.backward.place import expression_at, frames, innermost
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of, own_class, value_of
from knowledge.operating.touching import failing
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said
from knowledge.telling.wording import a, quoted, short
from knowledge.value import Value

SAYS = re.compile(r"unhashable type: '([\w.]+)'")
MAKERS = {
    "list": "tuple({})", "set": "frozenset({})", "dict": "tuple(sorted({}.items()))",
    "ndarray": "tuple({})", "bytearray": "bytes({})",
}  # fmt: skip
UNCHANGING = {"list": "a tuple", "set": "a frozenset", "dict": "a tuple of pairs"}
HASHES = frozenset({"set", "frozenset", "dict", "Counter", "fromkeys", "hash"})


@explains(TypeError)
def unhashable(facts: Facts) -> Cause | None:
    """Say which expression cannot be a key, and what to make of it instead.

    The type is the one word of the message that is read: a set made of a list of lists names no expression.
    """
    told = SAYS.search(facts.fault.message) if facts.fault else None
    node = failing(facts)
    if told is None or node is None:
        return None
    kind = short(told[1])
    keys = keys_of(node)
    culprits = [part for part in keys if kind_of(facts, part) == kind]
    if isinstance(node, ast.SetComp | ast.DictComp) and kind_of(facts, keys[0]) is None:
        culprits = keys
    if not culprits and is_put_in(facts.program.parent(node), node) and kind_of(facts, node) in (None, kind):
        culprits = [node] if isinstance(node, ast.expr) else []
    if owner := own_class(facts, kind):
        return own(facts, owner)
    if culprits and not is_hashing(node):
        return direct(facts, culprits[0], kind)
    return inside(facts, node, kind) or in_tuple(facts, node, kind)


def in_tuple(facts: Facts, node: ast.AST, kind: str) -> Cause | None:
    """A tuple is a key only where all its items are: one of them can change."""
    for key in keys_of(node):
        value = value_of(facts, key)
        items = (value.items or ()) if value is not None and short(value.type) == "tuple" else ()
        row = next((at for at, item in enumerate(items) if short(item.type) == kind), None)
        if value is not None and row is not None:
            return item_of_tuple(facts, key, items[row], row, kind)
    return None


def item_of_tuple(facts: Facts, key: ast.expr, item: Value, row: int, kind: str) -> Cause:
    """Blame the place where the item was made: as a tuple it could be part of a key."""
    origin = item_origin(facts, key, item, row)
    made = origin.node if origin is not None and origin.kind == "expression" else key
    line, text = facts.program.span(made).line, quoted(facts.program.text(key), 30)
    written = hashable(facts, made, kind) if isinstance(made, ast.expr) and made is not key else ""
    made_of = UNCHANGING.get(kind, "something unchangeable")
    words = f"Make it {made_of} in line {line}: {quoted(written, 40)}"
    where = f"; it is made in line {line}: {quoted(facts.program.text(made), 40)}" if written else ""
    return Cause(
        "unhashable-item",
        f"item {row} of {text} is the {kind} {quoted(item.text, 40)}, which can change, so {text} "
        f"cannot be a key{where}",
        facts.program.span(made),
        immediate=f"{text} is used as a key, and holds {a(kind)}",
        certainty=Certainty.PROVEN if written else Certainty.LIKELY,
        provenance=origin.links if origin else (),
        suggestions=(words,) if written else (f"Use a tuple in the place of the {kind} in {text}",),
        fixes=(Fix(words, (replaced(facts.program, made, written),)),) if written else (),
    )


def item_origin(facts: Facts, key: ast.expr, item: Value, row: int) -> Origin | None:
    """Where an item of a key came from: what is written there, or what the caller passed for `*args`."""
    if isinstance(key, ast.Tuple):
        return origin_of(facts, key.elts[row], value=item)
    depth, function = innermost(facts), facts.program.function(key)
    rest = function.args.vararg.arg if function and function.args.vararg else None
    if not isinstance(key, ast.Name) or key.id != rest or not depth or function is None:
        return None
    call = expression_at(facts.program, frames(facts)[depth - 1].span)
    at = row + len(function.args.args)
    if not isinstance(call, ast.Call) or at >= len(call.args):
        return None
    return origin_of(facts, call.args[at], depth - 1, item)


def is_put_in(around: ast.AST | None, node: ast.AST) -> bool:
    """Whether a comprehension makes its items or keys with this: then the failure stands at it alone."""
    match around:
        case ast.SetComp(elt=part) | ast.DictComp(key=part):
            return part is node
        case _:
            return False


def keys_of(node: ast.AST) -> list[ast.expr]:
    """The expressions that an expression uses as keys."""
    match node:
        case ast.Subscript(slice=index):
            return [index]
        case ast.Dict(keys=keys):
            return [key for key in keys if key is not None]
        case ast.Set(elts=elts):
            return list(elts)
        case ast.Compare(left=left):
            return [left]
        case ast.Call(args=args):
            return list(args)
        case ast.DictComp(key=key):
            return [key]
        case ast.SetComp(elt=elt):
            return [elt]
        case _:
            return [node] if isinstance(node, ast.expr) else []


def direct(facts: Facts, culprit: ast.expr, kind: str) -> Cause:
    """The key itself can change."""
    text = facts.program.text(culprit)
    origin = birth(facts, culprit)
    because = birth_said(facts, culprit, origin)
    written = hashable(facts, culprit, kind)
    return Cause(
        "unhashable-key",
        f"{quoted(text)} is {a(kind)}, which can change and so cannot be a key"
        + (f"; {because}" if because else ""),
        facts.program.span(culprit),
        immediate=f"{quoted(text)} is {a(kind)} here, used as a key or put into a set",
        provenance=origin.links if origin else (),
        suggestions=(f"Use {quoted(written)} as the key",)
        if written
        else (f"Use a part of {quoted(text)} as the key",),
        fixes=(Fix(f"Use {quoted(written)}", (replaced(facts.program, culprit, written),)),)
        if written
        else (),
    )


def hashable(facts: Facts, culprit: ast.expr, kind: str) -> str:
    """The same value as something that cannot change; empty where there is none."""
    if isinstance(culprit, ast.List):
        texts = [facts.program.text(part) for part in culprit.elts]
        return f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"
    return MAKERS.get(kind, "").format(facts.program.text(culprit))


def inside(facts: Facts, node: ast.AST, kind: str) -> Cause | None:
    """A set or a count is made of items that can change."""
    if not isinstance(node, ast.Call) or not node.args or not is_hashing(node):
        return None
    items = node.args[0]
    text = facts.program.text(items)
    value = value_of(facts, items)
    first = next((item for item in (value.items or ()) if short(item.type) == kind), None) if value else None
    maker = {"list": "tuple", "set": "frozenset"}.get(kind)
    written = f"map({maker}, {text})"
    return Cause(
        "unhashable-item",
        f"the items of {quoted(text)} are of type {kind}, which can change and so cannot be hashed"
        + (f"; the first is {quoted(first.text, 40)}" if first else ""),
        facts.program.span(node),
        immediate=f"{quoted(facts.program.text(node.func))} needs items that cannot change and meets "
        f"{a(kind)}",
        certainty=Certainty.PROVEN if first else Certainty.LIKELY,
        suggestions=(f"Turn each item into a {maker}: {quoted(written)}",)
        if maker
        else (f"Collect one field of each {kind}, or keep the items in a list",),
        fixes=(Fix(f"Turn each item into a {maker}", (replaced(facts.program, items, written),)),)
        if maker
        else (),
    )


def is_hashing(node: ast.AST) -> bool:
    """Whether a call hashes the items that it is given."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in HASHES
        case _:
            return False


def own(facts: Facts, owner: ast.ClassDef) -> Cause:
    """A class that defines `__eq__`, by itself or as a dataclass, loses its hash."""
    decorators = [
        decorator for decorator in owner.decorator_list if "dataclass" in facts.program.text(decorator)
    ]
    fixes = frozen(facts, decorators[0]) if decorators else ()
    return Cause(
        "unhashable-object",
        f"class `{owner.name}` in line {owner.lineno} defines how its objects compare, but not how they "
        f"are hashed",
        facts.source.line_span(owner.lineno),
        immediate=f"an object of `{owner.name}` is used as a key or put into a set",
        suggestions=(
            f"Make the dataclass `{owner.name}` frozen: `@dataclass(frozen=True)`"
            if decorators
            else f"Define `__hash__` in class `{owner.name}`, next to `__eq__`",
        ),
        fixes=fixes,
    )


def frozen(facts: Facts, decorator: ast.expr) -> tuple[Fix, ...]:
    """Freeze a dataclass."""
    text = facts.program.text(decorator)
    if isinstance(decorator, ast.Call):
        written = f"{text[:-1]}{', ' if decorator.args or decorator.keywords else ''}frozen=True)"
    else:
        written = f"{text}(frozen=True)"
    return (Fix("Freeze the dataclass", (replaced(facts.program, decorator, written),)),)
