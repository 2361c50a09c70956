"""SystemExit: the program ended itself with a status that means failure."""

import ast

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.run import Fault
from knowledge.telling.wording import quoted


@explains(SystemExit)
def system_exit(facts: Facts) -> Cause | None:
    """Name the line that left, and what it was handling when it did."""
    fault, crash = facts.fault, facts.crash
    node = failing(facts)
    if fault is None or crash is None:
        return None
    inner = fault.cause or fault.context
    text = quoted(facts.program.text(node), 50) if node is not None else "the program"
    guard = guarded(facts, node) if node is not None else ""
    return Cause(
        "ended-itself",
        f"line {crash.line} ends the program with status {facts.run.exit_code}"
        + (handling(inner) if inner else guard),
        crash.span or facts.source.line_span(crash.line),
        immediate=f"{text} ends the program",
        certainty=Certainty.PROVEN,
        suggestions=(
            f"Mend the `{inner.name}`{place(inner)} that led there"
            if inner
            else f"Leave with status 0 where all is well, or change what leads to line {crash.line}",
        ),
    )


def handling(inner: Fault) -> str:
    """Say which exception was being handled."""
    return f", after `{inner.name}`{place(inner)}: {quoted(inner.message, 60)}"


def place(inner: Fault) -> str:
    """Where in the program it happened."""
    return f" in line {inner.crash.line}" if inner.crash else ""


def guarded(facts: Facts, node: ast.AST) -> str:
    """Say under which test the line stands."""
    tests = [above.test for above in facts.program.ancestors(node) if isinstance(above, ast.If)]
    return (
        f", because of {quoted(facts.program.text(tests[0]), 50)} in line {tests[0].lineno}" if tests else ""
    )
