"""The same argument twice in one call: one of the two was meant to be another."""

import ast
from collections.abc import Iterator
from itertools import combinations

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.names.reading import loads_in, scope_of
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MOST = 3


@slip(rank=0)
def doubled_argument(facts: Facts) -> Iterator[Fix]:
    """Write another parameter of the function into one of two arguments that are alike."""
    program = facts.program
    for call in program.by_type.get(ast.Call, []):
        if not isinstance(call, ast.Call) or not facts.reached(call.lineno):
            continue
        for one, other in combinations(call.args, 2):
            if ast.dump(one) == ast.dump(other) and not isinstance(one, ast.Constant):
                for place in (other, one):
                    yield from instead(program, call, place)


def instead(program: Program, call: ast.Call, argument: ast.expr) -> Iterator[Fix]:
    """Yield the argument with another parameter in the place of the variable that it reads."""
    function = program.function(call)
    scope = scope_of(program, function) if function is not None else None
    names = [node for node in ast.walk(argument) if isinstance(node, ast.Name)]
    own = [node for node in names if scope is not None and kind_of(program, node) == "parameter"]
    if scope is None or function is None or len(own) != 1:
        return
    others = [name for name, found in scope.bindings.items() if found[0].kind == "parameter"]
    read = {node.id for node in loads_in(function)}
    for name in [one for one in others if one in read and one not in (own[0].id, "self", "cls")][:MOST]:
        text = quoted(program.text(argument), 30)
        yield Fix(
            f"Use `{name}` instead of `{own[0].id}` in one of the arguments {text} in line {call.lineno}",
            (replaced(program, own[0], name),),
            birth=program.span(call),
            because=f"line {call.lineno} passes {text} twice",
        )


def kind_of(program: Program, name: ast.Name) -> str:
    """What binds a name first."""
    found = program.bindings(name)
    return found[0].kind if found else ""
