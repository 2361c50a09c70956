"""TypeError: something is called that is no function, for none of the usual reasons."""

import ast

from knowledge.calling.uncallable import uncallable
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.telling.trail import birth
from knowledge.telling.wording import a, quoted


@explains(TypeError)
def not_callable(facts: Facts) -> Cause | None:
    """Say what it is and where it was made: what made it may have been called there already.

    `g = Function("g")(x)` and then `g(x)`: the second call belongs to what the first one was made from.
    """
    found = uncallable(facts)
    if found is None or found.reading != "plain":
        return None
    text, span = facts.program.text(found.call.func), facts.program.span(found.call)
    origin = birth(facts, found.call.func)
    made = origin.call if origin else None
    fixes = [Fix(f"Write {quoted(text)} without the brackets", (Edit(span, text),))]
    if made is not None and isinstance(made.func, ast.Call):
        span = facts.program.span(made)
        words = f"Do not call it in line {span.line} already"
        fixes.insert(0, Fix(words, (Edit(span, facts.program.text(made.func)),)))
    came = (
        f"; line {origin.line} makes it with {quoted(facts.program.text(origin.node), 40)}" if origin else ""
    )
    return Cause(
        "not-callable",
        f"{quoted(text)} is {a(found.kind)}{came}",
        span,
        immediate=f"{quoted(text)} is {a(found.kind)} here and cannot be called",
        certainty=Certainty.LIKELY,
        provenance=origin.links if origin else (),
        suggestions=(
            *(fix.words for fix in fixes[:-1]),
            f"Call the function that was meant, or write {quoted(text)} without the brackets",
        ),
        fixes=tuple(fixes),
    )
