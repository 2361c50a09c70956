"""TypeError: what a sort goes by is None for some of the items."""

import ast

from knowledge.calling.calls import callee
from knowledge.calling.returning import returns_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name
from knowledge.operating.operations import kinds_told
from knowledge.operating.touching import failing
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

SORTS = frozenset({"sorted", "sort", "min", "max", "nsmallest", "nlargest"})


@explains(TypeError)
def none_in_sort_key(facts: Facts) -> Cause | None:
    """Blame the key, and let the items without it come last."""
    call = failing(facts)
    if (
        not isinstance(call, ast.Call)
        or called_name(call) not in SORTS
        or "NoneType" not in kinds_told(facts)
    ):
        return None
    made = key_made(facts, call)
    if made is None:
        return None
    parts = made.elts if isinstance(made, ast.Tuple) else [made]
    able = [one for one in parts if isinstance(one, ast.Attribute | ast.Subscript | ast.Call | ast.Name)]
    fixes = tuple(last(facts, one, alone=one is made) for one in able)
    told = quoted(facts.program.text(made), 50)
    return Cause(
        "items-do-not-compare",
        f"the sort goes by {told} from line {made.lineno}, and a part of that is None for some items: "
        f"None does not compare with other values",
        facts.program.span(made),
        immediate=f"{quoted(facts.program.text(call), 50)} has to compare None with another value",
        certainty=Certainty.LIKELY,
        suggestions=tuple(fix.words for fix in fixes)
        or (f"Give {told} a value that compares, where it is None",),
        fixes=fixes,
    )


def key_made(facts: Facts, call: ast.Call) -> ast.expr | None:
    """What the function gives that a sort goes by."""
    key = next((one.value for one in call.keywords if one.arg == "key"), None)
    if isinstance(key, ast.Lambda):
        return key.body
    if not isinstance(key, ast.Name | ast.Attribute):
        return None
    function = callee(facts, ast.Call(func=key, args=[], keywords=[]))
    given = [one.value for one in returns_of(function)] if isinstance(function, ast.FunctionDef) else []
    return given[0] if len(given) == 1 else None


def last(facts: Facts, part: ast.expr, *, alone: bool) -> Fix:
    """Sort by whether it is None first, then by itself."""
    text = facts.program.text(part)
    pair = f"{text} is None, {text} or 0"
    written = f"({pair})" if alone else pair
    words = f"Let what has no {quoted(text, 30)} come last: {quoted(written, 50)} in line {part.lineno}"
    return Fix(words, (replaced(facts.program, part, written),))
