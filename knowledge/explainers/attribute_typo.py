"""AttributeError: the attribute is there under another spelling."""

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.lacking import lacking
from knowledge.names.spelling import respelt
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
    slip = respelt(facts, found.name, found.meant)
    return Cause(
        "attribute-typo",
        f"{quoted(facts.program.text(found.owner), 40)} is {a(kind)}; the nearest name to `{found.name}` "
        f"that it has is `{found.meant}`",
        slip[0] if slip else facts.program.span(found.node),
        immediate=f"{a(kind)} has no attribute `{found.name}`",
        certainty=Certainty.LIKELY,
        suggestions=(slip[1].words, fix.words) if slip else (fix.words,),
        fixes=(slip[1], fix) if slip else (fix,),
    )
