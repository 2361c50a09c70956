"""What a callable takes, what a call gives it, and where the two part."""

import ast
import builtins
import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.calling.calls import bases_of, callee, has_decorator, is_bound, is_method
from knowledge.calling.returning import Def
from knowledge.facts import Facts
from knowledge.operating.kinds import is_builtin, is_foreign, kind_of, value_of
from knowledge.program import Program
from knowledge.value import Value

BUILTIN_TYPES = frozenset(
    {"list", "dict", "set", "str", "tuple", "bytes", "int", "float", "frozenset", "bytearray"}
)
WRITTEN = {
    "max": "(*args, key=None, default=None)",
    "min": "(*args, key=None, default=None)",
    "int": "(x=0, /, base=10)",
    "print": "(*args, sep=' ', end='', file=None, flush=False)",
    "enumerate": "(iterable, start=0)",
    "str": "(object='', encoding='', errors='')",
    "zip": "(*iterables, strict=False)",
}
"""Builtins that do not tell their signature, in this or an older Python."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `kind` is `positional` (by place only), `plain`, `rest`, `keyword` or `keywords`."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters that a call fills; what Python fills by itself (`self`) is not among them.

    `function` is its definition in the program, if it has one there.
    """

    name: str
    parameters: tuple[Parameter, ...]
    function: Def | ast.ClassDef | ast.Lambda | None = None

    @property
    def by_place(self) -> list[Parameter]:
        """The parameters that can be given by place, without `*rest`."""
        return [one for one in self.parameters if one.kind in ("positional", "plain")]

    @property
    def takes_rest(self) -> bool:
        """Whether there is a `*rest`."""
        return any(one.kind == "rest" for one in self.parameters)

    @property
    def keywords(self) -> list[str]:
        """The names that can be given by keyword."""
        return [one.name for one in self.parameters if one.kind in ("plain", "keyword")]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where a call and a signature part: names not given, arguments too many, names unknown or given twice.

    `homeless` says that a method has no parameter for its object.
    """

    missing: tuple[str, ...] = ()
    surplus: tuple[ast.expr, ...] = ()
    homeless: bool = False
    unknown: tuple[ast.keyword, ...] = ()
    repeated: tuple[ast.keyword, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus or self.unknown or self.repeated or self.homeless)


def mismatch(signature: Signature, call: ast.Call, unseen: int = 0) -> Mismatch:
    """Compare a call that spreads nothing with a signature; `unseen` arguments come first."""
    places = signature.by_place
    given = [one.name for one in places[: unseen + len(call.args)] if one.kind == "plain"]
    named = {keyword.arg for keyword in call.keywords}
    open_ended = any(one.kind == "keywords" for one in signature.parameters)
    surplus = () if signature.takes_rest else tuple(call.args[max(len(places) - unseen, 0) :])
    filled = {one.name for one in places[: unseen + len(call.args)]}
    return Mismatch(
        missing=tuple(
            one.name for one in signature.parameters if one.required and one.name not in filled | named
        ),
        surplus=surplus,
        unknown=tuple(
            word for word in call.keywords if word.arg not in signature.keywords and not open_ended
        ),
        repeated=tuple(word for word in call.keywords if word.arg in given),
    )


def signature_of(facts: Facts, call: ast.Call) -> Signature | None:
    """What the callable of a call takes: by its definition, else by what was recorded of it."""
    found = callee(facts, call)
    match found:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return of_definition(found, skip=1 if is_bound(facts.program, call, found) else 0)
        case ast.ClassDef():
            return of_class(facts, found)
        case None:
            value = value_of(facts, call.func)
            return (of_value(value) if value else None) or of_builtin(facts, call)


def of_definition(function: Def | ast.Lambda, skip: int = 0) -> Signature:
    """Read the parameters of a definition, without the first `skip` that are filled by place."""
    name = "lambda" if isinstance(function, ast.Lambda) else function.name
    parameters = tuple(of_arguments(function.args))
    return Signature(
        name, parameters[skip if parameters[:1] and parameters[0].kind != "rest" else 0 :], function
    )


def of_arguments(arguments: ast.arguments) -> Iterator[Parameter]:
    """Yield the parameters in order."""
    plain = [*arguments.posonlyargs, *arguments.args]
    needed = len(plain) - len(arguments.defaults)
    for row, argument in enumerate(plain):
        kind = "positional" if row < len(arguments.posonlyargs) else "plain"
        yield Parameter(argument.arg, kind, row < needed)
    if arguments.vararg:
        yield Parameter(arguments.vararg.arg, "rest", required=False)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield Parameter(argument.arg, "keyword", default is None)
    if arguments.kwarg:
        yield Parameter(arguments.kwarg.arg, "keywords", required=False)


def of_class(facts: Facts, kind: ast.ClassDef) -> Signature | None:
    """What making an instance takes: `__init__`, the fields of a dataclass, or nothing."""
    for owner in (kind, *bases_of(facts.program, kind)):
        made = next((node for node in owner.body if is_named(node, "__init__")), None)
        if isinstance(made, ast.FunctionDef):
            return Signature(kind.name, tuple(of_arguments(made.args))[1:], made)
        if is_dataclass(owner):
            return of_dataclass(facts.program, kind, owner)
    news = any(is_named(node, "__new__") for node in kind.body)
    return None if is_foreign(facts, kind) or news or kind.keywords else Signature(kind.name, (), kind)


def is_named(node: ast.stmt, name: str) -> bool:
    """Whether a statement defines this function."""
    return isinstance(node, ast.FunctionDef) and node.name == name


def is_dataclass(owner: ast.ClassDef) -> bool:
    """Whether a class bears the decorator of that name."""
    names = [ast.unparse(decorator).partition("(")[0] for decorator in owner.decorator_list]
    return any(name.rpartition(".")[2] == "dataclass" for name in names)


def of_dataclass(program: Program, kind: ast.ClassDef, owner: ast.ClassDef) -> Signature | None:
    """The annotated names of a dataclass that stands alone; inherited fields and `field()` stay unread."""
    if owner is not kind or kind.bases:
        return None
    fields = [
        node for node in kind.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    if any(
        "ClassVar" in program.text(node.annotation) or isinstance(node.value, ast.Call) for node in fields
    ):
        return None
    found = [Parameter(node.target.id, "plain", node.value is None) for node in fields]  # type: ignore[union-attr]
    return Signature(kind.name, tuple(found), kind)


def of_value(value: Value) -> Signature | None:
    """Read the recorded signature, which is written like the parameters of a `def`."""
    if not value.signature:
        return None
    head = value.signature.strip().rpartition("->")[0].strip() or value.signature.strip()
    try:
        tree = ast.parse(f"def read{head}: ...").body[0]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    name = (value.name or "").rpartition(".")[2]
    return Signature(name, tuple(of_arguments(tree.args))) if isinstance(tree, ast.FunctionDef) else None


def of_builtin(facts: Facts, call: ast.Call) -> Signature | None:
    """Look up a function or method of Python itself; nothing of the program is looked at."""
    match call.func:
        case ast.Name(id=name) as function if is_builtin(facts, function):
            thing = getattr(builtins, name, None)
        case ast.Attribute(value=owner, attr=name) if (kind := kind_of(facts, owner)) in BUILTIN_TYPES:
            thing = getattr(getattr(builtins, kind), name, None)
        case _:
            return None
    written = WRITTEN.get(name) or signature_text(thing)
    parameters = of_value(Value("", "", signature=written, name=name)) if written else None
    if parameters is None or isinstance(call.func, ast.Name):
        return parameters
    return Signature(name, parameters.parameters[1:])


def signature_text(thing: object) -> str | None:
    """The signature of one of Python's own callables; many of the oldest have none."""
    try:
        return str(inspect.signature(thing))  # type: ignore[arg-type]  # anything else raises TypeError
    except (TypeError, ValueError):
        return None


def forgot_self(facts: Facts, function: Def) -> bool:
    """Whether a method leaves out the parameter that gets the object."""
    if not is_method(facts.program, function) or has_decorator(function, "classmethod"):
        return False
    names = [*function.args.posonlyargs, *function.args.args]
    return not function.args.vararg and (not names or names[0].arg not in ("self", "cls", "this", "_"))


def texts(program: Program, nodes: Sequence[ast.AST]) -> list[str]:
    """The texts of several nodes."""
    return [program.text(node) for node in nodes]
