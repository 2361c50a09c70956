"""AttributeError: the value is of another type than the one that has this attribute."""

import ast
from collections.abc import Iterator

from knowledge.backward.origin import Origin
from knowledge.backward.origins import origin_of
from knowledge.calling.calls import class_of_value
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.single_item import stored_alone
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.lacking import BUILTIN_TYPES, Lacking, lacking
from knowledge.names.meant_names import attributes_of
from knowledge.names.overwriting import overwritten
from knowledge.provenance import Evidence
from knowledge.telling.edits import replaced
from knowledge.telling.wording import a, listed, quoted, short, shortened, shown, some_of

SEQUENCES = frozenset(
    {"map", "filter", "zip", "generator", "dict_keys", "dict_values", "dict_items", "range", "tuple"}
)
MOST_NAMES = 12


@explains(AttributeError)
def other_type(facts: Facts) -> Cause | None:
    """Say what the value is, which types have the attribute, and where the value came from."""
    found = lacking(facts, "type", "missing")
    if found is None:
        return None
    if taken := overwritten(facts, found.owner, lambda kind: has(kind, found.name)):
        return taken
    origin = origin_of(facts, found.owner, value=found.obj)
    text, kind = quoted(facts.program.text(found.owner), 40), short(found.obj.type)
    away = origin.node is not found.owner and origin.kind in ("expression", "default")
    alone = stored_alone(facts, found.owner, found.name)
    return Cause(
        "attribute-of-other-type" if found.kind == "type" else "attribute-missing",
        because(facts, found, origin if away else None),
        facts.program.span(alone[0])
        if alone
        else origin.span
        if away and found.kind == "type" and origin.sure
        else facts.program.span(found.node),
        immediate=f"{text} is {a(kind)}, and {a(kind)} has no attribute `{found.name}`",
        certainty=Certainty.LIKELY,
        evidence=(Evidence(facts.program.span(found.owner).line, text[1:-1], shortened(found.obj.text)),),
        provenance=origin.links,
        suggestions=(alone[1].words,) if alone else tuple(advice(facts, found, origin if away else None)),
        fixes=(alone[1],) if alone else tuple(conversions(facts, found, origin if away else None)),
    )


def has(kind: str, name: str) -> bool:
    """Whether a builtin type has an attribute."""
    return hasattr(BUILTIN_TYPES.get(kind), name)


def because(facts: Facts, found: Lacking, origin: Origin | None) -> str:
    """Say who has the attribute, and how the value came to be of this type."""
    having = owners(facts, found)
    of_whom = f"`{found.name}` belongs to {listed(having[:3], 'or')}" if having else nobody(found)
    text = quoted(facts.program.text(found.owner), 40)
    made = (
        ""
        if origin is None
        else f", made by {quoted(facts.program.text(origin.node), 50)} in line {origin.line}"
    )
    return f"{of_whom}; {text} is {a(short(found.obj.type))} here: {shown(found.obj, 40)}{made}"


def nobody(found: Lacking) -> str:
    """Say that no near name was found either."""
    return f"{a(short(found.obj.type))} has nothing named `{found.name}` or near to it"


def owners(facts: Facts, found: Lacking) -> list[str]:
    """The types that have the attribute: classes of the program first, then builtins."""
    program = facts.program
    own = [name for name, kind in program.classes.items() if found.name in attributes_of(program, kind)]
    builtin = [name for name, kind in BUILTIN_TYPES.items() if hasattr(kind, found.name) and name != "bool"]
    return [f"`{name}`" for name in (*own, *builtin)]


def advice(facts: Facts, found: Lacking, origin: Origin | None) -> Iterator[str]:
    """What to do, with the place where the value was made."""
    text, kind = facts.program.text(found.owner), a(short(found.obj.type))
    yield from (fix.words for fix in conversions(facts, found, origin))
    if fits_items(found):
        return
    if is_of_items(facts, found):
        yield f"Take one item, {quoted(f'{text}[0].{found.name}', 50)}, or loop over {quoted(text, 40)}"
        return
    having = owners(facts, found)
    if having and origin is not None:
        yield f"Make {quoted(text, 40)} {a(having[0])} in line {origin.line}"
        return
    names = [name for name in found.members if not name.startswith("_")]
    few = f": {some_of(names)}" if 0 < len(names) <= MOST_NAMES else ""
    yield f"Use something that {kind} has{few}, or find out why {quoted(text, 40)} is {kind}"


