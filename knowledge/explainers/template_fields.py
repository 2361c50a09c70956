"""KeyError and IndexError of `format`: a template asks for values that it does not get."""

import ast
import string

from knowledge.calling.calls import callee
from knowledge.calling.returning import returns_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.wording import counted, listed, quoted, shortened


@explains(LookupError)
def template_fields(facts: Facts) -> Cause | None:
    """Compare the fields of the template with what the call passes."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    if call.func.attr not in ("format", "format_map"):
        return None
    value = facts.value(call.func.value)
    constant = call.func.value.value if isinstance(call.func.value, ast.Constant) else None
    template = constant if isinstance(constant, str) else value.scalar if value else None
    if not isinstance(template, str):
        return None
    return of_numbers(facts, call, template) or of_names(facts, call, template)


def fields(template: str) -> list[str]:
    """The names and numbers of the fields; a field without either counts on."""
    try:
        found = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError:
        return []
    bare = [name.partition(".")[0].partition("[")[0] for name in found]
    counts = iter(range(len(bare)))
    return [name or str(next(counts)) for name in bare]


def of_numbers(facts: Facts, call: ast.Call, template: str) -> Cause | None:
    """More fields by place than values."""
    wanted = [int(name) for name in fields(template) if name.isdigit()]
    given = len(call.args)
    if not wanted or max(wanted) < given or any(isinstance(one, ast.Starred) for one in call.args):
        return None
    needs, line = max(wanted) + 1, call.lineno
    return Cause(
        "template-needs-more-values",
        f"the template {quoted(repr(template), 40)} has fields (`{{}}`) for {counted(needs, 'value')}, "
        f"and the call in line {line} passes {given}",
        facts.program.span(call),
        immediate=f"`format` gets {counted(given, 'value')} for a template that needs {needs}",
        evidence=(Evidence(line, "template", shortened(template)),),
        suggestions=(f"Pass {counted(needs - given, 'more value')} in line {line}, or take a `{{}}` out",),
    )


def of_names(facts: Facts, call: ast.Call, template: str) -> Cause | None:
    """A named field that nothing is passed for."""
    key = facts.fault.attributes.get("key") if facts.fault else None
    name = key.scalar if key is not None else None
    if not isinstance(name, str) or name not in fields(template):
        return None
    held = [facts.value(word.value) for word in call.keywords if word.arg is None]
    names = [one.text for value in held if value for one in value.keys or ()]
    names += [key for word in call.keywords if word.arg is None for key in returned_keys(facts, word.value)]
    names += [repr(word.arg) for word in call.keywords if word.arg]
    fixes = other_field(facts, template, name, names)
    there = f"; it gets {listed(f'`{one}`' for one in names[:6])}" if names else ""
    return Cause(
        "template-field-without-value",
        f"the template asks for `{{{name}}}`, and the call in line {call.lineno} passes no `{name}`{there}",
        facts.program.span(call),
        immediate=f"`format` finds no value for the field `{{{name}}}`",
        certainty=Certainty.PROVEN,
        evidence=(Evidence(call.lineno, "template", shortened(template)),),
        suggestions=(
            *(fix.words for fix in fixes),
            f'Pass a value for `{name}`, or give it a default: `{{"{name}": "", **values}}`',
        ),
        fixes=fixes,
    )


def returned_keys(facts: Facts, node: ast.expr) -> list[str]:
    """The keys of the dict that a function of the program returns, where it is written out there."""
    function = callee(facts, node) if isinstance(node, ast.Call) else None
    made = [one.value for one in returns_of(function)] if isinstance(function, ast.FunctionDef) else []
    keys = made[0].keys if len(made) == 1 and isinstance(made[0], ast.Dict) else []
    return [repr(key.value) for key in keys if isinstance(key, ast.Constant)]


def other_field(facts: Facts, template: str, wanted: str, names: list[str]) -> tuple[Fix, ...]:
    """Ask for the one value that is passed and that no field of the template takes."""
    left = [one.strip("'") for one in names if one.strip("'") not in fields(template)]
    written = [node for node in facts.program.by_type.get(ast.Constant, []) if holds(node, wanted)]
    if len(left) != 1 or len(written) != 1:
        return ()
    span, text = facts.program.span(written[0]), facts.program.text(written[0])
    at = text.find(f"{{{wanted}") + 1
    if span.line != span.end_line or at == 0 or not left[0].isidentifier():
        return ()
    place = Span(span.line, span.column + at, span.line, span.column + at + len(wanted))
    return (
        Fix(
            f"Write `{{{left[0]}}}` instead of `{{{wanted}}}` in the template in line {span.line}",
            (Edit(place, left[0]),),
            birth=span,
            because=f"the template in line {span.line} asks for `{{{wanted}}}`, and what is passed is called "
            f"`{left[0]}`",
        ),
    )


def holds(node: ast.AST, field: str) -> bool:
    """Whether a constant is a template with this field."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and field in fields(node.value)
