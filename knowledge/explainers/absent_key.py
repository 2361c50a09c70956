"""KeyError: a key that is not there, beside the keys that are."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from knowledge.cause import Cause, Certainty, Fix
from knowledge.edits import is_alone, replaced
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.key_records import lone_record
from knowledge.near import nearest
from knowledge.neutral import empty_like, neutral_for
from knowledge.origins import origin_of
from knowledge.provenance import Evidence
from knowledge.touching import failing
from knowledge.value import Value
from knowledge.wording import a, quoted, shortened, some_of

type Teller = Callable[[Facts, "Asked"], Cause | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A key that was asked for: the failing node, the mapping and the key, as nodes and as values."""

    node: ast.AST
    mapping: ast.expr
    key_node: ast.expr
    key: Value
    held: Value | None

    @property
    def keys(self) -> tuple[Value, ...]:
        """The keys that there are."""
        return (self.held.keys or ()) if self.held else ()


@explains(KeyError)
def absent_key(facts: Facts) -> Cause | None:
    """Tell a near key, a key of another type, a count that was never started, or a record that lacks it."""
    asked = asked_key(facts)
    if asked is None or (asked.held is not None and asked.held.length == 0 and is_taking(asked.node)):
        return None
    tellers: tuple[Teller, ...] = (of_other_type, near_key, not_started, from_set, lone_record_of)
    told = next((cause for tell in tellers if (cause := tell(facts, asked))), None)
    cause = told or no_such_key(facts, asked)
    return replace(
        cause,
        immediate=immediate(facts, asked),
        evidence=evidence(facts, asked),
        provenance=cause.provenance or origin_of(facts, asked.key_node).links,
        suggestions=(*(fix.words for fix in cause.fixes), *cause.suggestions),
    )


def is_taking(node: ast.AST) -> bool:
    """Whether an item was to be taken out: then that the container is empty says it all."""
    return isinstance(node, ast.Call)


def asked_key(facts: Facts) -> Asked | None:
    """The mapping and the key of the failing expression."""
    node, fault = failing(facts), facts.fault
    key = fault.attributes.get("key") if fault else None
    match node:
        case (
            ast.Subscript(value=mapping, slice=index)
            | ast.Delete(targets=[ast.Subscript(value=mapping, slice=index)])
        ):
            pass
        case ast.Call(
            func=ast.Attribute(value=mapping, attr="pop" | "remove" | "move_to_end"), args=[index, *_]
        ):
            pass
        case ast.AugAssign(target=ast.Subscript(value=mapping, slice=index)):
            pass
        case _:
            return None
    key = facts.value(index) or key
    return Asked(node, mapping, index, key, facts.value(mapping)) if key is not None else None


def immediate(facts: Facts, asked: Asked) -> str:
    """What happened, with the keys that there are."""
    text, key = quoted(facts.program.text(asked.mapping), 40), quoted(asked.key.text, 40)
    if asked.held is None:
        return f"{text} has no key {key}"
    if not asked.held.length:
        return f"{text} is empty, so it has no key {key}"
    names = some_of([shortened(one.text, 30) for one in asked.keys])
    is_set = asked.held.type in ("set", "frozenset")
    there = f"; its keys are {names}" if names else ""
    return f"{text} does not hold {key}" if is_set else f"{text} has no key {key}{there}"


def evidence(facts: Facts, asked: Asked) -> tuple[Evidence, ...]:
    """The key and the mapping."""
    line = facts.program.span(asked.node).line
    found = []
    if not isinstance(asked.key_node, ast.Constant):
        found.append(Evidence(line, shortened(facts.program.text(asked.key_node)), shortened(asked.key.text)))
    if asked.held is not None:
        found.append(Evidence(line, shortened(facts.program.text(asked.mapping)), shortened(asked.held.text)))
    return tuple(found)


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
    if meant is None:
        return None
    origin = origin_of(facts, asked.key_node)
    written = origin.node if is_text(origin.node, asked.key.scalar) else asked.key_node
    fixes: tuple[Fix, ...] = ()
    line = facts.program.span(written).line
    if is_text(written, asked.key.scalar):
        words = f"Change the key {quoted(asked.key.text, 30)} to `{meant!r}` in line {line}"
        fixes = (Fix(words, (replaced(facts.program, written, same_quotes(facts, written, meant)),)),)
    return Cause(
        "key-typo",
        f"the nearest key to {quoted(asked.key.text, 30)} is `{meant!r}`",
        facts.program.span(written),
        certainty=Certainty.LIKELY,
        provenance=origin.links,
        suggestions=()
        if fixes
        else (f"Make the key `{meant!r}`, as {quoted(facts.program.text(asked.mapping), 30)} has it",),
        fixes=fixes,
    )


def is_text(node: ast.AST, text: str) -> bool:
    """Whether a node writes out this text."""
    return isinstance(node, ast.Constant) and node.value == text


def same_quotes(facts: Facts, node: ast.AST, text: str) -> str:
    """Write a text with the quotes that stand there now."""
    quote = facts.program.text(node)[:1]
    plain = text.isprintable() and quote not in text and "\\" not in text
    return f"{quote}{text}{quote}" if quote in ("'", '"') and plain else repr(text)


def not_started(facts: Facts, asked: Asked) -> Cause | None:
    """`counts[key] += 1` and `groups[key].append(x)` need a first value for each key."""
    fixes = tuple(starting(facts, asked))
    if not fixes:
        return None
    text = quoted(facts.program.text(asked.mapping), 30)
    return Cause(
        "key-never-started",
        f"line {facts.program.span(asked.node).line} changes the value of a key that {text} does not have yet, "
        f"and each key needs a first value",
        facts.program.span(asked.node),
        suggestions=("Or make it a `collections.defaultdict`",),
        fixes=fixes,
    )


