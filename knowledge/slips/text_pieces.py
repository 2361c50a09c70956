"""Pieces of a text that are compared or sorted as text, where numbers were meant: `"10" < "9"`."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

FAULTS = ("AssertionError", "TypeError", "StatisticsError")


@slip(rank=1)
def text_pieces(facts: Facts) -> Iterator[Fix]:
    """Read the pieces of a `split` as numbers, where they are kept together."""
    program = facts.program
    if facts.fault is None or not any(map(facts.fault.is_a, FAULTS)):
        return
    for call in program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(func=ast.Attribute(attr="split" | "findall")) if facts.reached(
                call.lineno
            ) and is_kept_whole(program, call):
                yield from as_numbers(program, call)
            case _:
                continue


def is_kept_whole(program: Program, call: ast.Call) -> bool:
    """Whether the pieces stay together: returned, or made a tuple or a list."""
    parent = program.parent(call)
    made = (
        isinstance(parent, ast.Call)
        and isinstance(parent.func, ast.Name)
        and parent.func.id in ("tuple", "list")
    )
    return made or isinstance(parent, ast.Return)


def as_numbers(program: Program, call: ast.Call) -> Iterator[Fix]:
    """`map(int, text.split("."))`."""
    parent, text = program.parent(call), program.text(call)
    for maker in ("int", "float"):
        written = f"map({maker}, {text})" if isinstance(parent, ast.Call) else f"[*map({maker}, {text})]"
        yield Fix(
            f"Turn the pieces of text into numbers: {quoted(written, 50)} in line {call.lineno}",
            (replaced(program, call, written),),
            birth=program.span(call),
            code="text-used-as-number",
            because=f"{quoted(text, 40)} in line {call.lineno} gives pieces of text (str), and text is "
            f"compared letter by letter: `'10'` comes before `'9'`",
        )
