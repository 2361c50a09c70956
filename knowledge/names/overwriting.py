"""A loop took the name of a value that is asked for again behind it."""

import ast
from collections.abc import Callable, Iterator

from knowledge.backward.place import line_of
from knowledge.backward.reaching import DISPLAYS, at_line, in_force, was_reached
from knowledge.calling.calls import callee
from knowledge.cause import Cause, Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.program import first_line
from knowledge.scopes import Binding
from knowledge.telling.edits import replaced
from knowledge.telling.wording import a, quoted, short

CONTAINERS = frozenset({"dict", "list", "set", "tuple", "str"})

type Suits = Callable[[str], bool]


def overwritten(facts: Facts, node: ast.AST, suits: Suits) -> Cause | None:
    """Say which loop gave the name away, where the value before it would have suited.

    `suits` tells of the name of a type whether what failed works with it. Only a loop counts: an assignment
    under the same name is mostly meant.
    """
    value = value_of(facts, node)
    scope = facts.program.scope(node).resolve(node.id) if isinstance(node, ast.Name) else None
    if scope is None or value is None or not isinstance(node, ast.Name):
        return None
    bindings = scope.bindings[node.id]
    taken, _ = in_force(facts, bindings, line_of(facts, node), value)
    if taken is None or taken.kind != "loop" or not isinstance(taken.owner, ast.For):
        return None
    before = [one for one in bindings if at_line(one) < taken.owner.lineno and was_reached(facts, one)]
    if not before or before[-1].kind == "loop" or not suited(facts, before[-1], taken.owner, node, suits):
        return None
    loop, earlier = taken.owner, before[-1]
    other = f"{node.id}_"
    told = (
        f"line {loop.lineno} gives the name `{node.id}` to each item of {quoted(iterated(facts, loop), 40)}"
    )
    words = f"Give the variable of the loop in line {loop.lineno} another name, such as `{other}`"
    return Cause(
        "shadowed-name",
        f"{told}, so the value of line {at_line(earlier)} is gone",
        facts.program.span(taken.node),
        immediate=f"`{node.id}` is {a(short(value.type))} here, the last item that the loop gave it",
        suggestions=(words,),
        fixes=(Fix(words, tuple(replaced(facts.program, one, other) for one in uses(facts, taken, node))),),
    )


def iterated(facts: Facts, loop: ast.For) -> str:
    """The text of what a loop goes through."""
    return facts.program.text(loop.iter).split("\n")[0]


def suited(facts: Facts, earlier: Binding, loop: ast.For, node: ast.Name, suits: Suits) -> bool:
    """Whether the value before the loop was of a suitable type, or was already used in the same way."""
    kind = kind_of(facts, earlier)
    if kind is not None:
        return suits(kind)
    between = range(at_line(earlier) + 1, loop.lineno + 1)
    home = facts.program.scope(node).resolve(node.id)
    return any(
        use.node.lineno in between and facts.reached(use.node.lineno) and alike(facts, use.node, node)
        for use in facts.program.scopes.uses
        if use.name == node.id and use.scope.resolve(use.name) is home
    )


def kind_of(facts: Facts, binding: Binding) -> str | None:
    """The type of the value that a binding gave, as far as its form and what functions returned tell."""
    match binding.value:
        case ast.Call(func=ast.Name(id=name)) if name in CONTAINERS and not facts.program.functions.get(name):
            return name
        case ast.Call() as call:
            function = callee(facts, call)
            done = facts.returned(function.name, first_line(function)) if function else None
            return short(done.value.type) if done else None
        case None:
            return None
        case value:
            return DISPLAYS.get(type(value))


def alike(facts: Facts, one: ast.AST, other: ast.AST) -> bool:
    """Whether two uses ask a value for the same: an item, or the same attribute."""
    match facts.program.parent(one), facts.program.parent(other):
        case ast.Subscript(value=left), ast.Subscript(value=right):
            return left is one and right is other
        case ast.Attribute(attr=left_name), ast.Attribute(attr=right_name):
            return left_name == right_name
        case _:
            return False


def uses(facts: Facts, taken: Binding, node: ast.Name) -> Iterator[ast.AST]:
    """Yield the variable of the loop and its uses in the body, but for those that ask as the crash does."""
    loop = taken.owner
    yield taken.node
    inside = {part for one in loop.body for part in ast.walk(one)} if isinstance(loop, ast.For) else set()
    for part in inside:
        named = isinstance(part, ast.Name) and part.id == node.id and part is not node
        if named and not alike(facts, part, node):
            yield part
