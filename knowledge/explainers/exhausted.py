"""StopIteration: `next` asked for more than there was."""

import ast

from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.run import Fault
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@explains(Exception)
def exhausted(facts: Facts) -> Cause | None:
    """Blame the `next` without a default; in a generator Python turns it into a RuntimeError."""
    fault = stopped(facts.fault)
    if fault is None:
        return None
    call = next_call(facts, fault)
    if call is None:
        return None
    program, source = facts.program, call.args[0]
    text = quoted(program.text(source), 40)
    inside = "" if fault is facts.fault else "; inside a generator that becomes a RuntimeError"
    new = f"next({bracketed(program, source)}, None)"
    words = f"Give `next` a default, and handle it: {quoted(new, 60)}"
    origin = origin_of(facts, source)
    return Cause(
        "iterator-exhausted",
        f"{why(program, source, text)}, and `next` in line {call.lineno} has no default{inside}",
        program.span(call),
        immediate=f"`next` found no item in {text}",
        provenance=origin.links,
        suggestions=(f"Loop with `for` over {text}, which ends by itself", words),
        fixes=(Fix(words, (replaced(program, call, new),), masks=True),),
    )


def stopped(fault: Fault | None) -> Fault | None:
    """The StopIteration that ended the run, or that a generator turned into something else."""
    if fault is None:
        return None
    if fault.name in ("StopIteration", "StopAsyncIteration"):
        return fault
    below = fault.cause
    return below if fault.name == "RuntimeError" and below and below.name == "StopIteration" else None


def next_call(facts: Facts, fault: Fault) -> ast.Call | None:
    """The `next(…)` that raised."""
    node = failing(facts)
    if fault is not facts.fault and fault.crash and fault.crash.span:
        node = facts.program.node_at(fault.crash.span)
        node = node.value if isinstance(node, ast.Expr) else node
    match node:
        case ast.Call(func=ast.Name(id="next"), args=[_]):
            return node
        case _:
            return None


def why(program: Program, source: ast.expr, text: str) -> str:
    """Say why there was no item."""
    if isinstance(source, ast.GeneratorExp):
        tests = [program.text(test) for clause in source.generators for test in clause.ifs]
        if tests:
            return f"no item passes the test {quoted(' and '.join(tests), 50)}"
    return f"{text} has no item left"


def bracketed(program: Program, source: ast.expr) -> str:
    """A generator expression needs its own brackets beside another argument."""
    text = program.text(source)
    return f"({text})" if isinstance(source, ast.GeneratorExp) and not text.startswith("(") else text
