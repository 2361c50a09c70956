"""A file that is used behind the `with` that closes it."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.program import Program, first_line
from knowledge.slip import slip

MOST = 6


@slip(rank=0)
def used_behind_with(facts: Facts) -> Iterator[Fix]:
    """Move what uses it into the `with`, with all that stands between."""
    program, statement = facts.program, facts.statement
    if statement is None or facts.fault is None or not facts.fault.is_a("ValueError"):
        return
    while statement is not None:
        body = body_around(program, statement)
        row = body.index(statement) if body else 0
        above = [number for number in range(row) if isinstance(body[number], ast.With | ast.AsyncWith)]
        if above and row - above[-1] <= MOST and names_of(body[above[-1]]) & read_in(statement):
            yield moved(program, body[above[-1]], body[above[-1] + 1 : row + 1])
            return
        parent = program.parent(statement)
        statement = parent if isinstance(parent, ast.stmt) else None


def body_around(program: Program, statement: ast.stmt) -> list[ast.stmt]:
    """The block in which a statement stands."""
    parent = program.parent(statement)
    for name in ("body", "orelse", "finalbody"):
        block = getattr(parent, name, None)
        if isinstance(block, list) and statement in block:
            return block
    return []


def names_of(block: ast.stmt) -> set[str]:
    """What a `with` gives a name to."""
    items = block.items if isinstance(block, ast.With | ast.AsyncWith) else []
    names = [one.optional_vars or one.context_expr for one in items]
    return {part.id for one in names for part in ast.walk(one) if isinstance(part, ast.Name)}


def read_in(statement: ast.stmt) -> set[str]:
    """The variables that a statement reads."""
    return {part.id for part in ast.walk(statement) if isinstance(part, ast.Name)}


def moved(program: Program, block: ast.stmt, later: list[ast.stmt]) -> Fix:
    """Indent statements as deep as the body of the block before them."""
    body = block.body[0] if isinstance(block, ast.With | ast.AsyncWith) else block
    outer = program.source.indentation(first_line(later[0]))
    deeper = program.source.indentation(first_line(body)).removeprefix(outer) or "    "
    lines = range(first_line(later[0]), (later[-1].end_lineno or later[-1].lineno) + 1)
    full = [line for line in lines if program.source.sent_lines[line - 1].strip()]
    told = f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]} to {lines[-1]}"
    return Fix(
        f"Indent {told} into the `with` of line {block.lineno}",
        tuple(Edit(Span(line, 0, line, 0), deeper) for line in full),
        birth=program.span(later[-1]),
        because=f"the `with` of line {block.lineno} closes what it opened, and {told} still uses it",
    )
