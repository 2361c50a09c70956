"""A running total that does not run: it is set anew in each turn, or started anew."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import is_alone, line_before, replaced

GROWS = frozenset({"append", "extend", "add", "update", "insert", "appendleft", "setdefault"})


@slip(rank=1)
def lost_accumulator(facts: Facts) -> Iterator[Fix]:
    """Add instead of setting, or start before the loop."""
    for loop in facts.program.by_type.get(ast.For, []):
        if not isinstance(loop, ast.For) or not facts.reached(loop.lineno):
            continue
        for statement in loop.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    yield from restarted(facts.program, loop, statement, name, value)
                    yield from overwritten(facts.program, loop, statement, name, value)
                case _:
                    continue


def restarted(
    program: Program, loop: ast.For, statement: ast.Assign, name: str, value: ast.expr
) -> Iterator[Fix]:
    """`found = []` inside the loop that fills it, where it is read behind the loop."""
    if not is_start(value) or not grows_in(loop, name) or not is_read_behind(program, loop, name):
        return
    if len(loop.body) == 1 or not is_alone(program, statement) or not is_alone(program, loop):
        return
    text = program.text(statement)
    gone = Edit(Span(statement.lineno, 0, (statement.end_lineno or statement.lineno) + 1, 0), "")
    yield Fix(
        f"Start with `{text}` before the loop in line {loop.lineno}",
        (line_before(program, loop, text), gone),
        birth=program.span(statement),
        because=f"line {statement.lineno} starts `{name}` anew in each turn of the loop in line "
        f"{loop.lineno}: only what the last turn gave is left in it",
    )


def is_start(value: ast.expr) -> bool:
    """Whether an expression is an empty start: `0`, `""`, `[]`, `set()`."""
    match value:
        case ast.Constant(value=start):
            return start in (0, "", 1)
        case (
            ast.List(elts=[])
            | ast.Dict(keys=[])
            | ast.Call(func=ast.Name(id="set" | "list" | "dict"), args=[])
        ):
            return True
        case _:
            return False


def grows_in(loop: ast.For, name: str) -> bool:
    """Whether a loop adds to a variable."""
    for node in ast.walk(loop):
        match node:
            case ast.AugAssign(target=ast.Name(id=found)) if found == name:
                return True
            case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr=attr)) if found == name:
                return attr in GROWS
            case ast.Subscript(value=ast.Name(id=found), ctx=ast.Store()) if found == name:
                return True
            case _:
                continue
    return False


def is_read_behind(program: Program, loop: ast.For, name: str) -> bool:
    """Whether a variable is read behind a loop in the same block, before the loop is left for good."""
    end = loop.end_lineno or loop.lineno
    home = program.scope(loop).resolve(name)
    return any(
        use.name == name and use.node.lineno > end and program.scope(use.node).resolve(name) is home
        for use in program.scopes.uses
    )


def overwritten(
    program: Program, loop: ast.For, statement: ast.Assign, name: str, value: ast.expr
) -> Iterator[Fix]:
    """`total = price` in a loop that reads no `total` before, with a start before it and a use."""
    reads = [
        node
        for node in ast.walk(loop)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]
    early = [node for node in reads if node.lineno <= (statement.end_lineno or statement.lineno)]
    starts = [
        binding
        for binding in program.scope(loop).lookup(name)
        if binding.value is not None and is_start(binding.value) and binding.node.lineno < loop.lineno  # type: ignore[attr-defined]  # a name has a line
    ]
    used = bool(reads) or is_read_behind(program, loop, name)
    if early or not starts or is_start(value) or not used:
        return
    written = f"{name} += {program.text(value)}"
    yield Fix(
        f"Add it up: `{written}` in line {statement.lineno}",
        (replaced(program, statement, written),),
        birth=program.span(statement),
        because=f"line {statement.lineno} overwrites `{name}` in each turn of the loop in line {loop.lineno}",
    )
