"""What an annotation says a value is."""

import ast
from collections.abc import Mapping

from analyzer.certain.own_classes import class_named
from analyzer.likely.kind import CONTAINERS, Kind
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading

DEEPEST = 4
ROWS = ("Iterable", "Iterator", "Sequence", "Collection", "MutableSequence", "Generator", "AsyncIterator")
SAME: Mapping[str, str] = {
    **{f"{home}.{name}": "iterable" for home in ("typing", "collections.abc") for name in ROWS},
    **{
        f"{home}.{name}": "mapping"
        for home in ("typing", "collections.abc")
        for name in ("Mapping", "MutableMapping")
    },
    **{f"typing.{name}": name.lower() for name in ("List", "Dict", "Set", "Tuple", "FrozenSet")},
    "typing.DefaultDict": "collections.defaultdict",
    "typing.Deque": "collections.deque",
}
EITHER = frozenset({"typing.Optional", "typing.Final", "typing.Annotated", "typing.ClassVar"})
SELF = frozenset({"typing.Self", "typing_extensions.Self"})


def of_hint(
    reading: Reading, hint: ast.expr | None, owner: Kind | None = None, depth: int = DEEPEST
) -> Kind | None:
    """What an annotation names; of `X | None` it is X, since nothing else can be told about None."""
    if hint is None or depth == 0:
        return None
    match hint:
        case ast.Constant(value=str(text)):
            class_ = reading.program.classes.get(text)
            return Kind(text, class_) if class_ else None
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            sides = [side for side in (left, right) if not is_nothing(side)]
            return of_hint(reading, sides[0], owner, depth - 1) if len(sides) == 1 else None
        case ast.Name() as name if class_ := class_named(reading, name):
            return Kind(class_.name, class_)
        case ast.Subscript(value=value, slice=inside):
            return of_filled(reading, whole_name(reading, value) or "", inside, owner, depth - 1)
        case ast.Name() | ast.Attribute():
            name_ = whole_name(reading, hint)
            return owner if name_ in SELF else Kind(plain(name_)) if name_ else None
        case _:
            return None


def of_filled(reading: Reading, name: str, inside: ast.expr, owner: Kind | None, depth: int) -> Kind | None:
    """`list[Item]`, `dict[str, Item]`, `Optional[Item]`."""
    parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
    if name in EITHER:
        return of_hint(reading, parts[0], owner, depth)
    if plain(name) not in CONTAINERS:
        return Kind(plain(name)) if name else None
    if plain(name) == "iterable":
        parts = parts[:1]
    parts = [part for part in parts if not is_rest(part)]
    return Kind(plain(name), None, tuple(of_hint(reading, part, owner, depth) for part in parts))


def plain(name: str) -> str:
    """The name under which a kind is known."""
    return SAME.get(name, name.removeprefix("builtins."))


def is_nothing(node: ast.expr) -> bool:
    """Whether this is None, in an annotation."""
    return isinstance(node, ast.Constant) and node.value is None


def is_rest(node: ast.expr) -> bool:
    """Whether this is `...`, as in `tuple[int, ...]`."""
    return isinstance(node, ast.Constant) and node.value is ...
