"""A date that is still the text that it was read from."""

import ast
import re
from collections.abc import Iterator
from datetime import datetime

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.imports.importing import importing
from knowledge.operating.touching import failing, touched
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted
from knowledge.value import Value

ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
DATES = frozenset({"date", "datetime", "timedelta"})
ASKED = frozenset(name for name in dir(datetime) if not name.startswith("_")) - set(dir(str))
"""What a date can be asked for, and a text cannot."""


@slip(rank=0)
def text_for_date(facts: Facts) -> Iterator[Fix]:
    """Read the text as a date, where it gets its name or where it is used."""
    program = facts.program
    for node, value, other in texts(facts):
        name, extra = class_name(program, kind_wanted(value, other))
        for place in (*named_by(program, node), node):
            written = f"{name}.fromisoformat({program.text(place)})"
            yield Fix(
                f"Read the text as a date: {quoted(written, 60)} in line {place.lineno}",
                (*extra, replaced(program, place, written)),
                birth=program.span(place),
                because=f"{quoted(program.text(node), 40)} is the text `{value.text}`, and no date yet",
            )


def texts(facts: Facts) -> Iterator[tuple[ast.expr, Value, str]]:
    """Yield the expressions that hold a text where a date is wanted, with the type beside them."""
    if facts.fault is None or not any(map(facts.fault.is_a, ("TypeError", "AttributeError"))):
        return
    node = failing(facts)
    asked = node.func if isinstance(node, ast.Call) else node
    if isinstance(asked, ast.Attribute) and asked.attr in ASKED:
        value = facts.value(asked.value)
        if value is not None and is_date_text(value):
            yield asked.value, value, ""
        return
    parts = [one for one in touched(facts) if one.part in ("operand", "compared")]
    kinds = [kind for one in parts for kind in [one.kind or made_by(one.node)] if kind in DATES]
    for one in parts:
        if kinds and one.value is not None and is_date_text(one.value):
            yield one.node, one.value, kinds[0]


def made_by(node: ast.expr) -> str:
    """The name of what is called, where an expression is a call."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
        case _:
            return ""


def is_date_text(value: Value) -> bool:
    """Whether a value is a text in the form of a date."""
    return isinstance(value.scalar, str) and bool(ISO.fullmatch(value.scalar))


def kind_wanted(value: Value, other: str) -> str:
    """Which class reads it: that of the other side, or the one that the text has room for."""
    if other in ("date", "datetime"):
        return other
    return "datetime" if len(str(value.scalar)) > len("2024-01-31") else "date"


def class_name(program: Program, kind: str) -> tuple[str, tuple[Edit, ...]]:
    """How the program calls a class of `datetime`, with the import that it needs for that."""
    bindings = program.scopes.all[0].root.bindings
    for one in (one for found in bindings.values() for one in found):
        match one.owner:
            case ast.ImportFrom(module="datetime", names=names):
                for alias in names:
                    if alias.name == kind:
                        return alias.asname or kind, ()
            case ast.Import(names=names):
                for alias in names:
                    if alias.name == "datetime":
                        return f"{alias.asname or 'datetime'}.{kind}", ()
            case _:
                continue
    return kind, (importing(program, f"from datetime import {kind}"),)


def named_by(program: Program, node: ast.expr) -> Iterator[ast.expr]:
    """Yield the expression from which a variable has its value, where it gets one only once."""
    match node:
        case ast.Name():
            bindings = program.bindings(node)
        case _:
            return
    if len(bindings) == 1 and isinstance(bindings[0].owner, ast.Assign) and bindings[0].value is not None:
        yield bindings[0].value
