"""Texts that are cut at each blank or line end, so that empty pieces come out."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

FAULTS = ("ValueError", "IndexError", "KeyError", "AssertionError")


@slip(rank=1)
def blank_pieces(facts: Facts) -> Iterator[Fix]:
    """Cut at runs of blanks; take off the line end at the end first."""
    program = facts.program
    if facts.fault is None or not any(map(facts.fault.is_a, FAULTS)):
        return
    for call in program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(func=ast.Attribute(value=owner, attr="split"), args=[ast.Constant(value=" ")]) if (
                facts.reached(call.lineno)
            ):
                text = program.text(owner)
                yield told(program, call, f"{text}.split()", (replaced(program, call, f"{text}.split()"),))
            case ast.Call(func=ast.Attribute(value=owner, attr="split"), args=args) if (
                facts.reached(call.lineno) and at_lines(args) and not is_stripped(owner)
            ):
                yield told(program, call, f"{program.text(owner)}.strip()…", (stripped(program, owner),))
            case _:
                continue


def at_lines(args: list[ast.expr]) -> bool:
    """Whether a text is cut at its line ends."""
    match args:
        case [ast.Constant(value=str(end))]:
            return bool(end) and not end.strip("\n")
        case _:
            return False


def is_stripped(owner: ast.expr) -> bool:
    """Whether what stands at the ends of a text is taken off already."""
    return (
        isinstance(owner, ast.Call)
        and isinstance(owner.func, ast.Attribute)
        and owner.func.attr in ("strip", "rstrip")
    )


def stripped(program: Program, owner: ast.expr) -> Edit:
    """Write `.strip()` behind an expression."""
    span = program.span(owner)
    return Edit(Span(span.end_line, span.end_column, span.end_line, span.end_column), ".strip()")


def told(program: Program, call: ast.Call, written: str, edits: tuple[Edit, ...]) -> Fix:
    """Word the change."""
    return Fix(
        f"Leave out the empty pieces: {quoted(written, 40)} in line {call.lineno}",
        edits,
        birth=program.span(call),
        because=f"{quoted(program.text(call), 40)} in line {call.lineno} gives an empty piece where two "
        f"separators follow each other, or one stands at the end",
    )
