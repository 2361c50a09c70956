"""NameError: a text was written without its quotes."""

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.unbound import strangers, unbound
from knowledge.telling.edits import replaced


@explains(NameError)
def missing_quotes(facts: Facts) -> Cause | None:
    """Put quotes around a word that is a key, or that the program writes as a text elsewhere."""
    found = unbound(facts, "quotes")
    if found is None:
        return None
    words = f'Put quotes around it: `"{found.name}"`'
    nodes = strangers(facts.program, found.name) or [found.node]
    return Cause(
        "missing-quotes",
        f'without quotes `{found.name}` is a variable, and there is none; the text is `"{found.name}"`',
        facts.program.span(found.node),
        immediate=f"`{found.name}` is not defined in line {found.node.lineno}",
        certainty=Certainty.LIKELY,
        suggestions=(words,),
        fixes=(Fix(words, tuple(replaced(facts.program, node, f'"{found.name}"') for node in nodes)),),
    )
