"""AttributeError: `getattr` was asked for a name that was put together, and the class has no such member."""

import ast

from knowledge.calling.calls import methods_of
from knowledge.calling.returning import Def
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import builtin_called, class_of
from knowledge.operating.touching import failing
from knowledge.telling.wording import quoted, some_of

SHORTEST = 3


@explains(AttributeError)
def computed_attribute(facts: Facts) -> Cause | None:
    """Name the method that is missing, beside those that begin alike: it belongs behind the last of them."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or builtin_called(facts, call) != "getattr" or len(call.args) != 2:
        return None
    carried = facts.fault.attributes.get("name") if facts.fault else None
    name = carried.scalar if carried else None
    owner = class_of(facts, call.args[0])
    if not isinstance(name, str) or owner is None:
        return None
    alike = [one for one in methods_of(facts.program, owner) if alike_in(one.name, name)]
    if not alike:
        return None
    fixes = respelt(facts, alike, name)
    last = max(alike, key=lambda one: one.end_lineno or one.lineno)
    here = facts.source.line_span(last.end_lineno or last.lineno)
    text = quoted(facts.program.text(call), 50)
    return Cause(
        "attribute-missing",
        f"line {call.lineno} puts the name `{name}` together, and `{owner.name}` has no method of that name; "
        f"it has {some_of([one.name for one in alike])}",
        fixes[0].birth if fixes and fixes[0].birth else here,
        immediate=f"{text} asks `{owner.name}` for `{name}`, which it does not have",
        certainty=Certainty.PROVEN,
        suggestions=(
            *(fix.words for fix in fixes),
            f"Define `{name}` in class `{owner.name}`, behind line {last.end_lineno}",
            f"Or give `getattr` in line {call.lineno} a default as third argument for what is not known",
        ),
        fixes=fixes,
    )


def respelt(facts: Facts, alike: list[Def], name: str) -> tuple[Fix, ...]:
    """Write the name of the one method that differs from it in capitals only as it is asked for."""
    same = [one for one in alike if one.name.casefold() == name.casefold()]
    if len(same) != 1:
        return ()
    line = same[0].lineno
    start = facts.source.sent_lines[line - 1].find(same[0].name)
    span = Span(line, start, line, start + len(name))
    words = f"Write `{name}` instead of `{same[0].name}` in line {line}"
    return (Fix(words, (Edit(span, name),), birth=span),) if start >= 0 else ()


def alike_in(one: str, other: str) -> bool:
    """Whether two names begin alike, up to an underscore."""
    head = other.partition("_")[0]
    return len(head) >= SHORTEST and one.startswith(f"{head}_")
