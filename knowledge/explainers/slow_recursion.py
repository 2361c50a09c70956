"""timeout: a function that calls itself more than once computes the same again and again."""

import ast

from knowledge.calling.returning import Def
from knowledge.cause import Cause, Certainty, Fix
from knowledge.ending.recursing import repeating, self_calls
from knowledge.ending.standing import stuck_loop
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.imports.importing import importing
from knowledge.telling.edits import line_before
from knowledge.telling.wording import quoted


@explains("timeout")
def slow_recursion(facts: Facts) -> Cause | None:
    """Count the calls of itself; two or more make the work grow by a factor with every step."""
    found = None if stuck_loop(facts) else repeating(facts)
    if found is None:
        return None
    owner, stop = found
    calls = self_calls(owner)
    arguments = ", ".join(
        f"`{name}` was {quoted(stop.variables[name].text, 30)}"
        for name in parameters(owner)
        if name in stop.variables
    )
    cached = any("cache" in ast.unparse(decorator) for decorator in owner.decorator_list)
    return Cause(
        "recursion-repeats-work",
        f"`{owner.name}` calls itself {len(calls)} times in line {calls[0].lineno}, so the calls "
        f"multiply with every step" + (f"; when it was stopped, {arguments}" if arguments else ""),
        facts.source.line_span(owner.lineno),
        immediate=f"`{owner.name}` was called more than {facts.run.trace.hits.get(calls[0].lineno, 0)} "
        f"times and was still going",
        certainty=Certainty.LIKELY,
        suggestions=(
            f"Keep the results of `{owner.name}`: `@functools.cache` above line {owner.lineno}",
            "Compute it in a loop, from the smallest case up",
        ),
        fixes=() if cached or is_method(facts, owner) else (keeping(facts, owner),),
    )


def keeping(facts: Facts, owner: Def) -> Fix:
    """Put `functools.cache` above a function; one edit, where the import would stand at the same place."""
    imported, above = (
        importing(facts.program, "import functools"),
        line_before(facts.program, owner, "@functools.cache"),
    )
    edits = (
        (Edit(above.span, imported.text + above.text),) if imported.span == above.span else (imported, above)
    )
    return Fix(f"Keep the results of `{owner.name}` with `functools.cache`", edits)


def parameters(owner: Def) -> list[str]:
    """The names of the parameters."""
    return [argument.arg for argument in (*owner.args.posonlyargs, *owner.args.args)]


def is_method(facts: Facts, owner: Def) -> bool:
    """Whether the function stands in a class."""
    return isinstance(facts.program.parent(owner), ast.ClassDef)
