"""TypeError: a special method that has to answer came to its end without a `return`."""

import ast
from dataclasses import replace

from knowledge.absence.missing_return import nowhere
from knowledge.absence.silence import gave_none
from knowledge.calling.returning import Def, is_generator, never_answers
from knowledge.cause import Cause
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.telling.wording import quoted

ANSWERS = frozenset({
    "__len__", "__iter__", "__str__", "__repr__", "__bool__", "__hash__", "__index__", "__int__", "__float__",
    "__complex__", "__format__", "__bytes__", "__length_hint__", "__await__", "__aiter__", "__anext__",
})  # fmt: skip
"""Methods whose answer Python itself asks for, and which may not be None."""


@explains(TypeError)
def silent_method(facts: Facts) -> Cause | None:
    """Name the special method that returned None.

    The operation that called it fails in the caller's line, and nothing of the method stands in the
    traceback. That it returned None was seen, and none of these may: only one of them can have been it.
    """
    silent = [node for node in methods(facts) if never_answers(node) and gave_none(facts, node)]
    if len(silent) != 1 or facts.crash is None:
        return None
    method, line = silent[0], facts.crash.line
    statement = facts.statement
    failed = quoted(facts.program.text(statement), 60) if statement is not None else f"line {line}"
    return replace(
        nowhere(facts, method),
        immediate=f"`{method.name}` gave {failed} None, where Python needs its answer",
    )


def methods(facts: Facts) -> list[Def]:
    """The special methods of the program's classes that have to answer."""
    found = [one for name in sorted(ANSWERS) for one in facts.program.functions.get(name, ())]
    return [
        one for one in found if isinstance(facts.program.parent(one), ast.ClassDef) and not is_generator(one)
    ]
