"""output: the program wrote more than it may."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.ending.explaining_loops import loop_cause
from knowledge.ending.standing import stuck_loop
from knowledge.ending.stopping import loops_around, stops, turns_said
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import called_name
from knowledge.telling.edits import is_alone
from knowledge.telling.wording import quoted

WRITES = frozenset({"print", "write", "writelines", "pprint", "echo"})


@explains("output")
def output_limit(facts: Facts) -> Cause | None:
    """Name the call that writes and the loop around it; a loop that cannot end is the cause itself."""
    if found := stuck_loop(facts):
        return loop_cause(facts, *found)
    for stop in stops(facts):
        calls = (
            [node for node in ast.walk(stop.statement) if isinstance(node, ast.Call)]
            if stop.statement
            else []
        )
        loops = loops_around(facts, stop)
        writes = [call for loop in loops[:1] for call in ast.walk(loop) if isinstance(call, ast.Call)] + calls
        call = next((one for one in writes if called_name(one) in WRITES), None)
        if call is not None:
            return told(
                facts,
                call,
                f"; the loop in line {loops[0].lineno} went round {turns_said(facts, loops[0])}"
                if loops
                else "",
            )
    return None


def told(facts: Facts, call: ast.Call, around: str) -> Cause:
    """Put the cause together."""
    statement = facts.program.statement(call)
    fixes: tuple[Fix, ...] = ()
    if isinstance(statement, ast.Expr) and is_alone(facts.program, statement) and around:
        span = facts.program.span(statement)
        fixes = (
            Fix(
                f"Take the output in line {call.lineno} out",
                (Edit(Span(span.line, span.column, span.end_line, span.end_column), "pass"),),
            ),
        )
    return Cause(
        "too-much-output",
        f"{quoted(facts.program.text(call), 50)} in line {call.lineno} wrote most of it{around}",
        facts.program.span(call),
        immediate=f"the program wrote more than {facts.run.limits.output_mb:g} MB",
        certainty=Certainty.LIKELY,
        suggestions=(f"Show a summary, or every so many rounds only, instead of all in line {call.lineno}",),
        fixes=fixes,
    )
