"""What lies below a node of a tree: the same as `ast` tells, in a fraction of the time.

`ast.iter_child_nodes` looks at every field of every node. Which fields of a kind can hold a node is known
from its grammar, so only those are looked at. Contexts and operators are left out: there is one of each for
all programs, so they have no place of their own, and no parent.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

type Parts = Iterable[Any]
"""Each is a node, a list of nodes, or None."""

WORDS = frozenset(
    {
        *("arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "kwd_attrs", "level"),
        *("module", "name", "op", "ops", "rest", "simple", "str", "tag", "type_comment", "type_ignores"),
    }
)
"""The fields that hold a name, a number, a context or an operator."""

FIELDS: dict[type, tuple[str, ...]] = {
    ast.Constant: (),
    ast.MatchSingleton: (),
    ast.TypeIgnore: (),
    ast.Global: (),
    ast.Nonlocal: (),
    ast.TypeAlias: ("name", "type_params", "value"),
}
"""Where a field is not what its name says elsewhere."""

LEAVES = frozenset({ast.Name, ast.Constant})
"""The most common kinds, below which there is nothing; half of all nodes are of them."""


class Getters(dict[type, Callable[[Any], Parts]]):
    """How to get at the parts of each kind of node; found out when one is first met."""

    def __missing__(self, kind: type[ast.AST]) -> Callable[[Any], Parts]:
        """Know a kind by its fields."""
        self[kind] = found = getter(*FIELDS.get(kind, [name for name in kind._fields if name not in WORDS]))
        return found


def getter(*fields: str) -> Callable[[Any], Parts]:
    """Get these fields of a node."""
    match fields:
        case ():
            return lambda _: ()
        case (one,):
            return lambda node: (getattr(node, one),)
        case _:
            return attrgetter(*fields)


def of_dict(node: ast.Dict) -> Parts:
    """The parts of a dictionary: for `**` there is no key."""
    return [key for key in node.keys if key is not None], node.values


def of_arguments(node: ast.arguments) -> Parts:
    """The parts of a head: not every parameter has a default."""
    defaults = [default for default in node.kw_defaults if default is not None]
    named = node.posonlyargs, node.args, node.vararg, node.kwonlyargs
    return *named, defaults, node.kwarg, node.defaults


PARTS = Getters({ast.Dict: of_dict, ast.arguments: of_arguments})


def nodes_in(node: ast.AST) -> list[ast.AST]:
    """The nodes right below a node, in the order of the grammar, without contexts and operators."""
    found: list[ast.AST] = []
    for part in PARTS[type(node)](node):
        if type(part) is list:
            found += part
        elif part is not None:
            found.append(part)
    return found


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it in no order to rely on, without contexts and operators."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        if type(node) not in LEAVES:
            pending += nodes_in(node)
