"""A value that was cleaned, and the raw one that is used beside it."""

import ast
from collections.abc import Iterator
from itertools import islice

from knowledge.calling.returning import inside
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
    for function in (one for found in facts.program.functions.values() for one in found):
        nodes = list(inside(function))
        reads = reads_in(facts.program, nodes)
        for statement in nodes:
            match statement:
                case ast.Assign(targets=[ast.Name(id=kept)], value=ast.Attribute() as source):
                    yield from changed_since(facts, nodes, statement, kept, source)
                case ast.Assign(targets=[ast.Name(id=derived)], value=ast.Call() as call) if facts.reached(
                    statement.lineno
                ):
                    yield from cleaned(facts.program, reads, statement, derived, call)
                case _:
                    continue


type Reads = dict[str, list[ast.Name]]


def reads_in(program: Program, nodes: list[ast.AST]) -> Reads:
    """Where each variable is read whole, in the order of the text."""
    found: Reads = {}
    for node in nodes:
        whole = isinstance(node, ast.Name) and not isinstance(program.parent(node), ast.Attribute)
        if whole and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.setdefault(node.id, []).append(node)
    return {
        name: sorted(uses, key=lambda node: (node.lineno, node.col_offset)) for name, uses in found.items()
    }


def cleaned(
    program: Program, reads: Reads, statement: ast.Assign, derived: str, call: ast.Call
) -> Iterator[Fix]:
    """Yield the raw uses behind the line that made the clean value, where that one is used as well."""
    end = statement.end_lineno or statement.lineno
    if not any(use.lineno > end for use in reads.get(derived, ())[-1:]):
        return
    for raw in raw_names(program, call, derived):
        behind = (use for use in reads.get(raw, ()) if use.lineno > end)
        yield from (instead(program, use, derived, statement) for use in islice(behind, MOST))


def changed_since(
    facts: Facts, nodes: list[ast.AST], statement: ast.Assign, kept: str, source: ast.Attribute
) -> Iterator[Fix]:
    """After `token = self.next` and `self.next += 1`, write `token` where it says `self.next`."""
    program, text = facts.program, facts.program.text(source)
    raised = [node for node in nodes if isinstance(node, ast.AugAssign) and node.lineno > statement.lineno]
    changed = [node for node in raised if program.text(node.target) == text]
    later = [node for node in nodes if getattr(node, "lineno", 0) > statement.lineno] if changed else []
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


def instead(program: Program, use: ast.Name, derived: str, statement: ast.Assign) -> Fix:
    """Read the derived value in the place of the raw one."""
    made = quoted(program.text(statement), 50)
    return Fix(
        f"Use `{derived}` instead of `{use.id}` in line {use.lineno}",
        (replaced(program, use, derived),),
        birth=program.span(use),
        because=f"line {statement.lineno} makes {made}, and line {use.lineno} uses `{use.id}` as it came",
    )
