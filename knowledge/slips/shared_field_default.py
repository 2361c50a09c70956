"""A field of a dataclass whose default is a list, dictionary or set: dataclasses refuse it."""

import ast
from collections.abc import Iterator

from knowledge.calling.signature import is_dataclass
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.imports.importing import importing
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MAKERS = frozenset({"list", "dict", "set", "bytearray", "deque", "defaultdict", "Counter", "OrderedDict"})


@slip(rank=0)
def shared_field_default(facts: Facts) -> Iterator[Fix]:
    """Make the default anew for each object, in all fields of the class at once."""
    program, statement = facts.program, facts.statement
    if facts.fault is None or not facts.fault.is_a("ValueError") or not isinstance(statement, ast.ClassDef):
        return
    if not is_dataclass(statement):
        return
    defaults = [
        (part.value, factory)
        for part in statement.body
        if isinstance(part, ast.AnnAssign) and part.value is not None
        for factory in [factory_of(program, part.value)]
        if factory
    ]
    if not defaults:
        return
    name, extra = field_name(program)
    written = [f"{name}(default_factory={factory})" for _, factory in defaults]
    edits = [replaced(program, value, text) for (value, _), text in zip(defaults, written, strict=True)]
    first = defaults[0][0]
    yield Fix(
        f"Make the default anew for each object: {quoted(written[0], 60)} in line {first.lineno}",
        (*extra, *edits),
        birth=program.span(first),
        code="mutable-default",
        because=f"{quoted(program.text(first), 40)} in line {first.lineno} would be one and the same for all "
        f"objects of `{statement.name}`, so a dataclass refuses it as a default",
    )


def factory_of(program: Program, value: ast.expr) -> str | None:
    """What makes such a default anew; None where it does not change."""
    match value:
        case ast.List(elts=[]):
            return "list"
        case ast.Dict(keys=[]):
            return "dict"
        case ast.Call(func=ast.Name(id=name), args=[], keywords=[]) if name in MAKERS:
            return name
        case ast.List() | ast.Dict() | ast.Set() | ast.ListComp() | ast.DictComp() | ast.SetComp():
            return f"lambda: {program.text(value)}"
        case ast.Call(func=ast.Name(id=name)) if name in MAKERS:
            return f"lambda: {program.text(value)}"
        case _:
            return None


def field_name(program: Program) -> tuple[str, tuple[Edit, ...]]:
    """How the program calls `dataclasses.field`, with the import that it needs for that."""
    scope = program.scopes.all[0].root
    imports = [one for found in scope.bindings.values() for one in found if one.kind == "import"]
    for one in imports:
        match one.owner:
            case ast.ImportFrom(module="dataclasses", names=names):
                for alias in names:
                    if alias.name == "field":
                        return alias.asname or alias.name, ()
            case ast.Import(names=names):
                for alias in names:
                    if alias.name == "dataclasses":
                        return f"{alias.asname or alias.name}.field", ()
            case _:
                continue
    return "field", (importing(program, "from dataclasses import field"),)
