"""AttributeError: the attribute is there under another spelling."""

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.lacking import lacking
from knowledge.telling.edits import member_renamed
from knowledge.telling.wording import a, quoted, short


@explains(AttributeError)
def attribute_typo(facts: Facts) -> Cause | None:
    """Name the near attribute of a value that no class of the program made."""
    found = lacking(facts, "typo")
    if found is None:
        return None
    fix = member_renamed(facts.program, found.node, found.meant)
    kind = short(found.obj.type)
    return Cause(
        "attribute-typo",
        f"{quoted(facts.program.text(found.owner), 40)} is {a(kind)}; the nearest name to `{found.name}` "
        f"that it has is `{found.meant}`",
        facts.program.span(found.node),
        immediate=f"{a(kind)} has no attribute `{found.name}`",
        certainty=Certainty.LIKELY,
        suggestions=(fix.words,),
        fixes=(fix,),
    )
