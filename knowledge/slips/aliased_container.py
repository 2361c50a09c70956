"""A second name for a container that was meant to be a copy of it."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.sharing.suspects import CHANGERS
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

REMOVES = frozenset({"remove", "append", "pop", "insert", "add", "discard", "clear", "extend"})


@slip(rank=1)
def aliased_container(facts: Facts) -> Iterator[Fix]:
    """Copy what is given another name and then changed, and what a loop goes through while it is changed."""
    program = facts.program
    for loop in program.by_type.get(ast.For, []):
        if isinstance(loop, ast.For) and facts.reached(loop.lineno):
            yield from changed_in_loop(program, loop)
    for call in program.by_type.get(ast.Call, []):
        match call:
            case ast.Call(
                func=ast.Attribute(value=held, attr="append" | "appendleft"),
                args=[ast.Name() | ast.Attribute() as item],
            ) if facts.reached(call.lineno) and is_changed(program, item):
                yield from copied(program, held, item)
            case _:
                continue
    for statement in program.by_type.get(ast.Assign, []):
        match statement:
            case ast.Assign(targets=[target], value=ast.Name() | ast.Attribute() | ast.Subscript() as source):
                if facts.reached(statement.lineno) and is_changed(program, target):
                    yield from copied(program, target, source)
            case _:
                continue


def changed_in_loop(program: Program, loop: ast.For) -> Iterator[Fix]:
    """`for one in rows:` with `rows.remove(one)` in it skips items."""
    text = program.text(loop.iter)
    for node in (part for statement in loop.body for part in ast.walk(statement)):
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr=attr)) if (
                attr in REMOVES and program.text(owner) == text
            ):
                yield Fix(
                    f"Go through a copy: `list({text})` in line {loop.lineno}",
                    (replaced(program, loop.iter, f"list({text})"),),
                    birth=program.span(node),
                    because=f"line {node.lineno} changes {quoted(text, 30)} while the loop in line "
                    f"{loop.lineno} goes through it, which skips items",
                )
                return
            case _:
                continue


def is_changed(program: Program, target: ast.expr) -> bool:
    """Whether the container behind a name or an attribute is changed somewhere."""
    name = (
        target.id
        if isinstance(target, ast.Name)
        else target.attr
        if isinstance(target, ast.Attribute)
        else ""
    )
    return bool(name) and any(changes(node, name) for node in program.nodes)


def changes(node: ast.AST, name: str) -> bool:
    """Whether a node changes a container that has this name."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=found) | ast.Attribute(attr=found), attr=attr)):
            return found == name and attr in CHANGERS
        case ast.Subscript(value=ast.Name(id=found) | ast.Attribute(attr=found), ctx=ast.Store() | ast.Del()):
            return found == name
        case _:
            return False


def copied(program: Program, target: ast.expr, source: ast.expr) -> Iterator[Fix]:
    """Yield the change that copies: `names = list(others)` needs no knowledge of what it is."""
    text, line = program.text(source), source.lineno
    written = f"{text}.copy()"
    yield Fix(
        f"Copy it: {quoted(written, 40)} in line {line}",
        (replaced(program, source, written),),
        birth=program.span(source),
        code="shared-container",
        because=f"line {line} makes {quoted(program.text(target), 30)} another name of "
        f"{quoted(text, 30)}, so a change of one shows in the other",
    )
