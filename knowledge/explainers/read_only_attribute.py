"""AttributeError: the attribute is there, but cannot be set."""

import ast

from knowledge.calling.calls import class_of_value, has_decorator, methods_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.imports.importing import importing
from knowledge.names.lacking import Lacking, lacking
from knowledge.telling.edits import replaced
from knowledge.telling.wording import a, quoted, short


@explains(AttributeError)
def read_only_attribute(facts: Facts) -> Cause | None:
    """A property without a setter, a named tuple, a frozen dataclass, or a builtin's own attribute."""
    found = lacking(facts, "readonly")
    if found is None:
        return None
    code, because, span, advice = reason(facts, found)
    text = quoted(facts.program.text(found.owner), 40)
    return Cause(
        code,
        because,
        span,
        immediate=f"the attribute `{found.name}` of {text} cannot be set",
        certainty=Certainty.LIKELY if code == "read-only-attribute" else Certainty.PROVEN,
        suggestions=(advice,),
        fixes=changed_copy(facts, found)
        if code == "named-tuple-changed"
        else replaced_copy(facts, found)
        if code == "frozen-instance"
        else (),
    )


def replaced_copy(facts: Facts, found: Lacking) -> tuple[Fix, ...]:
    """Assign a changed copy of a frozen dataclass to the name; whoever holds the old one keeps that."""
    program, statement = facts.program, facts.program.statement(found.node)
    match statement:
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=owner))], value=value):
            pass
        case _:
            return ()
    new = f"{owner} = replace({owner}, {found.name}={program.text(value)})"
    known = "replace" in program.scopes.root.bindings
    adding = () if known else (importing(program, "from dataclasses import replace"),)
    return (Fix(f"Write {quoted(new, 60)}", (*adding, replaced(program, statement, new))),)


def reason(facts: Facts, found: Lacking) -> tuple[str, str, Span, str]:
    """Say what protects the attribute: code, clause, place, advice."""
    kind, span = class_of_value(facts.program, found.obj), facts.program.span(found.node)
    for function in methods_of(facts.program, kind) if kind else ():
        if function.name == found.name and has_decorator(function, "property"):
            because = f"`{found.name}` is a property without a setter, defined in line {function.lineno}"
            advice = f"Add a `@{found.name}.setter` method, or set the attribute that the property reads"
            return "property-without-setter", because, span, advice
    name = short(found.obj.type)
    if "_replace" in found.members:
        because = f"`{name}` is a namedtuple, and tuples are immutable"
        return "named-tuple-changed", because, span, f"Make a changed copy: `_replace({found.name}=…)`"
    if kind is not None and is_frozen(kind):
        because = f"`{name}` (line {kind.lineno}) is a frozen dataclass"
        advice = f"Make a changed copy: `dataclasses.replace(…, {found.name}=…)`, or drop `frozen=True`"
        return "frozen-instance", because, span, advice
    return "read-only-attribute", f"{a(name)} does not let `{found.name}` be set", span, "Make a new object"


def is_frozen(kind: ast.ClassDef) -> bool:
    """Whether a class is decorated by `dataclass(frozen=True)`."""
    return any(
        word.arg == "frozen" and isinstance(word.value, ast.Constant) and bool(word.value.value)
        for decorator in kind.decorator_list
        if isinstance(decorator, ast.Call)
        for word in decorator.keywords
    )


def changed_copy(facts: Facts, found: Lacking) -> tuple[Fix, ...]:
    """Assign a changed copy to the name; not to a loop's own name, whose next turn would lose it."""
    statement = facts.program.statement(found.node)
    owner = found.owner
    if (
        not isinstance(statement, ast.Assign)
        or len(statement.targets) != 1
        or not isinstance(owner, ast.Name)
    ):
        return ()
    if any(binding.kind in ("loop", "parameter") for binding in facts.program.bindings(owner)):
        return ()
    value = facts.program.text(statement.value)
    new = f"{owner.id} = {owner.id}._replace({found.name}={value})"
    return (Fix(f"Write {quoted(new, 60)}", (replaced(facts.program, statement, new),)),)
