"""IndexError, KeyError: something was to be taken out of a container that is empty."""

import ast

from knowledge.backward.origins import origin_of
from knowledge.backward.reaching import reached_nodes
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.emptiness import fills, is_empty, why_empty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.edits import is_alone, replaced
from knowledge.telling.wording import counted, quoted, shortened

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
        return beyond_end(facts, call)
    empty = why_empty(facts, container)
    text, name = quoted(facts.program.text(container), 40), called(call)
    value = facts.value(container)
    return Cause(
        "taken-from-empty",
        empty.because,
        facts.program.span(call) if empty.expected else empty.span,
        immediate=f"{text} is empty, and `{name}` needs at least one item",
        certainty=Certainty.PROVEN if empty.sure else Certainty.LIKELY,
        evidence=(Evidence(call.lineno, text[1:-1], shortened(value.text)),) if value else (),
        provenance=empty.links,
        suggestions=(f"Test {text} before the call in line {call.lineno}: `if {text[1:-1]}:`", empty.advice),
        fixes=guarded(facts, call, container),
    )


def guarded(facts: Facts, call: ast.Call, container: ast.expr) -> tuple[Fix, ...]:
    """Do the step only where there is something to take; the rest of the program has to bear that.

    A container that nothing fills has another fault.
    """
    program, statement = facts.program, facts.statement
    simple = isinstance(statement, ast.Expr | ast.Assign | ast.AugAssign) and statement.lineno == call.lineno
    if statement is None or not simple or not is_alone(program, statement):
        return ()
    last = statement.end_lineno or statement.lineno
    test = program.text(container)
    filled = any(fills(one, ast.unparse(container)) for one in reached_nodes(facts, program.statements))
    if not filled or last != statement.lineno or "\n" in test:
        return ()
    margin, text = program.source.indentation(statement.lineno), program.text(statement)
    edit = replaced(program, statement, f"if {test}:\n{margin}    {text}")
    return (Fix(f"Do it only where there is something: `if {shortened(test, 40)}:`", (edit,), masks=True),)


def container_of(facts: Facts, call: ast.Call) -> ast.expr | None:
    """The empty container that the call works on."""
    match call.func:
        case ast.Attribute(value=owner, attr=attr) if attr in TAKERS:
            candidates = [owner, *call.args]
        case _:
            candidates = list(call.args)
    for node in candidates:
        value = facts.value(node)
        if value is not None and is_empty(value) and value.type != "str":
            return node
    return None


def called(call: ast.Call) -> str:
    """The name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


def beyond_end(facts: Facts, call: ast.Call) -> Cause | None:
    """`pop` of an index that the list does not have, or has no more."""
    match call:
        case ast.Call(func=ast.Attribute(value=owner, attr="pop"), args=[index]):
            held, number = facts.value(owner), number_of(facts, index)
        case _:
            return None
    if held is None or held.length is None or number is None or -held.length <= number < held.length:
        return None
    text, written = quoted(facts.program.text(owner), 40), quoted(facts.program.text(index), 30)
    before = facts.run.trace.hits.get(call.lineno, 0) > 1
    shifted = "; each item taken out before moved the ones behind it" if before else ""
    advice = "Take out from the end: go through the indices in reverse, with `reversed(…)`"
    return Cause(
        "pop-out-of-range",
        f"{written} is {number}, and the last index of {text} is {held.length - 1}{shifted}",
        facts.program.span(call),
        immediate=f"{text} has {counted(held.length, 'item')}, and `pop` asks for position {number}",
        evidence=(Evidence(call.lineno, text[1:-1], shortened(held.text)),),
        provenance=origin_of(facts, index).links,
        suggestions=(advice,) if before else (f"Keep {written} below `len({text[1:-1]})`",),
    )


def number_of(facts: Facts, index: ast.expr) -> int | None:
    """The whole number that an index is."""
    known = facts.value(index)
    number = index.value if isinstance(index, ast.Constant) else known.scalar if known else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None
