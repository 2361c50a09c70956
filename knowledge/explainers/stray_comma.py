"""AttributeError: a comma behind a value made a tuple of it."""

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.lacking import lacking, single_tuple
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted, shown


@explains(AttributeError)
def stray_comma(facts: Facts) -> Cause | None:
    """Blame the comma at the end of the assignment."""
    found = lacking(facts, "comma")
    origin = single_tuple(facts, found.node, found.obj) if found else None
    if found is None or origin is None:
        return None
    text = facts.program.text(origin.node)
    words = f"Remove the comma at the end of line {origin.line}"
    return Cause(
        "stray-comma",
        f"the comma behind {quoted(text.rstrip(', '), 40)} in line {origin.line} makes a tuple of one item",
        origin.span,
        immediate=f"{quoted(facts.program.text(found.owner), 40)} is the tuple {shown(found.obj, 40)}, "
        f"which has no attribute `{found.name}`",
        provenance=origin.links,
        suggestions=(words,),
        fixes=(Fix(words, (replaced(facts.program, origin.node, text.rstrip().rstrip(",")),)),),
    )
