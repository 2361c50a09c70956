"""NameError: the name is written wrongly, where it is read or where it is set."""

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.unbound import Unbound, spelt_so, unbound
from knowledge.scopes import Binding
from knowledge.telling.edits import replaced
from knowledge.telling.wording import listed


@explains(NameError)
def name_typo(facts: Facts) -> Cause | None:
    """Name the near name that has a value.

    Where that one is never read and the other one is read on several lines, its definition is misspelt.
    """
    found = unbound(facts, "typo")
    if found is None:
        return None
    bindings = found.use.scope.lookup(found.meant)
    return misspelt_definition(facts, found, bindings) or misspelt_use(facts, found, bindings)


def misspelt_use(facts: Facts, found: Unbound, bindings: list[Binding]) -> Cause:
    """The name is read under another spelling than it has."""
    program = facts.program
    home = f" from line {bindings[0].node.lineno}" if bindings and hasattr(bindings[0].node, "lineno") else ""
    nodes = spelt_so(program, found)
    lines = sorted({node.lineno for node in nodes})
    places = f" in lines {listed(lines)}" if len(lines) > 1 else ""
    words = f"Change `{found.name}` to `{found.meant}`{places}"
    return Cause(
        "name-typo",
        f"{why_unset(found)}; the nearest name is `{found.meant}`{home}",
        program.span(found.node),
        immediate=f"`{found.name}` has no value in line {found.node.lineno}",
        certainty=Certainty.LIKELY,
        suggestions=(words,),
        fixes=(Fix(words, tuple(replaced(program, node, found.meant) for node in nodes)),),
    )


def why_unset(found: Unbound) -> str:
    """Say that nothing binds the name, or only the loop that it is read to start."""
    if any(binding.kind == "loop" for binding in found.use.scope.lookup(found.name)):
        return f"`{found.name}` is what the loop calls its items, and it has none before it starts"
    return f"nothing gives `{found.name}` a value"


def misspelt_definition(facts: Facts, found: Unbound, bindings: list[Binding]) -> Cause | None:
    """The only binding of the near name is never read, so the binding is what is misspelt."""
    program = facts.program
    is_read = any(use.name == found.meant for use in program.scopes.uses)
    uses = {node.lineno for node in spelt_so(program, found)}
    if (
        is_read
        or len(uses) < 2
        or len(bindings) != 1
        or bindings[0].kind not in ("assignment", "loop", "with", "parameter")
    ):
        return None
    node = bindings[0].node
    line = program.span(node).line
    annotated = program.text(node)[len(found.meant) :] if bindings[0].kind == "parameter" else ""
    words = f"Change `{found.meant}` in line {line} to `{found.name}`"
    read = f"line {found.node.lineno} reads `{found.name}`"
    return Cause(
        "name-typo",
        f"line {line} sets `{found.meant}`, which nothing reads; {read}",
        program.span(node),
        immediate=f"`{found.name}` has no value in line {found.node.lineno}",
        certainty=Certainty.LIKELY,
        suggestions=(words, f"Or change `{found.name}` to `{found.meant}` where it is read"),
        fixes=(
            Fix(words, (replaced(program, node, found.name + annotated),)),
            Fix(
                f"Change `{found.name}` to `{found.meant}`",
                tuple(replaced(program, use, found.meant) for use in spelt_so(program, found)),
            ),
        ),
    )
