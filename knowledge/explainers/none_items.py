"""TypeError: a function that was to make items, or what they are sorted by, forgets to return them."""

from dataclasses import replace

from knowledge.absence.missing_return import nowhere, on_one_path
from knowledge.absence.silence import silent_maker
from knowledge.calling.returning import returns_of, says_nothing
from knowledge.cause import Cause
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.telling.wording import quoted


@explains(TypeError)
def none_items(facts: Facts) -> Cause | None:
    """Name the function that gave the Nones: called for each item, or handed over as `key=` or to `map`."""
    node, function = failing(facts), silent_maker(facts)
    if function is None or node is None:
        return None
    call = quoted(facts.program.text(node), 50)
    said = [one for one in returns_of(function) if not says_nothing(one)]
    cause = on_one_path(facts, function, said) if said else nowhere(facts, function)
    return replace(cause, immediate=f"{call} works on what `{function.name}` gives: None")
