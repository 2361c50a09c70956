"""The expressions that make the elements of a list, a tuple or a set of the program, all of them."""

import ast
from collections.abc import Iterator

from analyzer.reading.naming import is_builtin
from analyzer.reading.reading import Reading
from knowledge.scopes import Use

DEEPEST = 4
MOST = 60
COPIES = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter"})
ADDS = frozenset({"append", "add", "appendleft"})
KEEPS = frozenset(
    {"clear", "copy", "count", "index", "pop", "remove", "reverse", "sort", "discard", "get", "items"}
    | {"keys", "values", "union", "intersection", "difference", "isdisjoint", "issubset", "issuperset"}
)
"""Methods that put nothing into their object."""

READS = (
    *(ast.Compare, ast.BoolOp, ast.UnaryOp, ast.FormattedValue, ast.Return, ast.Yield, ast.BinOp),
    *(ast.If, ast.While, ast.IfExp, ast.Expr, ast.For, ast.comprehension, ast.Starred),
)


def parts_of(reading: Reading, node: ast.AST | None, depth: int = DEEPEST) -> list[ast.expr] | None:
    """The expressions of which each element is the value of one; None where there may be others."""
    if depth == 0:
        return None
    match node:
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            starred = any(isinstance(part, ast.Starred) for part in parts)
            return None if starred or len(parts) > MOST else parts
        case ast.ListComp(elt=part) | ast.SetComp(elt=part) | ast.GeneratorExp(elt=part):
            return [part]
        case ast.Call(func=ast.Name(id=name) as called, args=[copied]) if name in COPIES:
            return parts_of(reading, copied, depth - 1) if is_builtin(reading, called) else None
        case ast.Name():
            return parts_of_name(reading, node, depth - 1)
        case _:
            return None


def parts_of_name(reading: Reading, name: ast.Name, depth: int) -> list[ast.expr] | None:
    """The elements of what a name is bound to, once, and what is added to it."""
    match reading.program.bindings(name):
        case [binding] if binding.kind == "assignment" and binding.value is not None:
            made = parts_of(reading, binding.value, depth)
        case _:
            return None
    home = reading.program.scope(name).resolve(name.id)
    uses = reading.uses_of.get((home, name.id), ()) if home else ()
    if made is None or reading.writes_unseen or len(uses) > MOST:
        return None
    for use in uses:
        found = added(reading, use)
        if found is None:
            return None
        made = [*made, *found]
    return made


def added(reading: Reading, use: Use) -> list[ast.expr] | None:
    """What a use of a container adds to it; None where that cannot be told."""
    program = reading.program
    node, parent = use.node, program.parent(use.node)
    match parent:
        case ast.Attribute(attr=attr):
            above = program.parent(parent)
            called = isinstance(above, ast.Call) and above.func is parent
            if called and attr in ADDS:
                return list(above.args)  # type: ignore[union-attr]  # it is a call
            return [] if called and attr in KEEPS else None
        case ast.Subscript(value=value, ctx=ast.Load() | ast.Del()) if value is node:
            return []
        case ast.Call(func=ast.Name(id="exec" | "eval")):
            return None  # what runs may write there
        case ast.Call(func=called) if called is not node:
            return [] if is_builtin(reading, called) else None
        case _:
            return [] if isinstance(parent, READS) else None


def is_untouched(reading: Reading, name: ast.Name) -> bool:
    """Whether nothing in the program changes the container that a name is bound to."""
    home = reading.program.scope(name).resolve(name.id)
    key = (home, name.id)
    if key not in reading.untouched:
        uses = reading.uses_of.get((home, name.id), ()) if home else ()
        reading.untouched[key] = not reading.writes_unseen and all(is_reading(reading, use) for use in uses)
    return reading.untouched[key]


def is_reading(reading: Reading, use: Use) -> bool:
    """Whether a use of a container leaves it as it is."""
    program = reading.program
    match program.parent(use.node):
        case ast.Attribute(attr=attr) as parent:
            above = program.parent(parent)
            called = isinstance(above, ast.Call) and above.func is parent
            return called and attr in KEEPS - {"clear", "pop", "remove", "reverse", "sort", "discard"}
        case ast.Subscript(ctx=ast.Load()):
            return True
        case ast.Subscript() | ast.AugAssign() | ast.Delete():
            return False
        case _:
            return added(reading, use) == []


def sources(owner: ast.AST, target: ast.AST) -> Iterator[tuple[ast.expr, int | None]]:
    """Yield the iterables whose elements a loop gives to a name; the number says which part of each."""
    for clause in getattr(owner, "generators", [owner]):
        match getattr(clause, "target", None):
            case found if found is target:
                yield clause.iter, None
            case ast.Tuple(elts=parts) if any(part is target for part in parts):
                yield clause.iter, next(row for row, part in enumerate(parts) if part is target)
            case _:
                pass
