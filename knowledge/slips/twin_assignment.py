"""Two things that are given the same: a width and a height of one length, a link from the wrong end."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=1)
def twin_assignment(facts: Facts) -> Iterator[Fix]:
    """Measure a row for the second of two lengths; set the link on the other object."""
    program = facts.program
    found = [node for node in program.by_type.get(ast.Assign, []) if isinstance(node, ast.Assign)]
    reached = [node for node in found if facts.reached(node.lineno)]
    ordered = sorted(reached, key=lambda node: node.lineno)
    for one, other in pairwise(ordered):
        if ast.dump(one.value) == ast.dump(other.value) and other.lineno - one.lineno == 1:
            yield from (fix for statement in (other, one) for fix in of_row(program, statement))
    for statement in ordered:
        yield from turned_link(program, statement)


def of_row(program: Program, statement: ast.Assign) -> Iterator[Fix]:
    """`len(rows[0])` for `len(rows)`."""
    match statement.value:
        case ast.Call(func=ast.Name(id="len"), args=[measured]):
            text = program.text(measured)
            yield Fix(
                f"Measure a row: `len({text}[0])` in line {statement.lineno}",
                (replaced(program, measured, f"{text}[0]"),),
                birth=program.span(statement),
                because=f"two lines after each other take the same length {quoted(f'len({text})', 30)}",
            )
        case _:
            return


def turned_link(program: Program, statement: ast.Assign) -> Iterator[Fix]:
    """`child.parent = self` for `self.parent = child`, in a method that is given the child."""
    match statement:
        case ast.Assign(
            targets=[ast.Attribute(value=ast.Name(id=owner), attr=attr) as target],
            value=ast.Name(id=other) as value,
        ) if owner == "self" and is_parameter(program, value) and attr != other:
            yield Fix(
                f"Set it on the other object: `{other}.{attr} = {owner}` in line {statement.lineno}",
                (replaced(program, target, f"{other}.{attr}"), replaced(program, value, owner)),
                birth=program.span(statement),
                because=f"line {statement.lineno} sets `{attr}` of `{owner}`, and `{other}` stays without",
            )
        case _:
            return


def is_parameter(program: Program, name: ast.Name) -> bool:
    """Whether a name is what a method other than `__init__` was given."""
    function = program.function(name)
    kinds = {one.kind for one in program.bindings(name)}
    return kinds == {"parameter"} and getattr(function, "name", "__init__") != "__init__"
