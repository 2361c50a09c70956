"""What attributes and items probably are."""

import ast

from analyzer.certain.callees import definitions, own_line
from analyzer.certain.certain import type_of
from analyzer.certain.own_classes import class_named, class_of_self
from analyzer.likely.contents import MOST, filled_member
from analyzer.likely.hints import of_hint
from analyzer.likely.kind import Asked, Kind, agreed, is_none
from analyzer.likely.results import result_of
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading

type Given = dict[tuple[ast.AST, str], list[ast.stmt]]


def of_attribute(asked: Asked, node: ast.Attribute) -> Kind | None:
    """A member of an enumeration, or what an attribute of an own object is given."""
    reading = asked.reading
    if isinstance(node.value, ast.Name) and (class_ := class_named(reading, node.value)):
        bound = any(node.attr in names_of(part) for part in class_.body)
        return Kind(class_.name, class_) if bound and is_enumeration(reading, class_) else None
    kind = asked.of(node.value)
    if kind is not None and isinstance(kind.made_by, ast.ClassDef):
        return of_member(asked, kind, kind.made_by, node.attr)
    name = type_of(reading, node)
    return Kind(name) if name else None


def names_of(statement: ast.stmt) -> list[str]:
    """The plain names that a statement assigns."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def is_enumeration(reading: Reading, class_: ast.ClassDef) -> bool:
    """Whether a class is made from one of `enum`."""
    return any((whole_name(reading, base) or "").startswith("enum.") for base in class_.bases)


def of_member(asked: Asked, kind: Kind, class_: ast.ClassDef, name: str) -> Kind | None:
    """A field, what is set on `self`, or what a property returns: of the first class that has it."""
    for owner in own_line(asked.reading, class_):
        for made in definitions(asked.reading, owner, name):
            named = {whole_name(asked.reading, one) for one in made.decorator_list}
            is_property = named & {"builtins.property", "functools.cached_property"}
            return result_of(asked, made, kind) if is_property else None
        for statement in owner.body:
            match statement:
                case ast.AnnAssign(target=ast.Name(id=field), annotation=hint) if field == name:
                    return of_hint(asked.reading, hint)
        given = given_to_self(asked.reading).get((owner, name))
        if given:
            return of_given(asked, name, given)
    return None


def of_given(asked: Asked, name: str, given: list[ast.stmt]) -> Kind | None:
    """What all statements agree on that set an attribute."""
    if len(given) > 2 * MOST:
        return None
    told = [one.annotation for one in given if isinstance(one, ast.AnnAssign)]
    if told:
        return of_hint(asked.reading, told[0])
    plain = [one for one in given if isinstance(one, ast.Assign) and any(map(is_attribute, one.targets))]
    values = [one.value for one in plain if not is_none(one.value)]
    if len(values) > MOST or len(plain) < len(given):
        return None
    found = agreed(map(asked.of, values))
    return filled_member(asked, name, found) if found else None


def is_attribute(target: ast.expr) -> bool:
    """Whether the whole of a value goes to an attribute."""
    return isinstance(target, ast.Attribute)


def given_to_self(reading: Reading) -> Given:
    """The statements that set an attribute of `self`, by class and name; looked for once."""
    known = reading.likely.get(reading.program.tree)
    if isinstance(known, dict):
        return known
    found: Given = {}
    for node in reading.program.by_type.get(ast.Attribute, ()):
        match node:
            case ast.Attribute(value=ast.Name() as owner, attr=name, ctx=ast.Store()):
                bound = reading.program.bindings(owner)
                class_ = class_of_self(reading, bound[0]) if len(bound) == 1 else None
                statement = reading.program.statement(node)
                if class_ is not None and statement is not None:
                    found.setdefault((class_, name), []).append(statement)
            case _:
                pass
    reading.likely[reading.program.tree] = found
    return found


def of_subscript(asked: Asked, node: ast.Subscript) -> Kind | None:
    """An item of a container; a slice is what it is cut from."""
    if isinstance(node.value, ast.Name) and (class_ := class_named(asked.reading, node.value)):
        return Kind(class_.name, class_) if is_enumeration(asked.reading, class_) else None
    kind = asked.of(node.value)
    if kind is None:
        return None
    match node.slice:
        case ast.Slice():
            return kind if kind.name in {"list", "str"} else None
        case ast.Constant(value=int(row)) if kind.name == "tuple" and len(kind.inner) > 1:
            return kind.inner[row] if row < len(kind.inner) else None
        case _:
            return kind.held
