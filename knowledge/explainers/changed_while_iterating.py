"""RuntimeError: a dict or set is changed while a loop goes through it."""

import ast
from collections.abc import Iterator

from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.living_view import feeding_loop
from knowledge.ending.stopping import within
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name
from knowledge.operating.touching import failing
from knowledge.program import first_line
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

CHANGES = frozenset({
    "pop", "popitem", "add", "remove", "discard", "clear", "update", "setdefault", "append", "appendleft",
    "popleft",
})  # fmt: skip
DEEPEST = 12
"""Names of functions that the search goes through."""

VIEWS = frozenset({"keys", "values", "items"})


@explains(RuntimeError)
def changed_while_iterating(facts: Facts) -> Cause | None:
    """Name the loop and the line in it that changes what the loop goes through."""
    loop = going_through(facts)
    if loop is None:
        return None
    owner = container(loop.iter)
    if owner is None:
        return None
    change = next(found_in(facts, loop.body, owner, frozenset()), None)
    fed = feeding_loop(facts) if change is None else None
    if fed is not None:
        change, loop = next(found_in(facts, fed.body, owner, frozenset({""})), None), fed
    if change is None:
        return None
    text, span = facts.program.text(owner), facts.program.span(change)
    whole = facts.program.text(loop.iter)
    return Cause(
        "changed-while-iterating",
        f"line {span.line} changes `{text}` ({quoted(facts.program.text(change), 40)}), and the loop in "
        f"line {first_line(loop)} is still going through it",
        facts.program.span(loop.iter),
        immediate=f"`{text}` changed its size while the loop in line {loop.lineno} went through it",
        certainty=Certainty.PROVEN,
        suggestions=(
            f"Go through a copy: `list({whole})` in line {loop.lineno}",
            "Collect what is to be changed, and change it after the loop",
        ),
        fixes=(
            Fix(
                f"Go through a copy: `list({whole})`", (replaced(facts.program, loop.iter, f"list({whole})"),)
            ),
        ),
    )


def found_in(facts: Facts, body: list[ast.stmt], owner: ast.expr, seen: frozenset[str]) -> Iterator[ast.AST]:
    """Yield what changes the container, in the loop first, then in the functions that it calls.

    There the object may go by another name: an attribute is known by its own one.
    """
    reached = [node for node in within(body) if facts.reached(getattr(node, "lineno", 0))]
    yield from (node for node in reached if changes(node, owner, inside=bool(seen)))
    called = {name for node in reached if isinstance(node, ast.Call) and (name := called_name(node))}
    for name in sorted(called - seen):
        for function in facts.program.functions.get(name, ()) if len(seen) < DEEPEST else ():
            yield from found_in(facts, function.body, owner, seen | called)


def going_through(facts: Facts) -> ast.For | None:
    """The loop that failed to take its next item."""
    node = failing(facts)
    parent = facts.program.parent(node) if node is not None else None
    return parent if isinstance(parent, ast.For) and parent.iter is node else None


def container(iterable: ast.expr) -> ast.expr | None:
    """What a loop goes through, views looked through."""
    match iterable:
        case ast.Call(func=ast.Attribute(value=owner, attr=attr), args=[]) if attr in VIEWS:
            return owner
        case ast.Name() | ast.Attribute():
            return iterable
        case _:
            return None


def changes(node: ast.AST, owner: ast.expr, *, inside: bool) -> bool:
    """Whether a node changes the size of the container; `inside` a function that the loop calls."""
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr=attr)):
            return attr in CHANGES and is_same(value, owner, inside=inside)
        case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()):
            return is_same(value, owner, inside=inside)
        case _:
            return False


def is_same(node: ast.expr, owner: ast.expr, *, inside: bool) -> bool:
    """Whether two expressions may be the same container."""
    if inside and isinstance(node, ast.Attribute) and isinstance(owner, ast.Attribute):
        return node.attr == owner.attr
    return as_read(node) == as_read(owner)


def as_read(node: ast.expr) -> str:
    """An expression as it can be compared with another."""
    return ast.dump(node, annotate_fields=False)
