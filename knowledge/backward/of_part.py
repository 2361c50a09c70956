"""One step back from an attribute or an item: to the statement that put it there."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.backward.elements import at_key, filled_under, put_in
from knowledge.backward.of_call import of_function
from knowledge.backward.origin import Origin
from knowledge.backward.place import Place, frames, line_of, runs, value_at
from knowledge.backward.reaching import last_time, may_be, reached_nodes
from knowledge.calling.calls import (
    callee,
    class_of,
    class_of_value,
    enclosing_class,
    has_decorator,
    methods_of,
)
from knowledge.calling.returning import inside
from knowledge.facts import Facts

NAMED = (ast.Name, ast.Attribute)


def of_attribute(facts: Facts, here: Place, node: ast.Attribute) -> Place | None:
    """Go to the statement that set an attribute, or into the property behind it."""
    kind = class_of_owner(facts, node.value, here.depth)
    if kind is None:
        return None
    for function in methods_of(facts.program, kind):
        if function.name == node.attr:
            return of_function(facts, here, function) if has_decorator(function, "property") else None
    line = line_of(facts, node)
    found = [
        (last_time(facts, statement.lineno, line), statement, value)
        for statement, value in settings(facts, node.attr, kind)
        if here.value is None or may_be(facts.program, value, here.value)
    ]
    if not found:
        return of_field(facts, here, kind, node.attr)
    _, statement, value = max(found, key=lambda setting: setting[0])
    there = Place(value, same_frame(facts, statement, here.depth), here.value, sure=here.sure)
    return there.to(value, "attribute", statement, sure=len(found) == 1)


def of_field(facts: Facts, here: Place, kind: ast.ClassDef, name: str) -> Place | None:
    """Go to what the one call that made such an object passed for a field of a dataclass."""
    if not any("dataclass" in ast.unparse(one) for one in kind.decorator_list):
        return None
    fields = [one.target.id for one in kind.body if is_field(one)]  # type: ignore[attr-defined]  # it is one
    found = [
        (call, value)
        for call in calls_of_class(facts, kind)
        if (value := passed_for(call, fields, name)) is not None
        and (here.value is None or may_be(facts.program, value, here.value))
    ]
    if len(found) != 1:
        return None
    call, value = found[0]
    return Place(value, None, here.value, sure=here.sure).to(value, "argument", call)


def is_field(statement: ast.stmt) -> bool:
    """Whether a statement in a class names a field with its type."""
    return isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)


def calls_of_class(facts: Facts, kind: ast.ClassDef) -> list[ast.Call]:
    """The calls in the text that make an object of a class."""
    found = facts.program.by_type.get(ast.Call, [])
    return [
        call
        for call in found
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == kind.name
    ]


def passed_for(call: ast.Call, fields: list[str], name: str) -> ast.expr | None:
    """What a call passes for a field, by name or by place; None where a star hides it."""
    by_name = next((one.value for one in call.keywords if one.arg == name), None)
    if by_name is not None or name not in fields:
        return by_name
    row = fields.index(name)
    plain = not any(isinstance(one, ast.Starred) for one in call.args[: row + 1])
    return call.args[row] if plain and row < len(call.args) else None


def class_of_owner(facts: Facts, owner: ast.expr, depth: int | None) -> ast.ClassDef | None:
    """Tell the class of what stands before the dot."""
    value = value_at(facts, owner, depth)
    kind = (class_of_value(facts.program, value) if value else None) or class_of(facts, owner)
    return kind or (only_setter(facts, owner) if value is None or value.is_none else None)


def only_setter(facts: Facts, owner: ast.expr) -> ast.ClassDef | None:
    """Find the one class of the program that sets the attribute read from something unknown."""
    node = facts.program.parent(owner)
    name = node.attr if isinstance(node, ast.Attribute) else ""
    found = {
        enclosing_class(facts.program, target)
        for target in facts.program.nodes
        if isinstance(target, ast.Attribute) and target.attr == name and is_self(target)
    }
    return found.pop() if len(found) == 1 else None


def is_self(target: ast.Attribute) -> bool:
    """Whether a statement sets an attribute of `self`."""
    owner = target.value
    return isinstance(target.ctx, ast.Store) and isinstance(owner, ast.Name) and owner.id == "self"


def settings(facts: Facts, name: str, kind: ast.ClassDef) -> Iterator[tuple[ast.stmt, ast.expr]]:
    """Yield the reached statements that set an attribute of this name, with the value they set."""
    for statement in reached_nodes(facts, facts.program.statements):
        match statement:
            case ast.Assign(targets=targets, value=value):
                pass
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                targets = [target]
            case _:
                continue
        if any(sets(facts, target, name, kind) for target in targets):
            yield statement, value


def sets(facts: Facts, target: ast.expr, name: str, kind: ast.ClassDef) -> bool:
    """Whether a target is this attribute of this class, in a method of it or from outside."""
    match target:
        case ast.Attribute(value=owner, attr=attr) if attr == name:
            if isinstance(owner, ast.Name) and owner.id == "self":
                return related(enclosing_class(facts.program, target), kind)
            return True
        case ast.Name(id=attr) if attr == name:
            return facts.program.scope(target).node is kind
        case _:
            return False


def related(one: ast.ClassDef | None, kind: ast.ClassDef) -> bool:
    """Whether a class is this one, a base of it, or derived from it."""
    if one is None:
        return False
    above = [kind.name, *(base.id for base in kind.bases if isinstance(base, ast.Name))]
    below = [base.id for base in one.bases if isinstance(base, ast.Name)]
    return one.name in above or kind.name in below


def same_frame(facts: Facts, node: ast.AST, depth: int | None) -> int | None:
    """Keep the depth where a node lies in the function that runs there."""
    function = facts.program.function(node)
    if depth is None:
        return None
    frame = frames(facts)[depth]
    same = runs(frame, function) if function else frame.function == "<module>"
    return depth if same else None


def of_item(facts: Facts, here: Place, node: ast.Subscript, container: Origin) -> Place:
    """Go to what was stored under the key; `container` is where the container was made."""
    key = value_at(facts, node.slice, here.depth)
    constant = node.slice.value if isinstance(node.slice, ast.Constant) else key and key.scalar
    shown = at_key(container.node, constant) if container.kind == "expression" else None  # type: ignore[arg-type]  # a key may be bytes: it equals none
    stored = stores(facts, (node.value, *container.names), here)
    if shown is not None and not stored and (here.value is None or may_be(facts.program, shown, here.value)):
        return Place(shown, container.depth, here.value, "element", shown, sure=here.sure and container.sure)
    found = of_stored(facts, here, stored) or of_same_key(facts, here, node, container)
    return found or here.ending("element", node)


def of_same_key(facts: Facts, here: Place, node: ast.Subscript, container: Origin) -> Place | None:
    """Go to the one store under the same written key, whatever the container is called there.

    Records travel under many names; their keys stay. A container that is written out at the end of the walk
    was looked at before.
    """
    key = node.slice.value if isinstance(node.slice, ast.Constant) else None
    if not isinstance(key, str) or here.value is None:
        return None
    if container.kind == "expression" and isinstance(container.node, ast.Dict):
        return None
    found = [
        (statement, value)
        for statement in reached_nodes(facts, facts.program.statements)
        for value in stored_under(statement, key)
        if may_be(facts.program, value, here.value)
    ]
    there = of_stored(facts, here, found)
    return replace(there, sure=False) if there else None


def stored_under(statement: ast.stmt, key: str) -> Iterator[ast.expr]:
    """Yield the value that a statement stores under a written key."""
    match statement:
        case ast.Assign(targets=[ast.Subscript(slice=ast.Constant(value=str(written)))], value=value):
            if written == key:
                yield value
        case _:
            return


def of_items(facts: Facts, here: Place, what: str, container: Origin) -> Place:
    """Go to the one expression that can have put the value among the items of a container."""
    part, _, row = what.partition(".")
    value = None if row else here.value
    made = put_in(facts.program, container.node, part, value) if container.kind == "expression" else []
    made += yielded(facts, container.node) if part == "items" else []
    stored = []
    if part not in ("keys", "0", "1", "2"):
        names = (here.node, *container.names)
        stored = with_item(facts, here, stores(facts, names, replace(here, value=value)), row)
    found = None
    if len(made) == 1 and not stored:
        sure, depth = here.sure and container.sure, container.depth
        if isinstance(container.node, ast.Call):
            depth = None
        found = Place(made[0], depth, here.value, "element", made[0], sure=sure)
    elif not made:
        found = of_stored(facts, here, stored)
    if found is not None and row:
        item = at_key(found.node, int(row))
        found = replace(found, node=item, shown=item) if item is not None else None
    return found or here.ending("element", here.node)


def yielded(facts: Facts, node: ast.AST) -> list[ast.expr]:
    """What a call of a generator of the program yields."""
    function = callee(facts, node) if isinstance(node, ast.Call) else None
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return []
    yields = [one for one in inside(function) if isinstance(one, ast.Yield) and one.value is not None]
    return [one.value for one in yields if one.value is not None]


def stores(facts: Facts, names: Sequence[ast.AST], here: Place) -> list[tuple[ast.stmt, ast.expr]]:
    """List what was put into a container under any of its names, where it can be the value that is followed.

    A list that one function fills and returns is called otherwise where it is used.
    """
    return [
        (at, value)
        for at, value in filled_under(facts, [one for one in names if isinstance(one, NAMED)])
        if here.value is None or may_be(facts.program, value, here.value)
    ]


def with_item(
    facts: Facts, here: Place, stored: list[tuple[ast.stmt, ast.expr]], row: str
) -> list[tuple[ast.stmt, ast.expr]]:
    """Keep the stores of tuples whose item in this row can be the value that is followed."""
    if not row or here.value is None:
        return stored
    items = [(pair, at_key(pair[1], int(row))) for pair in stored]
    return [pair for pair, item in items if item is None or may_be(facts.program, item, here.value)]


def of_stored(facts: Facts, here: Place, stored: list[tuple[ast.stmt, ast.expr]]) -> Place | None:
    """Go to the value that was stored; among several nothing is sure."""
    if len(stored) != 1:
        return None
    statement, value = stored[0]
    there = Place(value, same_frame(facts, statement, here.depth), here.value, sure=here.sure)
    return there.to(value, "element", statement)
