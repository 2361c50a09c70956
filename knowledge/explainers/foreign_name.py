"""NameError: the name is Python 2, or another language's."""

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.unbound import strangers, unbound
from knowledge.telling.edits import replaced

PYTHON_2 = frozenset(
    {"raw_input", "xrange", "unicode", "basestring", "unichr", "long", "file", "StandardError"}
)


@explains(NameError)
def foreign_name(facts: Facts) -> Cause | None:
    """Give the name that Python 3 has for it."""
    found = unbound(facts, "foreign")
    if found is None:
        return None
    nodes = strangers(facts.program, found.name) or [found.node]
    words = f"Change `{found.name}` to `{found.meant}`"
    origin = "is a name of Python 2" if found.name in PYTHON_2 else "is a name of other languages"
    return Cause(
        "foreign-name",
        f"`{found.name}` {origin}; Python 3 has `{found.meant}`",
        facts.program.span(found.node),
        immediate=f"`{found.name}` is not defined in line {found.node.lineno}",
        certainty=Certainty.LIKELY,
        suggestions=(words,),
        fixes=(Fix(words, tuple(replaced(facts.program, node, found.meant) for node in nodes)),),
    )
