"""With what a program fills a list or a dict."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from weakref import WeakKeyDictionary

from analyzer.likely.kind import CONTAINERS, MAPPINGS, Asked, Kind, agreed
from analyzer.reading.reading import Reading
from knowledge.program import Program

MOST_USES = 60
MOST = 6
"""Places at which something is put into a container; what has more is not followed."""


NAMED: WeakKeyDictionary[Program, dict[str, list[ast.AST]]] = WeakKeyDictionary()


def filled(asked: Asked, name: ast.Name, kind: Kind) -> Kind:
    """A container that a name is bound to, with what is put into it."""
    home = asked.reading.program.scope(name).resolve(name.id)
    uses = asked.reading.uses_of.get((home, name.id), ()) if home else ()
    return with_elements(asked, kind, [use.node for use in uses[: MOST_USES + 1]])


def filled_member(asked: Asked, name: str, kind: Kind) -> Kind:
    """The same for an attribute, by its name."""
    return with_elements(asked, kind, named(asked.reading.program).get(name, [])[: MOST_USES + 1])


def named(program: Program) -> dict[str, list[ast.AST]]:
    """The attributes of a program by their names; looked for once."""
    if program not in NAMED:
        found: dict[str, list[ast.AST]] = {}
        for node in program.by_type.get(ast.Attribute, ()):
            if isinstance(node, ast.Attribute):
                found.setdefault(node.attr, []).append(node)
        NAMED[program] = found
    return NAMED[program]


def with_elements(asked: Asked, kind: Kind, uses: Sequence[ast.AST]) -> Kind:
    """A container, and what is put into it at these places, where all of it agrees."""
    if kind.name not in CONTAINERS or kind.name == "tuple":
        return kind
    if len(uses) > MOST_USES:
        return Kind(kind.name)
    put = list(put_into(asked.reading, uses))
    if not put:
        return kind
    there = [kind.held] if kind.inner else []
    found = agreed([*there, *map(asked.of, put)]) if len(put) <= MOST else None
    if found is None or found.made_by is None:
        return Kind(kind.name)  # what else is put there under another name is not seen
    return Kind(kind.name, None, (None, found) if kind.name in MAPPINGS else (found,))


def put_into(reading: Reading, uses: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """Yield what is appended, added, or stored under a key."""
    for use in uses:
        above = reading.program.parent(use)
        further = reading.program.parent(above) if above else None
        match above, further:
            case ast.Attribute(attr="append" | "add" | "appendleft"), ast.Call(args=[value]):
                yield value
            case ast.Subscript(ctx=ast.Store(), value=owner), ast.Assign(value=value) if owner is use:
                yield value
            case _:
                pass
