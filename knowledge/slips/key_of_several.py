"""A sorting key that takes the parts of a pair as parameters: it gets the pair."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.slip import slip

CHOOSERS = frozenset({"sorted", "min", "max", "sort", "groupby", "filter"})
NAMES = ("pair", "one", "item_")


@slip(rank=0)
def key_of_several(facts: Facts) -> Iterator[Fix]:
    """Take one parameter, and its parts where the parameters were used."""
    program = facts.program
    if facts.fault is None or not facts.fault.is_a("TypeError") or facts.crash is None:
        return
    for call in program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if (
                name in CHOOSERS and call.lineno <= facts.crash.line <= (call.end_lineno or call.lineno)
            ):
                given = [*(one.value for one in call.keywords if one.arg == "key"), *call.args[:1]]
            case _:
                continue
        for key in given:
            if isinstance(key, ast.Lambda) and len(key.args.args) > 1 and not key.args.defaults:
                yield taken_apart(facts, key, name)


def taken_apart(facts: Facts, key: ast.Lambda, caller: str) -> Fix:
    """Write one parameter for several."""
    program = facts.program
    rows = {one.arg: row for row, one in enumerate(key.args.args)}
    used = {part.id for part in ast.walk(key) if isinstance(part, ast.Name)}
    name = next(one for one in (*NAMES, "_") if one not in used)
    first, last = program.span(key.args.args[0]), program.span(key.args.args[-1])
    head = Edit(Span(first.line, first.column, last.end_line, last.end_column), name)
    reads = [part for part in ast.walk(key.body) if isinstance(part, ast.Name) and part.id in rows]
    edits = [Edit(program.span(part), f"{name}[{rows[part.id]}]") for part in reads]
    return Fix(
        f"Take one parameter, `{name}`, and its parts in line {key.lineno}",
        (head, *edits),
        birth=program.span(key),
        because=f"`{caller}` calls its key with one item, and the key in line {key.lineno} takes {len(rows)}",
    )
