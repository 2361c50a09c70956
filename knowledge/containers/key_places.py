"""What a key that is not there may be instead: a value of the mapping, or a position in it."""

import ast

from knowledge.backward.origins import origin_of
from knowledge.cause import Fix
from knowledge.containers.asked_key import Asked
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


def otherwise_asked(facts: Facts, asked: Asked) -> tuple[Fix, ...]:
    """Look the mapping up the other way round, or by position."""
    if not isinstance(asked.node, ast.Subscript):
        return ()
    return turned_round(facts, asked) or by_position(facts, asked)


def turned_round(facts: Facts, asked: Asked) -> tuple[Fix, ...]:
    """What was asked for is a value of the mapping, and not a key."""
    made = origin_of(facts, asked.mapping).node
    values = made.values if isinstance(made, ast.Dict) else []
    if asked.key.text not in {repr(one.value) for one in values if isinstance(one, ast.Constant)}:
        return ()
    mapping, key = facts.program.text(asked.mapping), facts.program.text(asked.key_node)
    new = f"{{value: key for key, value in {mapping}.items()}}[{key}]"
    words = f"{quoted(asked.key.text, 30)} is a value and not a key: look it up the other way round"
    return (Fix(words, (replaced(facts.program, asked.node, new),)),)


def by_position(facts: Facts, asked: Asked) -> tuple[Fix, ...]:
    """A mapping without numbers as keys was asked for its first, second, ... entry."""
    match asked.key_node:
        case ast.Constant(value=int(place)) if 0 <= place < len(asked.keys) and not isinstance(place, bool):
            pass
        case _:
            return ()
    if any(one.type in ("int", "float", "bool") for one in asked.keys):
        return ()
    new = f"list({facts.program.text(asked.mapping)}.values())[{place}]"
    words = f"A dict has no positions: take its values as a list first, {quoted(new, 50)}"
    return (Fix(words, (replaced(facts.program, asked.node, new),)),)
