"""Which expression put an item into a container, as far as the text shows it."""

import ast
from collections.abc import Iterable, Iterator

from knowledge.backward.reaching import may_be, reached_nodes
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.value import Scalar, Value

SAME_ITEMS = frozenset({"sorted", "list", "tuple", "reversed", "iter", "set", "enumerate"})
FILLERS = {"append": 0, "appendleft": 0, "add": 0, "insert": 1, "put": 0}
PICKERS = frozenset({"min", "max", "sorted"})


def iterated(iterable: ast.expr, target: ast.expr, name: ast.AST) -> tuple[ast.expr, str]:
    """Look through `enumerate`, `zip`, `sorted` and `items` for the container that a loop's name walks over.

    The word says what of it: `items`, `keys`, `values`; `items.1` for the second part of an item; nothing
    where it cannot be told.
    """
    rows = target.elts if isinstance(target, ast.Tuple | ast.List) else []
    row = next((at for at, part in enumerate(rows) if part is name), None)
    match iterable:
        case ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]):
            return (inner, "items") if row == 1 else (iterable, "")
        case ast.Call(func=ast.Name(id="zip"), args=args) if row is not None and row < len(args):
            return args[row], "items"
        case ast.Call(func=ast.Name(id=function), args=[inner, *_]) if function in SAME_ITEMS:
            return iterated(inner, target, name)
        case ast.Call(func=ast.Attribute(value=inner, attr="items"), args=[]):
            return inner, {0: "keys", 1: "values"}.get(-1 if row is None else row, "")
        case ast.Call(func=ast.Attribute(value=inner, attr="values" | "keys" as what), args=[]):
            return inner, what if not rows else ""
        case _:
            return iterable, "items" if not rows else "" if row is None else f"items.{row}"


def put_in(program: Program, container: ast.AST, what: str, value: Value | None) -> list[ast.expr]:
    """List the expressions that may have put this value into the container that `container` makes."""
    match container:
        case ast.List(elts=elts) | ast.Tuple(elts=elts) if what.isdigit():
            found = elts[int(what) : int(what) + 1]
        case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts) if what == "items":
            found = [item for item in elts if not isinstance(item, ast.Starred)]
        case ast.ListComp(elt=elt) | ast.SetComp(elt=elt) | ast.GeneratorExp(elt=elt) if what == "items":
            found = [elt]
        case ast.Dict(keys=keys, values=values):
            found = values if what == "values" else [key for key in keys if key]
        case ast.DictComp(key=key, value=one):
            found = [one if what == "values" else key]
        case _:
            found = []
    return [item for item in found if value is None or may_be(program, item, value)]


def at_key(container: ast.AST, key: Scalar) -> ast.expr | None:
    """Return the expression at one key of a dict display, or at one index of a list display."""
    match container:
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            found = [one for at, one in pairs if isinstance(at, ast.Constant) and same(at.value, key)]
            return found[-1] if found and None not in keys else None
        case ast.List(elts=elts) | ast.Tuple(elts=elts) if isinstance(key, int) and not isinstance(key, bool):
            plain = not any(isinstance(item, ast.Starred) for item in elts)
            return elts[key] if plain and -len(elts) <= key < len(elts) else None
        case _:
            return None


def same(one: object, other: object) -> bool:
    """Whether two keys are the same one, of the same type."""
    return type(one) is type(other) and one == other


def filled_by(facts: Facts, owner: ast.AST) -> Iterator[tuple[ast.stmt, ast.expr]]:
    """Yield the calls such as `name.append(value)` and stores `name[key] = value` that the run reached."""
    yield from filled_under(facts, (owner,))


def filled_under(facts: Facts, owners: Iterable[ast.AST]) -> Iterator[tuple[ast.stmt, ast.expr]]:
    """Yield what was put into a container under any of its names, in one walk over the program.

    An attribute counts under any object, a name in its own scope.
    """
    homes = {home_of(facts, owner) for owner in owners}
    for statement in reached_nodes(facts, facts.program.statements):
        stored = store_of(statement)
        if stored is not None and home_of(facts, stored[0]) in homes:
            yield statement, stored[1]


def home_of(facts: Facts, owner: ast.AST) -> tuple[str, object]:
    """What tells containers apart: the attribute, or the text and the scope of its first name."""
    if isinstance(owner, ast.Attribute):
        return owner.attr, None
    text = ast.unparse(owner)
    return text, id(facts.program.scope(owner).resolve(text.partition(".")[0]))


def stored_by(statement: ast.stmt, container: ast.AST) -> ast.expr | None:
    """Return the value that a statement puts into a container; an attribute counts under any object."""
    stored = store_of(statement)
    return stored[1] if stored is not None and is_named(stored[0], container) else None


def store_of(statement: ast.stmt) -> tuple[ast.expr, ast.expr] | None:
    """The container that a statement puts something into, and what."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=attr), args=args)):
            row = FILLERS.get(attr, len(args))
            return (owner, args[row]) if row < len(args) else None
        case ast.Assign(targets=[ast.Subscript(value=owner)], value=value):
            return owner, value
        case _:
            return None


def is_named(one: ast.AST, other: ast.AST) -> bool:
    """Whether two expressions may name the same thing."""
    if isinstance(one, ast.Attribute) and isinstance(other, ast.Attribute):
        return one.attr == other.attr
    return ast.unparse(one) == ast.unparse(other)


def fed_to(call: ast.Call, function: ast.AST, row: int) -> ast.expr | None:
    """Return the iterable whose items a builtin hands to the function that it was given.

    `function` is the lambda, or the name, as it stands in the call; `row` counts the function's parameters.
    """
    by_key = any(keyword.arg == "key" and keyword.value is function for keyword in call.keywords)
    match call.func:
        case ast.Name(id=name) if name in PICKERS and by_key and len(call.args) == 1 and row == 0:
            return call.args[0]
        case ast.Name(id="map") if call.args[:1] == [function] and row + 1 < len(call.args):
            return call.args[row + 1]
        case ast.Name(id="filter") if call.args[:1] == [function] and len(call.args) == 2:
            return call.args[1]
        case ast.Attribute(value=owner, attr="sort") if by_key:
            return owner
        case ast.Name(id="reduce") | ast.Attribute(attr="reduce") if call.args[:1] == [function] and row == 1:
            return call.args[1] if len(call.args) > 1 else None
        case _:
            return None
