"""AttributeError: a function was meant to be called before its result was used."""

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.lacking import lacking
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@explains(AttributeError)
def attribute_of_function(facts: Facts) -> Cause | None:
    """Put the call where it lacks."""
    found = lacking(facts, "function")
    if found is None:
        return None
    text = facts.program.text(found.owner)
    words = f"Call it: `{text}().{found.name}`"
    return Cause(
        "forgotten-call",
        f"{quoted(text, 40)} is a function here, not its result: the `()` is missing",
        facts.program.span(found.owner),
        immediate=f"{quoted(text, 40)} is a function and has no attribute `{found.name}`",
        suggestions=(words,),
        fixes=(Fix(words, (replaced(facts.program, found.owner, f"{text}()"),)),),
    )
