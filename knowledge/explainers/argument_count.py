"""TypeError: a callable that does not tell its signature gets too few or too many arguments."""

import ast
import re

from knowledge.calling.calls import spreads
from knowledge.calling.misfit import misfit, raised_here, speaks_of
from knowledge.calling.signature import signature_of
from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.telling.wording import counted, quoted

COUNTS = re.compile(
    r"(?:takes|expected) (?P<how>at least|at most|exactly|from \d+ to)? ?"
    r"(?P<most>\d+|one|no) .*?(?P<given>\d+)"
)
WORDS = {"no": 0, "one": 1}


@explains(TypeError)
def argument_count(facts: Facts) -> Cause | None:
    """Only the interpreter's counts are known here: some of the oldest builtins tell nothing else."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or not raised_here(facts) or misfit(facts) or spreads(call):
        return None
    found = COUNTS.search(facts.fault.message if facts.fault else "")
    if found is None or signature_of(facts, call) is not None or not speaks_of(found.string, call):
        return None
    most = WORDS.get(found["most"]) if found["most"] in WORDS else int(found["most"])
    name, given = quoted(facts.program.text(call.func), 40), len(call.args)
    how = f"{found['how']} " if found["how"] in ("at least", "at most") else ""
    return Cause(
        "argument-count",
        f"{name} takes {how}{counted(most or 0, 'argument')}, and the call in line {call.lineno} passes "
        f"{given or 'none'}",
        facts.program.span(call),
        immediate=f"{name} gets {counted(given, 'argument')} here",
        certainty=Certainty.LIKELY,
        suggestions=(f"Pass {name} {how}{counted(most or 0, 'argument')}",),
    )
