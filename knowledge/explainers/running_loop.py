"""RuntimeError: an event loop is started inside of one that runs, or asked for where none is."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name
from knowledge.operating.touching import failing
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

STARTS = frozenset({"run", "run_until_complete", "run_forever"})
NEEDS = frozenset({"get_running_loop", "create_task", "current_task", "ensure_future", "get_event_loop"})


@explains(RuntimeError)
def running_loop(facts: Facts) -> Cause | None:
    """Inside of `async def` a coroutine is awaited; outside of it `asyncio.run` starts the loop."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or "event loop" not in (facts.fault.message if facts.fault else ""):
        return None
    name, text = called_name(call), facts.program.text(call)
    function = facts.program.function(call)
    inside = isinstance(function, ast.AsyncFunctionDef)
    if name in STARTS and call.args:
        inner = facts.program.text(call.args[0])
        return cause(
            facts,
            call,
            f"{quoted(text)} starts an event loop, and one is running already",
            f"await {inner}" if inside else None,
            f"Write `await {inner}` inside of `async def`",
        )
    if name in NEEDS:
        return cause(
            facts,
            call,
            f"{quoted(text)} needs a running event loop, and line {call.lineno} runs outside of any",
            None,
            "Move it into an `async def`, and start that with `asyncio.run(…)`",
        )
    return None


def cause(facts: Facts, call: ast.Call, because: str, written: str | None, advice: str) -> Cause:
    """Put the cause together."""
    return Cause(
        "event-loop",
        because,
        facts.program.span(call),
        immediate=f"line {call.lineno} meets an event loop in the wrong state",
        certainty=Certainty.LIKELY,
        suggestions=(advice,),
        fixes=(Fix(f"Write {quoted(written)}", (replaced(facts.program, call, written),)),)
        if written
        else (),
    )
