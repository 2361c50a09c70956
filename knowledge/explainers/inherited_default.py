"""TypeError: a dataclass has a field without a default, and a class that it is made from has one with it."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import bases_of
from knowledge.calling.signature import is_dataclass
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.telling.wording import quoted

EMPTY = {"str": '""', "int": "0", "float": "0.0", "bool": "False", "bytes": 'b""'}


@explains(TypeError)
def inherited_default(facts: Facts) -> Cause | None:
    """Name both fields: inherited ones come first."""
    line = facts.crash.line if facts.crash else 0
    kinds = [one for one in facts.program.classes.values() if line in lines_of_head(one)]
    kind = kinds[0] if kinds and is_dataclass(kinds[0]) else None
    if kind is None or is_by_keyword(kind):
        return None
    inherited = [field for owner in bases_of(facts.program, kind) for field in fields_of(owner)]
    before = next((field for field in inherited if field.value is not None), None)
    bare = next((field for field in fields_of(kind) if field.value is None), None)
    return told(facts, kind, before, bare) if before is not None and bare is not None else None


def lines_of_head(kind: ast.ClassDef) -> set[int]:
    """The lines on which a class is decorated and named."""
    return {kind.lineno, *(one.lineno for one in kind.decorator_list)}


def is_by_keyword(kind: ast.ClassDef) -> bool:
    """Whether a dataclass takes its fields by keyword, which sets their order free."""
    return any("kw_only" in ast.unparse(one) for one in kind.decorator_list)


def fields_of(kind: ast.ClassDef) -> Iterator[ast.AnnAssign]:
    """Yield the fields of a dataclass."""
    for statement in kind.body:
        if isinstance(statement, ast.AnnAssign) and "ClassVar" not in ast.unparse(statement.annotation):
            yield statement


def told(facts: Facts, kind: ast.ClassDef, before: ast.AnnAssign, field: ast.AnnAssign) -> Cause:
    """Blame the field without a default."""
    program = facts.program
    names = [program.text(one.target) for one in (before, field)]
    fixes = tuple(remedies(facts, kind, field))
    return Cause(
        "field-without-default-behind-default",
        f"the field `{names[1]}` in line {field.lineno} has no default and comes after `{names[0]}` of line "
        f"{before.lineno}, which has one: inherited fields come first",
        program.span(field),
        immediate=f"class `{kind.name}` cannot be made: `{names[1]}` needs a default, or has to stand first",
        suggestions=(
            *(fix.words for fix in fixes),
            f"Give `{names[0]}` no default in line {before.lineno}",
        ),
        fixes=fixes,
    )


def remedies(facts: Facts, kind: ast.ClassDef, field: ast.AnnAssign) -> Iterator[Fix]:
    """Take the fields by keyword; give the field an empty value."""
    program = facts.program
    for decorator in kind.decorator_list:
        span = program.span(decorator)
        if isinstance(decorator, ast.Name | ast.Attribute):
            end = Edit(Span(span.end_line, span.end_column, span.end_line, span.end_column), "(kw_only=True)")
            yield Fix("Take its fields by keyword: `@dataclass(kw_only=True)`", (end,))
    empty = EMPTY.get(program.text(field.annotation), "None")
    span = program.span(field)
    edit = Edit(Span(span.end_line, span.end_column, span.end_line, span.end_column), f" = {empty}")
    yield Fix(f"Give the field a default: {quoted(program.text(field) + ' = ' + empty)}", (edit,))
