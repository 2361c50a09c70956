"""A dictionary that is sorted or searched by what its items have: it gives its keys."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.slip import slip
from knowledge.telling.wording import quoted

CHOOSERS = frozenset({"sorted", "min", "max"})
FAULTS = ("TypeError", "IndexError", "KeyError", "AttributeError")


@slip(rank=0)
def keys_for_items(facts: Facts) -> Iterator[Fix]:
    """Go through its items, where the key takes parts of a pair."""
    program = facts.program
    if facts.fault is None or not any(map(facts.fault.is_a, FAULTS)):
        return
    lines = {frame.line for frame in facts.fault.frames if frame.in_program}
    for call in program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(
                func=ast.Name(id=name), args=[ast.Name() | ast.Attribute() as given], keywords=words
            ):
                keys = [one.value for one in words if one.arg == "key"]
            case _:
                continue
        failed = lines & {*range(call.lineno, (call.end_lineno or 0) + 1)}
        if name in CHOOSERS and failed and any(map(takes_parts, keys)):
            span, text = program.span(given), program.text(given)
            end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
            yield Fix(
                f"Go through the items: {quoted(f'{text}.items()', 40)} in line {given.lineno}",
                (Edit(end, ".items()"),),
                birth=span,
                because=f"a dictionary gives its keys, and the key of `{name}` takes parts of a pair",
            )


def takes_parts(key: ast.expr) -> bool:
    """Whether a lambda asks its argument for the second item."""
    match key:
        case ast.Lambda(args=ast.arguments(args=[given]), body=body):
            pass
        case _:
            return False
    return any(
        isinstance(part, ast.Subscript)
        and isinstance(part.value, ast.Name)
        and part.value.id == given.arg
        and isinstance(part.slice, ast.Constant)
        and part.slice.value == 1
        for part in ast.walk(body)
    )
