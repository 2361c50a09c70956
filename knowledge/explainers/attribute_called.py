"""TypeError: an attribute or a property is called like a method."""

from knowledge.calling.uncallable import uncallable, value_told
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.telling.wording import a, quoted


@explains(TypeError)
def attribute_called(facts: Facts) -> Cause | None:
    """The attribute is the value already; the brackets behind it are too many."""
    found = uncallable(facts)
    if found is None or found.reading != "attribute":
        return None
    text, span = facts.program.text(found.call.func), facts.program.span(found.call)
    bare = f"Write {quoted(text)} without the brackets"
    return Cause(
        "attribute-called",
        f"{quoted(text)} is no method: it is {value_told(facts, found.call.func, found.kind)} already",
        span,
        immediate=f"{quoted(text)} is {a(found.kind)} here and cannot be called",
        suggestions=(bare,),
        fixes=(Fix(bare, (Edit(span, text),)),),
    )
