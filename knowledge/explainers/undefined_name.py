"""NameError: nothing anywhere gives the name a value."""

import ast

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.unbound import Unbound, unbound
from knowledge.wording import some_of


@explains(NameError)
def undefined_name(facts: Facts) -> Cause | None:
    """The program never defines it; a run keeps nothing of the runs before."""
    found = unbound(facts, "undefined")
    if found is None:
        return None
    names = sorted(name for name in found.use.scope.visible() if not name.startswith("_"))
    return Cause(
        "undefined-name",
        f"nothing in the program defines `{found.name}`, and no name is near to it",
        facts.program.span(found.node),
        immediate=f"`{found.name}` is not defined in line {found.node.lineno}",
        certainty=Certainty.LIKELY if facts.program.is_dynamic else Certainty.PROVEN,
        suggestions=(advice(facts, found), "Define it in this program: nothing is kept from earlier runs"),
        factors=(f"defined here: {some_of(names, 10)}",) if names else (),
    )


def advice(facts: Facts, found: Unbound) -> str:
    """What to define, after how the name is used."""
    line, parent = found.node.lineno, facts.program.parent(found.node)
    if isinstance(parent, ast.Call) and parent.func is found.node:
        return f"Define or import the function `{found.name}` before line {line}"
    if isinstance(parent, ast.Attribute):
        return f"Import or create `{found.name}` before line {line}"
    return f"Give `{found.name}` a value before line {line}"
