"""Where did a value come from: the walk back over what the run and the text already prove.

It follows a name to the assignment that was in force, a parameter to the argument in the caller's frame, a
call to the `return` that was taken, an attribute to the statement that set it, an item to what was put into
the container, and stops where the value was made. Steps copy the value; nothing is computed. A record of a
second run can go on where this walk says `element` or `unknown`.
"""

import ast
from dataclasses import replace

from knowledge.backward.of_call import of_call, of_copy, of_generator
from knowledge.backward.of_name import of_name
from knowledge.backward.of_part import of_attribute, of_item, of_items
from knowledge.backward.origin import Origin
from knowledge.backward.place import Place, frames, innermost, value_at
from knowledge.backward.reaching import may_be
from knowledge.facts import Facts
from knowledge.program import first_line
from knowledge.provenance import Link
from knowledge.telling.wording import shortened
from knowledge.value import Value

LONGEST = 60


def origin_of(facts: Facts, node: ast.AST, depth: int | None = None, value: Value | None = None) -> Origin:
    """Walk back from an expression of the frame `depth` (the crash frame unless given).

    `value` is what it had, where the caller knows better than the frame.
    """
    at = innermost(facts) if depth is None else depth
    here = Place(node, at, value or value_at(facts, node, at), shown=node)
    return walked(facts, here, frozenset())


def walked(facts: Facts, here: Place, seen: frozenset[ast.AST]) -> Origin:
    """Step back until a place says that the walk ends; never over the same node twice."""
    links = [link_of(facts, here)]
    names: list[ast.AST] = []
    while not here.kind:
        seen |= {here.node}
        names += [here.node] if isinstance(here.node, ast.Name | ast.Attribute) else []
        there = back(facts, here, seen)
        if there is None or (there.node in seen and not there.kind) or len(seen) > LONGEST:
            here = replace(here, kind="unknown" if unclear(here.node) else "expression")
            break
        here = there
        if here.shown is not None:
            links.append(link_of(facts, here))
    links[-1] = replace(links[-1], how="born") if len(links) > 1 else links[-1]
    return Origin(
        here.kind,
        here.node,
        facts.program.span(here.node),
        here.depth,
        here.value,
        tuple(links),
        here.function,
        here.sure,
        tuple(names),
    )


def unclear(node: ast.AST) -> bool:
    """Whether an expression only passes on what something else made."""
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript)


def back(facts: Facts, here: Place, seen: frozenset[ast.AST]) -> Place | None:
    """Take one step back; None where the node itself made the value, or nobody can tell."""
    match here.node:
        case ast.Name() as name:
            there = of_name(facts, here, name)
            return through_items(facts, there, seen) if there else None
        case ast.NamedExpr(value=value) | ast.Await(value=value):
            return here.to(value, "assigned")
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return of_choice(facts, here, test, (body, orelse))
        case ast.BoolOp(op=ast.Or(), values=values):
            return here.to(values[-1], "assigned") if is_false(here.value) else None
        case ast.Call() as call:
            return of_copy(here, call) or of_call(facts, here, call)
        case ast.YieldFrom(value=ast.Call() as call):
            return of_generator(facts, here, call)
        case ast.Attribute() as attribute:
            return of_attribute(facts, here, attribute)
        case ast.Subscript(value=owner) as item:
            container = container_of(facts, owner, here, seen)
            return of_item(facts, here, item, container) if container else None
        case _:
            return None


def through_items(facts: Facts, there: Place, seen: frozenset[ast.AST]) -> Place:
    """Where a loop gave the value, go on to what filled the container."""
    kind, _, what = there.kind.partition(":")
    if not what:
        return there
    container = container_of(facts, there.node, there, seen)
    if container is None:
        return replace(there, kind=kind)
    return of_items(facts, there, what, container)


def container_of(facts: Facts, owner: ast.AST, here: Place, seen: frozenset[ast.AST]) -> Origin | None:
    """Find where a container was made; None where the walk came through it before."""
    if owner in seen or len(seen) > LONGEST:
        return None
    value = value_at(facts, owner, here.depth) if runs_now(facts, owner, here.depth) else None
    return walked(facts, Place(owner, here.depth, value, shown=owner), seen)


def runs_now(facts: Facts, node: ast.AST, depth: int | None) -> bool:
    """Whether a frame is at the statement of a node: only then the variables have the node's values."""
    if depth is None or depth >= len(frames(facts)):
        return False
    statement = facts.program.statement(node)
    line = frames(facts)[depth].line
    return statement is not None and first_line(statement) <= line <= (statement.end_lineno or line)


def of_choice(facts: Facts, here: Place, test: ast.expr, branches: tuple[ast.expr, ast.expr]) -> Place | None:
    """Go to the branch of `a if test else b` that was taken: by the test's value, or by what it can give."""
    chosen = value_at(facts, test, here.depth)
    if chosen is not None and isinstance(chosen.scalar, bool):
        return here.to(branches[0 if chosen.scalar else 1], "assigned")
    able = [one for one in branches if here.value is not None and may_be(facts.program, one, here.value)]
    return here.to(able[0], "assigned") if len(able) == 1 else None


def is_false(value: Value | None) -> bool:
    """Whether a value counts as false."""
    return value is not None and (value.is_none or value.length == 0 or value.scalar in (0, "", False))


def link_of(facts: Facts, here: Place) -> Link:
    """Tell of one step: where, which text, which value."""
    shown = here.shown if here.shown is not None else here.node
    text = shortened(facts.program.text(shown).split("\n")[0])
    return Link(here.how, facts.program.span(shown), text, shortened(here.value.text) if here.value else "")
