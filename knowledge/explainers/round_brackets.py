"""TypeError: round brackets where an item was meant."""

from knowledge.calling.uncallable import uncallable
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import a, quoted


@explains(TypeError)
def round_brackets(facts: Facts) -> Cause | None:
    """`rows(0)` calls, `rows[0]` asks for an item."""
    found = uncallable(facts)
    if found is None or found.reading != "item":
        return None
    text, inside = facts.program.text(found.call.func), facts.program.text(found.call.args[0])
    written = f"{text}[{inside}]"
    return Cause(
        "round-brackets-for-item",
        f"{quoted(text)} is {a(found.kind)}: its items are asked for with square brackets",
        facts.program.span(found.call),
        immediate=f"{quoted(text)} is {a(found.kind)} here and cannot be called",
        suggestions=(f"Write {quoted(written)}",),
        fixes=(Fix(f"Write {quoted(written)}", (replaced(facts.program, found.call, written),)),),
    )
