"""What making an object of a dataclass or named tuple takes, read from its fields."""

import ast
from collections.abc import Iterator, Sequence

from analyzer.reading.guards import dotted
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from knowledge.calling.signature import Parameter, Signature

DATACLASS, NAMED = "dataclasses.dataclass", "typing.NamedTuple"
FIELD, KEYWORDS_ONLY = "dataclasses.field", "dataclasses.KW_ONLY"
KNOWN_OPTIONS = frozenset({"eq", "frozen", "kw_only", "order", "repr", "slots", "unsafe_hash"})


def of_dataclass(reading: Reading, line: Sequence[ast.ClassDef]) -> Signature | None:
    """The parameters of a dataclass; `line` is it and its bases, all of the program's own."""
    found: dict[str, Parameter] = {}
    for owner in reversed(line):
        options = options_of(reading, owner)
        if options is None:
            return None
        for parameter in parameters(reading, owner, by_name="kw_only" in options):
            if parameter is None:
                return None
            found[parameter.name] = parameter
    ordered = sorted(found.values(), key=lambda one: one.kind == "keyword")
    return Signature(line[0].name, tuple(one for one in ordered if one.kind != "none"), line[0])


def options_of(reading: Reading, owner: ast.ClassDef) -> frozenset[str] | None:
    """The options that are set where a class is made a dataclass; None where it is something else."""
    if not owner.decorator_list and not any(isinstance(node, ast.AnnAssign) for node in owner.body):
        return frozenset()
    match owner.decorator_list:
        case [ast.Call(func=called, args=[], keywords=words)] if whole_name(reading, called) == DATACLASS:
            names = {str(word.arg) for word in words}
            on = {str(word.arg) for word in words if is_true(word.value)}
            return frozenset(on) if names <= KNOWN_OPTIONS else None
        case [called] if whole_name(reading, called) == DATACLASS:
            return frozenset()
        case _:
            return None


def is_true(node: ast.expr) -> bool:
    """Whether this is anything but the word False."""
    return not (isinstance(node, ast.Constant) and node.value is False)


def parameters(reading: Reading, owner: ast.ClassDef, *, by_name: bool) -> Iterator[Parameter | None]:
    """Yield what the fields of one class become; None where one cannot be read."""
    for node in owner.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=hint, value=value):
                text = reading.program.text(hint)
                if whole_name(reading, hint) == KEYWORDS_ONLY:
                    by_name = True
                elif "ClassVar" not in text:
                    yield of_field(reading, name, value, by_name=by_name)
            case _:
                pass


def of_field(reading: Reading, name: str, value: ast.expr | None, *, by_name: bool) -> Parameter | None:
    """One field: what stands behind its sign, or in `field(…)`, says whether it must be given."""
    kind = "keyword" if by_name else "plain"
    match value:
        case ast.Call(func=called, keywords=words) if whole_name(reading, called) == FIELD:
            told = {word.arg: word.value for word in words}
        case _:
            return Parameter(name, kind, required=value is None)
    if None in told or value is None:
        return None
    if "init" in told and not is_true(told["init"]):
        return Parameter(name, "none", required=False)
    kind = "keyword" if "kw_only" in told and is_true(told["kw_only"]) else kind
    return Parameter(name, kind, required=not {"default", "default_factory"} & told.keys())


def of_named_tuple(reading: Reading, class_: ast.ClassDef) -> Signature | None:
    """The parameters of a class that is made from `NamedTuple`."""
    if len(class_.bases) != 1 or whole_name(reading, class_.bases[0]) != NAMED:
        return None
    fields = (node for node in class_.body if isinstance(node, ast.AnnAssign))
    pairs = [(node.target.id, node.value) for node in fields if isinstance(node.target, ast.Name)]
    found = tuple(Parameter(name, "plain", required=value is None) for name, value in pairs)
    return Signature(class_.name, found, class_)


def of_namedtuple(reading: Reading, call: ast.expr | None) -> Signature | None:
    """The parameters of what `namedtuple("P", "x y")` makes; the last ones may have defaults."""
    match call:
        case ast.Call(func=called, args=[ast.Constant(value=str(name)), fields], keywords=words):
            names = names_in(fields) if whole_name(reading, called) == "collections.namedtuple" else None
        case _:
            return None
    match [(word.arg, word.value) for word in words]:
        case []:
            given = 0
        case [("defaults", ast.Tuple(elts=values) | ast.List(elts=values))]:
            given = len(values)
        case _:
            return None
    if names is None or any(
        isinstance(value, ast.Starred) for word in words for value in ast.walk(word.value)
    ):
        return None
    needed = len(names) - given
    found = (Parameter(one, "plain", required=row < needed) for row, one in enumerate(names))
    return Signature(name, tuple(found))


def names_in(fields: ast.expr) -> list[str] | None:
    """The names of fields, from a text or a list of texts."""
    match fields:
        case ast.Constant(value=str(text)):
            return text.replace(",", " ").split()
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            names = [part.value for part in parts if isinstance(part, ast.Constant)]
            texts = [name for name in names if isinstance(name, str)]
            return texts if len(texts) == len(parts) else None
        case _:
            return None


def decorated_by(reading: Reading, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    """Whether a function bears a decorator, by its whole or its last name."""
    return any(name in {whole_name(reading, one), dotted(one)} for one in node.decorator_list)
