"""A slice that leaves out the first or the last item, and should not."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

FAULTS = ("KeyError", "IndexError", "ValueError", "AssertionError", "LookupError")


@slip(rank=1)
def short_slice(facts: Facts) -> Iterator[Fix]:
    """Let it go to the end; let it begin at the start."""
    program = facts.program
    if facts.fault is None or not any(map(facts.fault.is_a, FAULTS)):
        return
    for node in program.by_type.get(ast.Subscript, []):
        match node:
            case ast.Subscript(value=owner, slice=ast.Slice(lower=lower, upper=upper, step=None)) if (
                facts.reached(node.lineno)
            ):
                yield from longer(program, node, program.text(owner), lower, upper)
            case _:
                continue


def longer(
    program: Program, node: ast.Subscript, text: str, lower: ast.expr | None, upper: ast.expr | None
) -> Iterator[Fix]:
    """Yield the slice without its end at `-1`, and without its start at 1."""
    start = program.text(lower) if lower is not None else ""
    end = program.text(upper) if upper is not None else ""
    tries = [(start, "")] if end == "-1" else []
    tries += [("", end)] if start == "1" else []
    for one, other in tries:
        written = f"{text}[{one}:{other}]" if one or other else text
        yield Fix(
            f"Take {quoted(written, 40)} in line {node.lineno}",
            (replaced(program, node, written),),
            birth=program.span(node),
            because=f"the slice {quoted(program.text(node), 40)} in line {node.lineno} leaves out "
            + ("the last item" if other != end else "the first item"),
        )
