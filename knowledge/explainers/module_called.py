"""TypeError: a module is called instead of what it holds."""

from knowledge.calling.uncallable import uncallable
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.telling.edits import replaced


@explains(TypeError)
def module_called(facts: Facts) -> Cause | None:
    """`random()`, `datetime(…)`: the module and the callable inside it share a name."""
    found = uncallable(facts)
    if found is None or found.reading != "module":
        return None
    value, text = value_of(facts, found.call.func), facts.program.text(found.call.func)
    name = (value.name if value and value.name else text).rpartition(".")[2]
    holds = value is None or value.members is None or name in value.members
    inner = f"{text}.{name}"
    advice = f"Write `{inner}(…)`" if holds else f"Name the function of the module: `{text}.…(…)`"
    fix = Fix(f"Write `{inner}`", (replaced(facts.program, found.call.func, inner),))
    return Cause(
        "module-called",
        f"`{text}` is the module"
        + (f"; what can be called is `{inner}`" if holds else ", which cannot be called"),
        facts.program.span(found.call.func),
        immediate=f"`{text}` is a module here and cannot be called",
        suggestions=(advice,),
        fixes=(fix,) if holds else (),
    )
