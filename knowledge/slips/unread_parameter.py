"""A parameter that the function never reads: something else stands where it was meant."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import argument_for, callee
from knowledge.calling.returning import Def, inside
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.names.reading import loads_in, scope_of, unread_parameters
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MOST = 5


@slip(rank=0)
def unread_parameter(facts: Facts) -> Iterator[Fix]:
    """Read the parameter in the place of another variable of the same function.

    First in the place of a variable of the module, then of a parameter that is read more than once, the
    later uses before the earlier ones.
    """
    program = facts.program
    for function in (one for found in program.functions.values() for one in found):
        if not facts.reached(function.body[-1].lineno) and not facts.reached(function.body[0].lineno):
            continue
        for name in unread_parameters(program, function):
            for use in [*passed_for_it(facts, function, name), *instead(program, function)][:MOST]:
                line = use.lineno
                yield Fix(
                    f"Use `{name}` instead of {quoted(program.text(use), 40)} in line {line}",
                    (replaced(program, use, name),),
                    birth=program.span(use),
                    because=f"`{function.name}` never reads its parameter `{name}`, and line {line} reads "
                    f"{quoted(program.text(use), 40)}",
                )


def passed_for_it(facts: Facts, function: Def, name: str) -> list[ast.expr]:
    """What the function passes to others for a parameter that has the same name."""
    calls = [node for node in inside(function) if isinstance(node, ast.Call)]
    found = [(call, callee(facts, call)) for call in calls]
    passed = [
        argument_for(facts.program, call, other, name)
        for call, other in found
        if isinstance(other, ast.FunctionDef)
    ]
    return [one for one in passed if one is not None]


def instead(program: Program, function: Def) -> list[ast.expr]:
    """The uses of variables that may stand where the parameter was meant, most likely first."""
    scope = scope_of(program, function)
    if scope is None:
        return []
    loads = [use for use in loads_in(function) if use.id not in ("self", "cls")]
    outer = [use for use in loads if is_data_of_module(program, use)]
    own = [use for use in loads if use.id in scope.bindings]
    often = [use for use in own if sum(one.id == use.id for one in own) > 1]
    once = [use for use in own if use not in often]
    return [*outer, *reversed(often), *parts_of(program, own), *reversed(once)]


def parts_of(program: Program, uses: list[ast.Name]) -> list[ast.expr]:
    """The attributes and items of variables that are handed on: `system.angle` in `f(system.angle)`."""
    found = [program.parent(use) for use in uses]
    return [
        node
        for node in found
        if isinstance(node, ast.Attribute | ast.Subscript)
        and isinstance(program.parent(node), ast.Call)
        and node in program.parent(node).args  # type: ignore[union-attr]  # it is a call
    ]


def is_data_of_module(program: Program, use: ast.Name) -> bool:
    """Whether a name is a variable of the module that is no constant by its spelling."""
    home = program.scope(use).resolve(use.id)
    if home is None or home.kind != "module" or use.id.isupper():
        return False
    return all(binding.kind in ("assignment", "loop", "augmented") for binding in home.bindings[use.id])
