"""timeout: everything that a generator gives is asked for, and it gives something for ever."""

from knowledge.cause import Cause, Certainty
from knowledge.ending.generating import endless_in, endless_source
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.telling.wording import quoted


@explains("timeout")
def endless_generator(facts: Facts) -> Cause | None:
    """Name the generator whose loop nothing leaves, and the call that asks for all that it gives."""
    found = endless_source(facts)
    if found is None:
        return None
    whole, call, function = found
    name, line, loop = function.name, whole.lineno, endless_in(function)
    text = quoted(facts.program.text(whole), 50)
    where = f" (the loop in line {loop.lineno} never ends)" if loop else ""
    return Cause(
        "loop-without-end",
        f"`{name}` never stops giving values{where}, and {text} in line {line} asks for all of them",
        facts.program.span(whole),
        immediate=f"line {line} was still being worked on after {facts.run.limits.seconds:g} s",
        certainty=Certainty.PROVEN,
        suggestions=(
            (
                f"Take a limited part of `{facts.program.text(call)}`, with `itertools.takewhile` or "
                f"`itertools.islice`, or let the loop in `{name}` end"
            ),
        ),
    )
