"""A key that was asked for and is not there: the noun, and how it is found."""

import ast
from dataclasses import dataclass, replace

from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.value import Value

ENUMERATIONS = frozenset({"EnumType", "EnumMeta", "enum.EnumType", "enum.EnumMeta"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A key that was asked for: the failing node, the mapping and the key, as nodes and as values."""

    node: ast.AST
    mapping: ast.expr
    key_node: ast.expr
    key: Value
    held: Value | None

    @property
    def keys(self) -> tuple[Value, ...]:
        """The keys that there are."""
        return (self.held.keys or ()) if self.held else ()


def asked_key(facts: Facts) -> Asked | None:
    """The mapping and the key of the failing expression."""
    node, fault = failing(facts), facts.fault
    key = fault.attributes.get("key") if fault else None
    match node:
        case (
            ast.Subscript(value=mapping, slice=index)
            | ast.Delete(targets=[ast.Subscript(value=mapping, slice=index)])
        ):
            pass
        case ast.Call(
            func=ast.Attribute(value=mapping, attr="pop" | "remove" | "move_to_end"), args=[index, *_]
        ):
            pass
        case ast.AugAssign(target=ast.Subscript(value=mapping, slice=index)):
            pass
        case _:
            return None
    key = facts.value(index) or key
    held = enumerated(facts, mapping) or facts.value(mapping)
    return Asked(node, mapping, index, key, held) if key is not None else None


def enumerated(facts: Facts, mapping: ast.expr) -> Value | None:
    """An enumeration of the program, asked for a member by its name: as a mapping of its names."""
    kind = facts.program.classes.get(mapping.id) if isinstance(mapping, ast.Name) else None
    value = facts.value(mapping) if kind else None
    if kind is None or value is None or value.type not in ENUMERATIONS:
        return None
    names = [
        target.id
        for statement in kind.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]
    keys = tuple(Value("str", repr(name), scalar=name, length=len(name)) for name in names)
    return replace(value, keys=keys, length=len(keys))


def is_taking(node: ast.AST) -> bool:
    """Whether an item was to be taken out: then that the container is empty says it all."""
    return isinstance(node, ast.Call)


def as_argument(facts: Facts, node: ast.expr) -> str:
    """The text of a key as an argument: a tuple needs its brackets there."""
    text = facts.program.text(node)
    return f"({text})" if isinstance(node, ast.Tuple) and not text.startswith("(") else text
