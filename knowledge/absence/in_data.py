"""None that came in with the data: a `null` of JSON, a group of a pattern that took no part."""

import ast

from knowledge.absence.neutral import neutral_for
from knowledge.backward.origin import Origin
from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Fix
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MATCHERS = frozenset({"match", "search", "fullmatch", "finditer"})
LOADERS = frozenset({"loads", "load"})


def in_data(facts: Facts, node: ast.AST, origin: Origin) -> Cause | None:
    """Say that the data hold None where the walk back ends at an item of what was read."""
    return of_group(facts, origin) or of_json(facts, node, origin)


def item_of(node: ast.AST) -> tuple[ast.expr, str] | None:
    """The thing that an item is taken from, and the item's name as it is written."""
    match node:
        case ast.Subscript(value=owner, slice=key):
            return owner, ast.unparse(key)
        case ast.Call(func=ast.Attribute(value=owner, attr="group" | "get"), args=[key, *_]):
            return owner, ast.unparse(key)
        case _:
            return None


def of_group(facts: Facts, origin: Origin) -> Cause | None:
    """A group that the pattern lets be left out is None where the text has nothing for it."""
    item = item_of(origin.node)
    if item is None:
        return None
    owner, key = item
    made = origin_of(facts, owner).node
    match made:
        case ast.Call(func=ast.Attribute(attr=attr)) if attr in MATCHERS:
            pass
        case _:
            return None
    program, text = facts.program, facts.program.text(origin.node)
    words = f"Say what an absent group {key} means: `{text} or …` in line {origin.line}"
    return Cause(
        "none-from-no-match",
        f"group {key} of the pattern took no part in the match, since it may be left out, so `{text}` in "
        f"line {origin.line} is None",
        program.span(origin.node),
        suggestions=(words, "Or write the pattern so that the group must be there"),
    )


def of_json(facts: Facts, node: ast.AST, origin: Origin) -> Cause | None:
    """What `json.loads` read holds `null` there."""
    item, program = item_of(origin.node), facts.program
    if item is None or not reads_json(facts):
        return None
    text = program.text(node)
    key, line = item[1], facts.crash.line if facts.crash else origin.line
    empty = empty_for(facts, node)
    words = f"Take `null` for nothing: {quoted(f'{text} or {empty}', 50)}"
    alone = isinstance(program.parent(node), ast.For | ast.comprehension | ast.AugAssign)
    written = f"{text} or {empty}" if alone else f"({text} or {empty})"
    fixes = (Fix(words, (replaced(program, node, written),), masks=True),) if empty else ()
    return Cause(
        "none-in-data",
        f"the data have an entry for {quoted(key, 30)} with the value None: in JSON that is `null`",
        program.span(node),
        suggestions=(*(fix.words for fix in fixes), f"Handle None for {key} in line {line}"),
        fixes=fixes,
    )


def reads_json(facts: Facts) -> bool:
    """Whether the run came to a call that reads JSON."""
    for call in facts.program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="json"), attr=attr)) if attr in LOADERS:
                if facts.reached(call.lineno):
                    return True
            case _:
                continue
    return False


def empty_for(facts: Facts, node: ast.AST) -> str | None:
    """The empty value that fits where something is gone through."""
    parent = facts.program.parent(node)
    walked = isinstance(parent, ast.For | ast.comprehension) and parent.iter is node
    return "[]" if walked and failing(facts) is node else neutral_for(facts)
