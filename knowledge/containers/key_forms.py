"""The key is there in another form: as another type, in other letters, or one level further down."""

import ast

from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.asked_key import Asked, as_argument
from knowledge.containers.lengths import loop_of
from knowledge.facts import Facts
from knowledge.names.spelling import respelt
from knowledge.near import nearest
from knowledge.telling.edits import replaced
from knowledge.telling.wording import a, quoted

SHORTEST_DATA = 4
"""A shorter key that comes from data is more likely another one than a misspelt one."""

WAYS = ("upper", "lower", "title", "capitalize", "strip")


def of_other_type(facts: Facts, asked: Asked) -> Cause | None:
    """`"1"` was asked for and 1 is there, or the other way round."""
    key = asked.key.scalar
    if isinstance(key, bool) or not isinstance(key, int | float | str):
        return None
    same = [one for one in asked.keys if one.type != asked.key.type and str(one.scalar) == str(key)]
    if len(same) != 1 or same[0].type not in ("int", "float", "str"):
        return None
    program, there = facts.program, same[0]
    text = program.text(asked.key_node)
    constant = isinstance(asked.key_node, ast.Constant)
    new = there.text if constant else f"{there.type}({text})"
    words = f"Change the key {quoted(text, 30)} to {quoted(new, 40)}"
    origin = origin_of(facts, asked.key_node)
    return Cause(
        "key-of-other-type",
        f"the key is {a(asked.key.type)}, {quoted(asked.key.text, 30)}, and the one in "
        f"{quoted(program.text(asked.mapping), 30)} is {a(there.type)}, {quoted(there.text, 30)}",
        program.span(asked.key_node),
        provenance=origin.links,
        fixes=(Fix(words, (replaced(program, asked.key_node, new),)),),
    )


def near_key(facts: Facts, asked: Asked) -> Cause | None:
    """A key that is spelt nearly so."""
    if not isinstance(asked.key.scalar, str):
        return None
    meant = nearest(asked.key.scalar, [one.scalar for one in asked.keys if isinstance(one.scalar, str)])
    if meant is None or (
        len(asked.key.scalar) < SHORTEST_DATA and not isinstance(asked.key_node, ast.Constant)
    ):
        return None
    origin = origin_of(facts, asked.key_node)
    written = origin.node if is_text(origin.node, asked.key.scalar) else asked.key_node
    fixes: tuple[Fix, ...] = ()
    line = facts.program.span(written).line
    if is_text(written, asked.key.scalar):
        words = f"Change the key {quoted(asked.key.text, 30)} to `{meant!r}` in line {line}"
        fixes = (Fix(words, (replaced(facts.program, written, same_quotes(facts, written, meant)),)),)
    slip = respelt(facts, asked.key.scalar, meant)
    return Cause(
        "key-typo",
        f"the nearest key to {quoted(asked.key.text, 30)} is `{meant!r}`",
        slip[0] if slip else facts.program.span(written),
        certainty=Certainty.LIKELY,
        provenance=origin.links,
        suggestions=()
        if fixes
        else (f"Make the key `{meant!r}`, as {quoted(facts.program.text(asked.mapping), 30)} has it",),
        fixes=(slip[1], *fixes) if slip else fixes,
    )


def is_text(node: ast.AST, text: str) -> bool:
    """Whether a node writes out this text."""
    return isinstance(node, ast.Constant) and node.value == text


def same_quotes(facts: Facts, node: ast.AST, text: str) -> str:
    """Write a text with the quotes that stand there now."""
    quote = facts.program.text(node)[:1]
    plain = text.isprintable() and quote not in text and "\\" not in text
    return f"{quote}{text}{quote}" if quote in ("'", '"') and plain else repr(text)


def in_other_case(facts: Facts, asked: Asked) -> Cause | None:
    """The key comes from data, and would be there in other letters or without blanks."""
    key = asked.key.scalar
    if not isinstance(key, str) or isinstance(asked.key_node, ast.Constant):
        return None
    known = {one.scalar for one in asked.keys}
    way = next((way for way in WAYS if getattr(key, way)() in known), None)
    if way is None or key in known:
        return None
    program = facts.program
    new = f"{program.text(asked.key_node)}.{way}()"
    words = f"Look up {quoted(new, 40)}"
    return Cause(
        "key-in-other-case",
        f"{quoted(asked.key.text, 30)} is not a key, but `{getattr(key, way)()!r}`, its `{way}()`, is one",
        program.span(asked.key_node),
        provenance=origin_of(facts, asked.key_node).links,
        fixes=(Fix(words, (replaced(program, asked.key_node, new),)),),
    )


