"""TypeError: a time with a time zone meets one without."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.imports.importing import importing
from knowledge.operating.touching import failing
from knowledge.telling.wording import at_lines, listed, quoted

MAKERS = frozenset({"now", "utcnow", "fromisoformat", "strptime", "fromtimestamp", "combine", "today"})
AWARE = frozenset({"tz", "tzinfo"})


@explains(TypeError)
def naive_and_aware_times(facts: Facts) -> Cause | None:
    """Name the calls that make times without a zone.

    A sort compares values that no expression names, so the message alone says what they are.
    """
    node = failing(facts)
    if facts.fault is None or node is None or "offset-naive and offset-aware" not in facts.fault.message:
        return None
    made = [call for call in makers(facts) if is_naive(call)]
    span = facts.program.span(made[0] if len(made) == 1 else node)
    where = f"; {listed(at_lines(call.lineno) for call in made[:3])} can make one without" if made else ""
    fixes = tuple(fix for call in made if (fix := with_zone(facts, call)))
    return Cause(
        "naive-and-aware-times",
        f"one of the times has a time zone (`tzinfo`) and another has none: nobody can tell which is "
        f"earlier{where}",
        span,
        immediate=f"{quoted(facts.program.text(node), 50)} compares a time with a zone and one without",
        certainty=Certainty.PROVEN if len(made) == 1 else Certainty.LIKELY,
        suggestions=(
            *(fix.words for fix in fixes),
            "Give every time a zone where it is read: `time.replace(tzinfo=timezone.utc)` if it has none",
        ),
        fixes=fixes,
    )


def makers(facts: Facts) -> list[ast.Call]:
    """The calls that made times, as far as the run came."""
    found = []
    for call in facts.program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in MAKERS and facts.reached(call.lineno):
                found.append(call)
            case ast.Call(func=ast.Name(id="datetime") | ast.Attribute(attr="datetime")) if facts.reached(
                call.lineno
            ):
                found.append(call)
            case _:
                continue
    return found


def is_naive(call: ast.Call) -> bool:
    """Whether a call makes a time without a zone, or may: what is read from text has the text's own."""
    if any(keyword.arg in AWARE for keyword in call.keywords):
        return False
    return not (isinstance(call.func, ast.Attribute) and call.func.attr == "now" and call.args)


def with_zone(facts: Facts, call: ast.Call) -> Fix | None:
    """`now()` and `utcnow()` take no zone from anywhere: say UTC."""
    match call:
        case ast.Call(func=ast.Attribute(value=owner, attr="now" | "utcnow"), args=[], keywords=[]):
            pass
        case ast.Call(func=ast.Name(id="datetime") | ast.Attribute(attr="datetime")) if zone_used(facts):
            end = facts.program.span(call)
            place = Span(end.end_line, end.end_column - 1, end.end_line, end.end_column - 1)
            zone = zone_used(facts)
            words = f"Make it with a zone in line {end.line}: `tzinfo={zone}`, as elsewhere"
            return Fix(words, (Edit(place, f", tzinfo={zone}"),))
        case _:
            return None
    program, span = facts.program, facts.program.span(call)
    written = f"{program.text(owner)}.now(timezone.utc)"
    known = any(name == "timezone" for name in program.scopes.root.bindings)
    edits = (Edit(Span(span.line, span.column, span.end_line, span.end_column), written),)
    adding = () if known else (importing(program, "from datetime import timezone"),)
    return Fix(f"Make it with a zone in line {span.line}: {quoted(written)}", (*adding, *edits))


def zone_used(facts: Facts) -> str | None:
    """The zone that other calls of the program name, where it is a name or an attribute."""
    for call in facts.program.by_type.get(ast.Call, []):
        for one in call.keywords if isinstance(call, ast.Call) else ():
            if one.arg in AWARE and isinstance(one.value, ast.Name | ast.Attribute):
                return facts.program.text(one.value)
    return None
