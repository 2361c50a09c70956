"""A method that is taken where its result is wanted."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import has_decorator, is_method
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=0)
def uncalled_method(facts: Facts) -> Iterator[Fix]:
    """Write the brackets behind a method that is kept, returned, compared or computed with."""
    program = facts.program
    for node in program.by_type.get(ast.Attribute, []):
        if (
            not isinstance(node, ast.Attribute)
            or not isinstance(node.ctx, ast.Load)
            or not is_kept(program, node)
        ):
            continue
        if facts.reached(node.lineno) and takes_nothing(program, node.attr):
            text = program.text(node)
            yield Fix(
                f"Call it: {quoted(text + '()', 40)} in line {node.lineno}",
                (replaced(program, node, f"{text}()"),),
                birth=program.span(node),
                because=f"{quoted(text, 40)} in line {node.lineno} is the method itself, not what it gives: "
                f"it is not called",
            )


def is_kept(program: Program, node: ast.Attribute) -> bool:
    """Whether a value is put somewhere or computed with; what is handed to a call may be called there."""
    parent = program.parent(node)
    return isinstance(
        parent,
        ast.Assign | ast.Return | ast.BinOp | ast.Compare | ast.AugAssign | ast.FormattedValue | ast.Tuple,
    )


def takes_nothing(program: Program, name: str) -> bool:
    """Whether every function of this name is a method that needs no argument, and is no property."""
    found = program.functions.get(name, ())
    plain = [
        one
        for one in found
        if is_method(program, one)
        and not has_decorator(one, "property")
        and len(one.args.posonlyargs) + len(one.args.args) - len(one.args.defaults) == 1
    ]
    return bool(found) and len(plain) == len(found)