def is_of_items(facts: Facts, found: Lacking) -> bool:
    """Whether a sequence was asked for what its items may have."""
    if found.obj.type not in ("list", "tuple") or not found.obj.items:
        return False
    kind = class_of_value(facts.program, found.obj.items[0])
    return kind is not None and found.name in attributes_of(facts.program, kind)


def conversions(facts: Facts, found: Lacking, origin: Origin | None) -> Iterator[Fix]:
    """Make the value of the one type that has the attribute: where it is born, or where it is used."""
    having = [name for name, kind in BUILTIN_TYPES.items() if hasattr(kind, found.name)]
    target = next((name for name in ("str", "list") if name in having), None)
    call = facts.program.parent(found.node)
    yield from other_factory(facts, found, having)
    if fits_items(found) and isinstance(call, ast.Call) and call.func is found.node:
        text = facts.program.text(found.owner)
        arguments = facts.program.text(call)[len(facts.program.text(found.node)) :]
        new = f"[item.{found.name}{arguments} for item in {text}]"
        yield Fix(f"Do it for each item: {quoted(new, 60)}", (replaced(facts.program, call, new),))
    elif found.obj.type in ("list", "tuple") and found.obj.length == 1 and not having:
        text = f"{facts.program.text(found.owner)}[0]"
        words = f"Take the only item: {quoted(f'{text}.{found.name}', 50)}"
        yield Fix(words, (replaced(facts.program, found.owner, text),))
    elif origin is not None and is_empty_start(origin) and target == "list":
        yield Fix(f"Start with `[]` in line {origin.line}", (replaced(facts.program, origin.node, "[]"),))
    elif target == "list" and found.obj.type in SEQUENCES:
        place = origin.node if origin is not None else found.owner
        yield wrapped(facts, place, "list")
    elif target == "str" and found.obj.type in ("int", "float"):
        yield wrapped(facts, found.owner, "str")
    elif len(having) == 1 and origin is not None and is_empty_start(origin):
        empty = {"list": "[]", "dict": "{}", "set": "set()"}.get(having[0])
        if empty:
            text = quoted(facts.program.text(origin.node))
            words = f"Start with `{empty}` instead of {text} in line {origin.line}"
            yield Fix(words, (replaced(facts.program, origin.node, empty),))


def other_factory(facts: Facts, found: Lacking, having: list[str]) -> Iterator[Fix]:
    """`defaultdict(list)` for `defaultdict(int)`, where the items are to be lists."""
    if not isinstance(found.owner, ast.Subscript) or len(having) != 1:
        return
    match origin_of(facts, found.owner.value).node:
        case ast.Call(func=ast.Name(id="defaultdict"), args=[ast.Name() as factory, *_]) as made:
            words = f"Let the dict start its items with `{having[0]}` in line {made.lineno}: "
            yield Fix(
                f"{words}`defaultdict({having[0]})`",
                (replaced(facts.program, factory, having[0]),),
                birth=facts.program.span(made),
                because=f"`defaultdict({factory.id})` in line {made.lineno} starts each item as "
                f"{a(factory.id)}, and `{found.name}` belongs to `{having[0]}`",
            )
        case _:
            return


def fits_items(found: Lacking) -> bool:
    """Whether all items of a sequence are builtins that have the attribute, as texts have `strip`."""
    kinds = {item.type for item in found.obj.items or ()}
    able = [BUILTIN_TYPES[kind] for kind in kinds if kind in BUILTIN_TYPES]
    sequence = found.obj.type in ("list", "tuple") and bool(kinds)
    return sequence and len(able) == len(kinds) and all(hasattr(kind, found.name) for kind in able)


def is_empty_start(origin: Origin) -> bool:
    """Whether a value was written down as a start value: 0, an empty text, an empty container."""
    match origin.node:
        case ast.Constant(value=value):
            return not value
        case ast.List(elts=[]) | ast.Dict(keys=[]) | ast.Tuple(elts=[]):
            return True
        case ast.Call(func=ast.Name(id="tuple" | "list" | "dict" | "set" | "str"), args=[]):
            return True
        case _:
            return False


def wrapped(facts: Facts, node: ast.AST, function: str) -> Fix:
    """Put a call around an expression."""
    text = facts.program.text(node)
    new = f"{function}({text})"
    line = facts.program.span(node).line
    words = f"Change {quoted(text, 40)} to {quoted(new, 50)} in line {line}"
    return Fix(words, (replaced(facts.program, node, new),))
