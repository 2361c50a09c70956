"""`groupby` of what is not sorted: it starts a new group at each change."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=0)
def unsorted_groups(facts: Facts) -> Iterator[Fix]:
    """Sort by the same key first."""
    program = facts.program
    for call in program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(
                func=ast.Name(id="groupby") | ast.Attribute(attr="groupby"), args=[items, *keys]
            ) if facts.reached(call.lineno) and not is_sorted(items):
                pass
            case _:
                continue
        named = [f"key={program.text(one.value)}" for one in call.keywords if one.arg == "key"]
        by = [f"key={program.text(one)}" for one in keys[:1]] or named
        written = f"sorted({', '.join([program.text(items), *by])})"
        yield Fix(
            f"Sort first: {quoted(written, 60)} in line {call.lineno}",
            (replaced(program, items, written),),
            birth=program.span(call),
            because=f"`groupby` in line {call.lineno} starts a new group at each change, so what is not "
            f"sorted gives groups of the same key more than once, and a later one replaces the one before",
        )


def is_sorted(items: ast.expr) -> bool:
    """Whether items are sorted where they are handed over."""
    return isinstance(items, ast.Call) and isinstance(items.func, ast.Name) and items.func.id == "sorted"
