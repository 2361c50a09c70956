"""TypeError: a call leaves out what its callable needs."""

import ast

from knowledge.calling.calls import bases_of, methods_of
from knowledge.calling.misfit import Misfit, defined_said, lacks_self, misfit
from knowledge.calling.returning import Def
from knowledge.calling.signature import Signature, of_definition
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.names.unread import FUNCTIONS, VALUES, unread
from knowledge.telling.wording import counted, listed, quoted


@explains(TypeError)
def missing_argument(facts: Facts) -> Cause | None:
    """Name the parameters that got nothing, and say what was passed."""
    found = misfit(facts)
    if (
        found is None
        or not found.bad.missing
        or found.bad.unknown
        or found.bad.repeated
        or lacks_self(facts, found)
    ):
        return None
    if found.bad.missing[0] == "self" or is_unbound(facts, found):
        return on_class(facts, found)
    return too_few(facts, found)


def too_few(facts: Facts, found: Misfit) -> Cause:
    """Blame the call."""
    names = listed([f"`{name}`" for name in found.bad.missing])
    given = len(found.call.args) + len(found.call.keywords)
    words = defined_said(found) or f"{quoted(found.name)} needs {names}"
    base = overridden(facts, found)
    line = getattr(found.function, "lineno", found.call.lineno)
    instead = f"; it takes the place of the one in line {base.lineno}, which needs no {names}" if base else ""
    return Cause(
        "missing-argument",
        f"{words}{instead}; the call in line {found.call.lineno} passes "
        f"{counted(given, 'argument') if given else 'none'}",
        facts.source.line_span(line) if base else facts.program.span(found.call),
        immediate=f"{quoted(found.name)} gets nothing for {names} here",
        suggestions=(
            f"Pass {names} in the call in line {found.call.lineno}",
            *default_advice(found),
        ),
        fixes=tuple(fix for fix in (passing(facts, found),) if fix),
    )


def overridden(facts: Facts, found: Misfit) -> Def | None:
    """The method of a base class for which the call was made, where a derived class needs more."""
    function = found.function
    owner = facts.program.parent(function) if function is not None else None
    if not isinstance(owner, ast.ClassDef) or not isinstance(function, ast.FunctionDef):
        return None
    above = (one for base in bases_of(facts.program, owner) for one in methods_of(facts.program, base))
    same = next((one for one in above if one.name == function.name), None)
    wanted = {one.name for one in of_definition(same).by_place if one.required} if same else set()
    return same if same and not wanted & set(found.bad.missing) and function.name[:2] != "__" else None


def default_advice(found: Misfit) -> tuple[str, ...]:
    """The other way: a default, where the program owns the definition."""
    if found.function is None:
        return ()
    name = found.bad.missing[-1]
    return (
        f"Give `{name}` a default in line {getattr(found.function, 'lineno', 0)} if calls may leave it out",
    )


def passing(facts: Facts, found: Misfit) -> Fix | None:
    """Pass the variables of the same names, where all of them are at hand; else what nothing else uses."""
    known = {**facts.run.variables, **(facts.crash.variables if facts.crash else {})}
    missing = found.bad.missing
    if not all(name in known and known[name].type not in ("function", "type", "module") for name in missing):
        return unused_passed(facts, found)
    by_place = can_append(found.signature, found.call, missing)
    words = ", ".join(name if by_place else f"{name}={name}" for name in missing)
    return Fix(f"Pass `{words}`", (appended(facts, found, words),))


def unused_passed(facts: Facts, found: Misfit) -> Fix | None:
    """Pass the one thing that the program defines and never uses: a function where one is called."""
    if len(found.bad.missing) != 1 or facts.crash is None or facts.crash.function != "<module>":
        return None
    name = found.bad.missing[0]
    kinds = FUNCTIONS if is_called_inside(found, name) else VALUES
    able = unread(facts.program, facts.program.scopes.root, kinds)
    if len(able) != 1 or not can_append(found.signature, found.call, found.bad.missing):
        return None
    return Fix(f"Pass `{able[0]}`, which nothing else uses", (appended(facts, found, able[0]),))


def is_called_inside(found: Misfit, name: str) -> bool:
    """Whether the function calls what it gets for a parameter."""
    calls = (
        (node for node in ast.walk(found.function) if isinstance(node, ast.Call)) if found.function else ()
    )
    return any(isinstance(call.func, ast.Name) and call.func.id == name for call in calls)


def appended(facts: Facts, found: Misfit, words: str) -> Edit:
    """Write arguments behind those that there are."""
    span = facts.program.span(found.call)
    full = found.call.args or found.call.keywords
    end = Span(span.end_line, span.end_column - 1, span.end_line, span.end_column - 1)
    return Edit(end, f", {words}" if full else words)


def can_append(signature: Signature | None, call: ast.Call, missing: tuple[str, ...]) -> bool:
    """Whether the missing parameters are the next ones by place."""
    places = [one.name for one in signature.by_place] if signature else []
    return not call.keywords and tuple(places[len(call.args) :][: len(missing)]) == missing


def is_unbound(facts: Facts, found: Misfit) -> bool:
    """Whether a method is called on its class, so that the first argument went to `self`."""
    match found.call.func, found.function:
        case ast.Attribute(value=ast.Name(id=owner)), ast.FunctionDef(args=arguments):
            first = arguments.args[0].arg if arguments.args else ""
            return owner in facts.program.classes and first == "self"
        case _:
            return False


def on_class(facts: Facts, found: Misfit) -> Cause | None:
    """A method is called on the class: there is no object to work on."""
    if not isinstance(found.call.func, ast.Attribute):
        return None
    owner = found.call.func.value
    text, method = facts.program.text(owner), found.call.func.attr
    return Cause(
        "method-called-on-class",
        f"`{text}` is the class, not an object of it, so nothing is passed for `self`",
        facts.program.span(owner),
        immediate=f"`{text}.{method}` is called without an object in line {found.call.lineno}",
        certainty=Certainty.PROVEN if found.function is not None else Certainty.LIKELY,
        suggestions=(f"Make an object first: `{text}(…).{method}(…)`",),
        fixes=(Fix(f"Make an object: `{text}()`", (Edit(facts.program.span(owner), f"{text}()"),)),),
    )
