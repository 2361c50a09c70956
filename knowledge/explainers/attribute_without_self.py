"""NameError: a method reads an attribute of its object by the bare name."""

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.meant_names import own_object
from knowledge.names.unbound import unbound
from knowledge.program import Program
from knowledge.scopes import Use
from knowledge.telling.edits import replaced


@explains(NameError)
def attribute_without_self(facts: Facts) -> Cause | None:
    """Put the object before the name, everywhere in the class where it is missing."""
    found = unbound(facts, "self")
    if found is None:
        return None
    uses = [use for use in facts.program.scopes.uses if lacks(facts.program, use, found.name, found.meant)]
    words = f"Change `{found.name}` to `{found.meant}`"
    lines = sorted({use.node.lineno for use in uses})
    where = f" in lines {', '.join(map(str, lines))}" if len(lines) > 1 else ""
    return Cause(
        "attribute-without-self",
        f"`{found.name}` is an attribute of the object; inside a method it is `{found.meant}`",
        facts.program.span(found.node),
        immediate=f"`{found.name}` is no variable of the method in line {found.node.lineno}",
        suggestions=(words + where,),
        fixes=(Fix(words + where, tuple(replaced(facts.program, use.node, found.meant) for use in uses)),),
    )


def lacks(program: Program, use: Use, name: str, meant: str) -> bool:
    """Whether this use of the name has the same fault."""
    return use.name == name and not use.scope.lookup(name) and own_object(program, use) == meant
