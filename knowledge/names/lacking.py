"""An attribute that is not there: which object lacks it, and why.

Decided once, worded by one explainer for each reason, so that they exclude each other.
"""

import ast
from dataclasses import dataclass
from functools import lru_cache

from knowledge.backward.origin import Origin
from knowledge.backward.origins import origin_of
from knowledge.calling.calls import class_of_value
from knowledge.facts import Facts
from knowledge.names.meant_names import attributes_of
from knowledge.near import nearest
from knowledge.operating.touching import failing
from knowledge.scopes import Binding
from knowledge.tables.foreign_members import FOREIGN_MEMBERS
from knowledge.value import Value

CALLABLES = frozenset({"function", "builtin_function_or_method", "method", "method-wrapper"})
BUILTIN_TYPES: dict[str, type] = {
    kind.__name__: kind for kind in (list, dict, set, tuple, str, bytes, int, float, bool, frozenset, complex)
}


@dataclass(frozen=True, slots=True)
class Lacking:
    """An attribute that was asked of `obj` and is not there.

    `kind` is one of `module`, `overwritten`, `readonly`, `function`, `class`, `key`, `own`, `comma`,
    `foreign`, `typo`, `type`, `missing`. `meant` is the attribute that is there instead, where one is near.
    """

    kind: str
    node: ast.Attribute
    name: str
    obj: Value
    members: tuple[str, ...]
    meant: str = ""
    stores: bool = False

    @property
    def owner(self) -> ast.expr:
        """What stands before the dot."""
        return self.node.value


def lacking(facts: Facts, *kinds: str) -> Lacking | None:
    """Return what is lacking, if the reason is of one of these kinds."""
    found = reason_of(facts)
    return found if found and found.kind in kinds else None


@lru_cache(maxsize=1)
def reason_of(facts: Facts) -> Lacking | None:
    """Find the attribute and the reason, once for all explainers that ask about the same failure."""
    node, obj = asked(facts)
    if node is None or obj is None or obj.is_none:
        return None
    return reason(facts, node, obj)


def asked(facts: Facts) -> tuple[ast.Attribute | None, Value | None]:
    """The attribute that was asked for, and the object that was asked."""
    fault, node = facts.fault, attribute_in(failing(facts))
    if fault is None or node is None:
        return None, None
    told = fault.attributes.get("name")
    named = told is not None and isinstance(told.scalar, str)
    obj = facts.value(node.value) or (fault.attributes.get("obj") if named else None)
    if told is not None and named and told.scalar != node.attr:
        return None, None
    deepest = fault.frames[-1].function.rpartition(".")[2]
    setting = isinstance(node.ctx, ast.Store) and deepest == "__setattr__"
    inside = not fault.frames[-1].in_program and not setting
    if inside and not (obj and obj.type == "module"):
        return None, None
    return node, obj


def attribute_in(node: ast.AST | None) -> ast.Attribute | None:
    """The attribute that a failing node asks for, or sets."""
    match node:
        case ast.Attribute():
            return node
        case ast.Call(func=ast.Attribute() as attribute) | ast.AugAssign(target=ast.Attribute() as attribute):
            return attribute
        case ast.Assign(targets=[ast.Attribute() as attribute]):
            return attribute
        case _:
            return None


def reason(facts: Facts, node: ast.Attribute, obj: Value) -> Lacking:
    """Decide why it is not there, the most telling reason first."""
    members = members_of(facts, obj)
    kind, meant = by_object(facts, node, obj, members) or by_name(node.attr, obj, members)
    return Lacking(kind, node, node.attr, obj, members, meant, is_set(facts, node))


def is_set(facts: Facts, node: ast.Attribute) -> bool:
    """Whether the attribute was to be set; `x.count += 1` reads it first."""
    return isinstance(node.ctx, ast.Store) and not isinstance(facts.program.parent(node), ast.AugAssign)


def by_object(
    facts: Facts, node: ast.Attribute, obj: Value, members: tuple[str, ...]
) -> tuple[str, str] | None:
    """The reasons that lie in what was asked."""
    if obj.type == "module":
        return "module", ""
    if overwritten(facts, node.value) is not None:
        return "overwritten", ""
    if is_set(facts, node) and node.attr in members:
        return "readonly", ""
    if obj.type in CALLABLES:
        return "function", ""
    if node.attr in keys_of(obj):
        return "key", ""
    if single_tuple(facts, node, obj) is not None:
        return "comma", ""
    if obj.type == "type" or class_of_value(facts.program, obj) is not None:
        known = (*members, *dir(type)) if obj.type == "type" else members
        near = nearest(node.attr, public(known, node.attr)) or ""
        return ("class" if obj.type == "type" else "own"), near
    return None


def overwritten(facts: Facts, owner: ast.expr) -> Binding | None:
    """The assignment that took the name of an imported module."""
    bindings = facts.program.bindings(owner) if isinstance(owner, ast.Name) else []
    modules = [one for one in bindings if one.kind == "import" and isinstance(one.owner, ast.Import)]
    later = [one for one in bindings if one.kind not in ("import", "annotation")]
    return later[0] if modules and later else None


def by_name(name: str, obj: Value, members: tuple[str, ...]) -> tuple[str, str]:
    """The reasons that lie in what was asked for."""
    foreign = FOREIGN_MEMBERS.get(obj.type, {}).get(name)
    if foreign:
        return "foreign", foreign
    meant = nearest(name, [*public(members, name), *keys_of(obj)])
    if meant:
        return ("key" if meant in keys_of(obj) else "typo"), meant
    known = any(hasattr(kind, name) for kind in BUILTIN_TYPES.values())
    return ("type" if known and obj.type in BUILTIN_TYPES else "missing"), ""


def public(members: tuple[str, ...], name: str) -> list[str]:
    """The members that can be meant: private ones only for a private name."""
    return [member for member in members if name.startswith("_") or not member.startswith("_")]


def members_of(facts: Facts, obj: Value) -> tuple[str, ...]:
    """The attributes that the object has: as recorded, else as its type or its class tell."""
    if obj.members is not None:
        return obj.members
    if obj.type in BUILTIN_TYPES:
        return tuple(dir(BUILTIN_TYPES[obj.type]))
    kind = class_of_value(facts.program, obj)
    return tuple(sorted(attributes_of(facts.program, kind))) if kind else ()


def keys_of(obj: Value) -> list[str]:
    """The keys of a mapping that are texts."""
    return [key.scalar for key in obj.keys or () if isinstance(key.scalar, str)]


def single_tuple(facts: Facts, node: ast.Attribute, obj: Value) -> Origin | None:
    """Where a comma behind a value made a tuple of it."""
    if obj.type != "tuple" or obj.length != 1:
        return None
    origin = origin_of(facts, node.value, value=obj)
    made = origin.node
    bare = isinstance(made, ast.Tuple) and len(made.elts) == 1
    return origin if bare and not facts.program.text(made).startswith("(") else None