def of_letters(facts: Facts, asked: Asked) -> Cause | None:
    """A loop over a text gives its letters, where the text itself was meant as the only item."""
    key, name = asked.key.scalar, asked.key_node
    if not isinstance(key, str) or len(key) != 1 or not isinstance(name, ast.Name):
        return None
    loop = loop_of(facts, name)
    origin = origin_of(facts, loop.iter) if loop is not None else None
    if loop is None or origin is None or not isinstance(origin.node, ast.Constant):
        return None
    text = origin.node.value
    if not isinstance(text, str) or text not in {one.scalar for one in asked.keys}:
        return None
    place, program = origin.node, facts.program
    words = f"Make it a tuple of one item, with a comma: `({text!r},)` in line {program.span(place).line}"
    fixes = (
        (Fix(words, (replaced(program, place, f"{program.text(place)},"),)),)
        if in_brackets(facts, place)
        else ()
    )
    return Cause(
        "text-for-tuple",
        f"{quoted(program.text(loop.iter), 30)} is the text {quoted(repr(text), 30)}, and a loop over a text "
        f"gives its letters; brackets alone make no tuple",
        program.span(place),
        certainty=Certainty.LIKELY,
        provenance=origin.links,
        suggestions=() if fixes else (f"Loop over a list or tuple that holds {quoted(repr(text), 30)}",),
        fixes=fixes,
    )


def in_brackets(facts: Facts, node: ast.AST) -> bool:
    """Whether an expression stands in round brackets that belong to no call."""
    span, source = facts.program.span(node), facts.program.source
    line, last = source.sent_lines[span.line - 1], source.sent_lines[span.end_line - 1]
    parent = facts.program.parent(node)
    around = line[: span.column].rstrip().endswith("(") and last[span.end_column :].lstrip().startswith(")")
    return around and not isinstance(parent, ast.Call | ast.Tuple)


def at_other_level(facts: Facts, asked: Asked) -> Cause | None:
    """The key is in a mapping inside the mapping, as far as the text writes that out."""
    origin = origin_of(facts, asked.mapping)
    key = asked.key.scalar
    if (
        not isinstance(origin.node, ast.Dict)
        or not isinstance(key, str)
        or not isinstance(asked.node, ast.Subscript)
    ):
        return None
    path = nested_display(origin.node, key)
    if path is None:
        return None
    program = facts.program
    text = program.text(asked.mapping)
    quote = "'" if program.text(asked.key_node)[:1] == "'" else '"'
    new = f"{text}[{quote}{path}{quote}][{as_argument(facts, asked.key_node)}]"
    words = f"Go one level down: {quoted(new, 50)}"
    return Cause(
        "key-at-other-level",
        f"{quoted(asked.key.text, 30)} is a key of {quoted(f'{text}[{path!r}]', 40)}, one level further down",
        program.span(asked.node),
        provenance=origin.links,
        fixes=(Fix(words, (replaced(program, asked.node, new),)),),
    )


def nested_display(record: ast.Dict, key: str) -> str | None:
    """The key of the one dict display inside this one that has the key."""
    found = [
        name.value
        for name, value in zip(record.keys, record.values, strict=True)
        if isinstance(name, ast.Constant)
        and isinstance(name.value, str)
        and isinstance(value, ast.Dict)
        and any(isinstance(inner, ast.Constant) and inner.value == key for inner in value.keys)
    ]
    return found[0] if len(found) == 1 else None


def in_other_order(facts: Facts, asked: Asked) -> Cause | None:
    """`(a, b)` was asked for, and `(b, a)` is there."""
    parts = [part.text for part in asked.key.items or ()]
    if asked.key.type != "tuple" or len(parts) < 2:
        return None
    there = next((one for one in asked.keys if one.text == f"({', '.join(reversed(parts))})"), None)
    if there is None:
        return None
    program = facts.program
    fixes: tuple[Fix, ...] = ()
    if sorted(parts) == parts[::-1]:
        new = f"tuple(sorted({as_argument(facts, asked.key_node)}))"
        words = f"Put the parts into the order that the keys have: {quoted(new, 40)}"
        fixes = (Fix(words, (replaced(program, asked.key_node, new),)),)
    return Cause(
        "key-in-other-order",
        f"{quoted(asked.key.text, 40)} is not a key; {quoted(there.text, 40)} is, in another order",
        program.span(asked.key_node),
        suggestions=() if fixes else ("Ask for both orders, or store both",),
        fixes=fixes,
    )
