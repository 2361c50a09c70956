"""KeyError: a key that is not there, beside the keys that are."""

import ast
from collections.abc import Callable
from dataclasses import replace

from knowledge.absence.neutral import neutral_for
from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.asked_key import Asked, as_argument, asked_key, is_taking
from knowledge.containers.key_forms import (
    at_other_level,
    in_other_case,
    in_other_order,
    near_key,
    of_letters,
    of_other_type,
)
from knowledge.containers.key_of_enum import of_enum
from knowledge.containers.key_places import otherwise_asked
from knowledge.containers.key_records import lone_record
from knowledge.containers.key_starts import neutral_of_parent, not_started, sum_start
from knowledge.containers.namesakes import filled_in_a_namesake
from knowledge.containers.removed_before import removed_before
from knowledge.containers.replaced_table import replaced_table
from knowledge.containers.slips import without_number
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.provenance import Evidence
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted, shortened, some_of

type Teller = Callable[[Facts, Asked], Cause | None]


@explains(KeyError)
def absent_key(facts: Facts) -> Cause | None:
    """Tell a near key, a key of another type, a count that was never started, or a record that lacks it."""
    asked = asked_key(facts)
    if asked is None or (asked.held is not None and asked.held.length == 0 and is_taking(asked.node)):
        return None
    tellers: tuple[Teller, ...] = (
        filled_in_a_namesake,
        removed_before,
        of_other_type,
        of_enum,
        in_other_case,
        in_other_order,
        of_letters,
        near_key,
        not_started,
        from_set,
        lone_record_of,
        at_other_level,
        replaced_table,
    )
    told = next((cause for tell in tellers if (cause := tell(facts, asked))), None)
    cause = told or no_such_key(facts, asked)
    return replace(
        cause,
        immediate=immediate(facts, asked),
        evidence=evidence(facts, asked),
        provenance=cause.provenance or origin_of(facts, asked.key_node).links,
        suggestions=(*(fix.words for fix in cause.fixes), *cause.suggestions),
    )


def immediate(facts: Facts, asked: Asked) -> str:
    """What happened, with the keys that there are."""
    text, key = quoted(facts.program.text(asked.mapping), 40), quoted(asked.key.text, 40)
    if asked.held is None:
        return f"{text} has no key {key}"
    if asked.held.length == 0:
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
        fixes=(Fix(words, (replaced(program, node, new),), masks=True),),
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
    slip = without_number(facts, asked.key_node)
    fixes: tuple[Fix, ...] = (
        *((slip,) if slip else ()),
        *otherwise_asked(facts, asked),
    )
    if default and isinstance(asked.node, ast.Subscript) and isinstance(asked.node.ctx, ast.Load):
        new = f"{program.text(asked.mapping)}.get({as_argument(facts, asked.key_node)}, {default})"
        edits = (replaced(program, asked.node, new),)
        fixes = (*fixes, Fix(f"Read it with a default: {quoted(new, 60)}", edits, masks=True))
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
    if isinstance(parent, ast.For | ast.comprehension) and parent.iter is asked.node:
        return "[]"
    if isinstance(parent, ast.BinOp | ast.AugAssign):
        return neutral_of_parent(facts, asked) if isinstance(parent, ast.BinOp) else sum_start(facts, parent)
    return neutral_for(facts) if isinstance(parent, ast.Attribute) else None
