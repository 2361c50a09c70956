"""A list or a set where only what stays as it is may stand: in a set, as a key."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of
from knowledge.operating.touching import failing
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MAKERS = {"list": "tuple", "set": "frozenset"}
METHODS = frozenset({"add", "get", "setdefault", "pop", "discard", "remove"})


@slip(rank=0)
def list_as_key(facts: Facts) -> Iterator[Fix]:
    """Make it a tuple, or a frozen set."""
    program, node = facts.program, failing(facts)
    if facts.fault is None or not facts.fault.is_a("TypeError") or "unhashable" not in facts.fault.message:
        return
    around = program.parent(node) if node is not None else None
    found = [*hashed(node), *(part for part in hashed(around) if part is node)]
    for part in found:
        maker = MAKERS.get(kind_of(facts, part) or given_by(part))
        if maker is not None:
            text = program.text(part)
            yield Fix(
                f"Make it a {maker}: {quoted(f'{maker}({text})', 40)} in line {part.lineno}",
                (replaced(program, part, f"{maker}({text})"),),
                birth=program.span(part),
                because=f"{quoted(text, 40)} can change, so it cannot stand in a set or be a key",
            )


def hashed(node: ast.AST | None) -> Iterator[ast.expr]:
    """Yield what an expression puts into a set or asks for as a key."""
    match node:
        case ast.SetComp(elt=part) | ast.DictComp(key=part) | ast.Subscript(slice=part):
            yield part
        case ast.Set(elts=parts):
            yield from parts
        case ast.Dict(keys=keys):
            yield from (key for key in keys if key is not None)
        case ast.Compare(left=part, ops=[ast.In() | ast.NotIn()]):
            yield part
        case ast.Call(func=ast.Attribute(attr=attr), args=[part, *_]) if attr in METHODS:
            yield part
        case _:
            return


def given_by(node: ast.expr) -> str:
    """The type of what an expression makes, as far as its form tells."""
    match node:
        case ast.List() | ast.ListComp():
            return "list"
        case ast.Set() | ast.SetComp():
            return "set"
        case ast.Call(func=ast.Attribute(attr="split" | "splitlines" | "rsplit")):
            return "list"
        case ast.Call(func=ast.Name(id=("list" | "set") as name)):
            return name
        case ast.Call(func=ast.Name(id="sorted")):
            return "list"
        case _:
            return ""
