"""TypeError: a coroutine stands where its result was meant."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.operating.operations import kind_at
from knowledge.operating.touching import touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, seen
from knowledge.telling.wording import quoted


@explains(TypeError)
def forgotten_await(facts: Facts) -> Cause | None:
    """Name the call that made the coroutine; inside an `async def` it can be awaited on the spot."""
    waiting = [one for one in touched(facts) if kind_at(facts, one) == "coroutine" and one.part != "awaited"]
    if not waiting:
        return None
    one = waiting[0]
    origin = birth(facts, one.node)
    node = origin.node if origin and isinstance(origin.node, ast.Call) else one.node
    place, text = facts.program.span(node), facts.program.text(node)
    inside = isinstance(facts.program.function(node), ast.AsyncFunctionDef)
    others = [other.node for other in waiting[1:] if isinstance(other.node, ast.Call)] if inside else []
    bare = isinstance(facts.program.parent(node), ast.Assign | ast.Return | ast.NamedExpr)
    written = f"await {text}" if bare else f"(await {text})"
    return Cause(
        "forgotten-await",
        f"{quoted(text)} in line {place.line} makes a coroutine; it runs only when it is awaited",
        place,
        immediate=f"{quoted(facts.program.text(one.node))} is a coroutine here, not its result",
        evidence=seen(facts, (one,)),
        provenance=origin.links if origin else (),
        suggestions=(
            f"Write {quoted(written)} in line {place.line}"
            if inside
            else f"Run it: `asyncio.run({text})`, or make this function `async` and await it",
        ),
        fixes=(Fix(f"Await {quoted(text)}", (Edit(place, written), *awaited(facts, others))),)
        if inside
        else (),
    )


def awaited(facts: Facts, calls: list[ast.Call]) -> tuple[Edit, ...]:
    """Await the other calls of the same expression as well."""
    return tuple(replaced(facts.program, call, f"(await {facts.program.text(call)})") for call in calls)
