"""IndexError, KeyError: something was to be taken out of a container that is empty."""

import ast

from knowledge.cause import Cause, Certainty
from knowledge.emptiness import why_empty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.provenance import Evidence
from knowledge.touching import failing
from knowledge.wording import quoted, shortened

TAKERS = frozenset({"pop", "popleft", "popitem", "heappop"})


@explains(LookupError)
def empty_pop(facts: Facts) -> Cause | None:
    """Blame the call, or what left the container empty.

    Also for what a library takes from an argument that is empty, as `random.choice` does.
    """
    call = failing(facts)
    if not isinstance(call, ast.Call):
        return None
    container = container_of(facts, call)
    if container is None:
        return None
    empty = why_empty(facts, container)
    text, name = quoted(facts.program.text(container), 40), called(call)
    value = facts.value(container)
    return Cause(
        "taken-from-empty",
        empty.because,
        facts.program.span(call) if "emptied" in empty.because else empty.span,
        immediate=f"{text} is empty, and `{name}` needs at least one item",
        certainty=Certainty.PROVEN if empty.sure else Certainty.LIKELY,
        evidence=(Evidence(call.lineno, text[1:-1], shortened(value.text)),) if value else (),
        provenance=empty.links,
        suggestions=(f"Test {text} before the call in line {call.lineno}: `if {text[1:-1]}:`", empty.advice),
    )


def container_of(facts: Facts, call: ast.Call) -> ast.expr | None:
    """The empty container that the call works on."""
    match call.func:
        case ast.Attribute(value=owner, attr=attr) if attr in TAKERS:
            candidates = [owner, *call.args]
        case _:
            candidates = list(call.args)
    for node in candidates:
        value = facts.value(node)
        if value is not None and value.length == 0 and value.type != "str":
            return node
    return None


def called(call: ast.Call) -> str:
    """The name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
