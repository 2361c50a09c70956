"""A value that was cleaned, and the raw one that is used beside it."""

import ast
from collections.abc import Iterator

from knowledge.calling.returning import Def, inside
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MOST = 3


@slip(rank=1)
def raw_for_derived(facts: Facts) -> Iterator[Fix]:
    """After `key = clean(name)` a function uses both: write `key` where it says `name`."""
    program = facts.program
    for function in (one for found in program.functions.values() for one in found):
        for statement in inside(function):
            match statement:
                case ast.Assign(targets=[ast.Name(id=kept)], value=ast.Attribute() as source):
                    yield from changed_since(facts, function, statement, kept, source)
                    continue
                case ast.Assign(targets=[ast.Name(id=derived)], value=ast.Call() as call) if facts.reached(
                    statement.lineno
                ):
                    pass
                case _:
                    continue
            for raw in raw_names(program, call, derived):
                uses = uses_behind(program, function, statement, raw)
                if uses_behind(program, function, statement, derived):
                    yield from (instead(program, use, derived, statement) for use in uses[:MOST])


def changed_since(
    facts: Facts, function: Def, statement: ast.Assign, kept: str, source: ast.Attribute
) -> Iterator[Fix]:
    """After `token = self.next` and `self.next += 1`, write `token` where it says `self.next`."""
    program, text = facts.program, facts.program.text(source)
    later = [node for node in inside(function) if getattr(node, "lineno", 0) > statement.lineno]
    changed = [
        node for node in later if isinstance(node, ast.AugAssign) and program.text(node.target) == text
    ]
    for node in later:
        reads = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
        if changed and reads and program.text(node) == text and facts.reached(node.lineno):  # type: ignore[attr-defined]
            yield Fix(
                f"Use `{kept}` instead of `{text}` in line {node.lineno}",  # type: ignore[attr-defined]
                (replaced(program, node, kept),),
                birth=program.span(node),
                because=f"line {statement.lineno} keeps `{text}` as `{kept}`, and line {changed[0].lineno} "
                f"changes it after that",
            )


def raw_names(program: Program, call: ast.Call, derived: str) -> list[str]:
    """The plain variables that a call works on: its arguments, and the owner of a method of text."""
    parts = [*call.args, *([call.func.value] if isinstance(call.func, ast.Attribute) else [])]
    while parts and isinstance(parts[-1], ast.Call) and isinstance(parts[-1].func, ast.Attribute):
        parts.append(parts[-1].func.value)
    names = [part for part in parts if isinstance(part, ast.Name) and part.id not in ("self", "cls", derived)]
    local = [
        part.id for part in names if {one.kind for one in program.bindings(part)} & {"parameter", "loop"}
    ]
    return list(dict.fromkeys(local))


def uses_behind(program: Program, function: Def, statement: ast.Assign, name: str) -> list[ast.Name]:
    """Where a function reads a variable whole, behind a statement."""
    found = [
        node
        for node in inside(function)
        if isinstance(node, ast.Name)
        and node.id == name
        and isinstance(node.ctx, ast.Load)
        and node.lineno > (statement.end_lineno or 0)
        and not isinstance(program.parent(node), ast.Attribute)
    ]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def instead(program: Program, use: ast.Name, derived: str, statement: ast.Assign) -> Fix:
    """Read the derived value in the place of the raw one."""
    made = quoted(program.text(statement), 50)
    return Fix(
        f"Use `{derived}` instead of `{use.id}` in line {use.lineno}",
        (replaced(program, use, derived),),
        birth=program.span(use),
        because=f"line {statement.lineno} makes {made}, and line {use.lineno} uses `{use.id}` as it came",
    )