def starting(facts: Facts, asked: Asked) -> Iterator[Fix]:
    """Read the old value with a default, or set an empty one first."""
    program = facts.program
    mapping, key = program.text(asked.mapping), program.text(asked.key_node)
    statement = program.statement(asked.node)
    match statement:
        case ast.AugAssign(target=ast.Subscript(value=owner), op=op, value=value) if owner is asked.mapping:
            start = "1" if isinstance(op, ast.Mult) else empty_like(value, facts.value(value)) or "0"
            sign = program.text(statement)[len(program.text(statement.target)) :].split("=")[0].strip()
            new = f"{mapping}[{key}] = {mapping}.get({key}, {start}) {sign} {program.text(value)}"
            if not isinstance(op, ast.Add | ast.Sub | ast.Mult):
                return
            yield Fix(f"Write {quoted(new, 60)}", (replaced(program, statement, new),))
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=attr))) if owner is asked.node:
            start = {"append": "[]", "extend": "[]", "add": "set()", "insert": "[]"}.get(attr, "")
            new = f"{mapping}.setdefault({key}, {start})"
            if start:
                yield Fix(f"Write {quoted(f'{new}.{attr}(…)', 60)}", (replaced(program, asked.node, new),))
        case ast.Assign(targets=[ast.Subscript(value=owner, slice=index)]) if is_alone(program, statement):
            same = ast.unparse(owner) == ast.unparse(asked.mapping) and ast.unparse(index) == ast.unparse(
                asked.key_node
            )
            default = neutral_of_parent(facts, asked)
            if same and default:
                new = f"{mapping}.get({key}, {default})"
                yield Fix(f"Read it with {quoted(new, 50)}", (replaced(program, asked.node, new),))


def same_text(one: ast.expr, other: ast.expr) -> bool:
    """Whether two expressions say the same."""
    return ast.unparse(one) == ast.unparse(other)


def neutral_of_parent(facts: Facts, asked: Asked) -> str | None:
    """The empty value that would fit into the sum around the failing node."""
    parent = facts.program.parent(asked.node)
    if not isinstance(parent, ast.BinOp):
        return None
    other = parent.right if parent.left is asked.node else parent.left
    return "1" if isinstance(parent.op, ast.Mult) else empty_like(other, facts.value(other)) or "0"


def from_set(facts: Facts, asked: Asked) -> Cause | None:
    """`remove` insists on the item; `pop` takes a default."""
    node = asked.node
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    program, key = facts.program, facts.program.text(asked.key_node)
    if node.func.attr == "remove":
        new = f"{program.text(asked.mapping)}.discard({key})"
        words = f"Use `discard`, which does nothing where the item is not there: {quoted(new, 50)}"
    elif len(node.args) == 1:
        new = f"{program.text(asked.mapping)}.pop({key}, None)"
        words = f"Give `pop` a default: {quoted(new, 50)}"
    else:
        return None
    return Cause(
        "key-not-there",
        f"`{node.func.attr}` fails for what is not there, and {quoted(asked.key.text, 30)} is not",
        program.span(node),
        fixes=(Fix(words, (replaced(program, node, new),)),),
    )


def lone_record_of(facts: Facts, asked: Asked) -> Cause | None:
    """One record among others lacks the key."""
    return lone_record(facts, asked.node, asked.mapping, asked.key)


def no_such_key(facts: Facts, asked: Asked) -> Cause:
    """Nothing is near: say where the key and the mapping come from."""
    program, text = facts.program, quoted(facts.program.text(asked.mapping), 40)
    key, mapping = origin_of(facts, asked.key_node), origin_of(facts, asked.mapping)
    parts = []
    if key.node is not asked.key_node and key.kind == "expression":
        parts.append(f"the key comes from line {key.line}: {quoted(program.text(key.node), 40)}")
    if mapping.node is not asked.mapping and mapping.kind == "expression":
        parts.append(
            f"{text} is made in line {mapping.line}: {quoted(program.text(mapping.node).splitlines()[0], 40)}"
        )
    default = neutral_for_use(facts, asked)
    fixes: tuple[Fix, ...] = ()
    if default and isinstance(asked.node, ast.Subscript) and isinstance(asked.node.ctx, ast.Load):
        new = f"{program.text(asked.mapping)}.get({program.text(asked.key_node)}, {default})"
        fixes = (Fix(f"Read it with a default: {quoted(new, 60)}", (replaced(program, asked.node, new),)),)
    return Cause(
        "key-missing",
        "; ".join(parts) or f"nothing puts the key {quoted(asked.key.text, 30)} into {text}",
        program.span(asked.node),
        certainty=Certainty.PROVEN,
        provenance=key.links,
        suggestions=(f"Put the key into {text} first, or ask for one that it has",),
        fixes=fixes,
    )


def neutral_for_use(facts: Facts, asked: Asked) -> str | None:
    """The empty value that would fit what is done with the item."""
    parent = facts.program.parent(asked.node)
    if isinstance(parent, ast.BinOp | ast.AugAssign):
        return neutral_of_parent(facts, asked) if isinstance(parent, ast.BinOp) else sum_start(facts, parent)
    return neutral_for(facts) if isinstance(parent, ast.Attribute) else None


def sum_start(facts: Facts, statement: ast.AugAssign) -> str | None:
    """The neutral value for `total += record[key]`."""
    return empty_like(statement.target, facts.value(statement.target))
