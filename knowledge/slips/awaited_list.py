"""An `await` of a list of coroutines: what waits for several is `gather`."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of
from knowledge.operating.touching import failing
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=0)
def awaited_list(facts: Facts) -> Iterator[Fix]:
    """Gather them, in a program that knows `asyncio`."""
    program, node = facts.program, failing(facts)
    awaits = [one for one in (node, program.parent(node) if node else None) if isinstance(one, ast.Await)]
    if not awaits or "asyncio" not in program.scope(awaits[0]).visible():
        return
    value = awaits[0].value
    if kind_of(facts, value) in ("list", "tuple", "generator") or isinstance(value, ast.List | ast.ListComp):
        written = f"asyncio.gather(*{program.text(value)})"
        yield Fix(
            f"Wait for all of them: {quoted(written, 50)} in line {value.lineno}",
            (replaced(program, value, written),),
            birth=program.span(awaits[0]),
            because=f"{quoted(program.text(value), 30)} holds several coroutines, and `await` takes one",
        )
