"""TypeError: a generator is sent a value before it has come to its first `yield`."""

import ast

from knowledge.calling.calls import callee
from knowledge.calling.returning import inside, is_generator
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.telling.edits import below, is_alone
from knowledge.telling.wording import quoted


@explains(TypeError)
def generator_not_started(facts: Facts) -> Cause | None:
    """Find where the generator is made, and advance it there."""
    call = failing(facts)
    match call:
        case ast.Call(func=ast.Attribute(value=owner, attr="send"), args=[sent]):
            pass
        case _:
            return None
    value = value_of(facts, owner)
    if value is not None and value.type != "generator":
        return None
    assigned = facts.program.by_type.get(ast.Assign, [])
    made = [one for one in assigned if isinstance(one, ast.Assign) and makes_generator(facts, one)]
    text = quoted(facts.program.text(owner), 40)
    place: ast.stmt | ast.expr = made[0] if len(made) == 1 else call
    fixes = tuple(fix for one in made if (fix := advanced(facts, one)))
    return Cause(
        "generator-not-started",
        f"{text} was made in line {place.lineno} and has not come to its first `yield` yet, so nothing there "
        f"can take {quoted(facts.program.text(sent), 30)}",
        facts.program.span(place),
        immediate=f"{text} is sent a value before it was started",
        certainty=Certainty.PROVEN if len(made) == 1 else Certainty.LIKELY,
        suggestions=(
            *(fix.words for fix in fixes),
            "Start it before the first `send`: `next(…)` or `send(None)` brings it to its first `yield`",
        ),
        fixes=fixes,
    )


def makes_generator(facts: Facts, statement: ast.AST) -> bool:
    """Whether a statement gives a name to a generator that takes values."""
    match statement:
        case ast.Assign(targets=[ast.Name() | ast.Attribute()], value=ast.Call() as call) if facts.reached(
            statement.lineno
        ):
            function = callee(facts, call)
        case _:
            return False
    if function is None and isinstance(call.func, ast.Name) and not call.args:
        return {one.kind for one in facts.program.bindings(call.func)} == {"parameter"}
    return isinstance(function, ast.FunctionDef) and is_generator(function) and takes(function)


def takes(function: ast.FunctionDef) -> bool:
    """Whether a generator does something with what is sent to it."""
    yields = {node for node in inside(function) if isinstance(node, ast.Yield)}
    lone = {node.value for node in inside(function) if isinstance(node, ast.Expr)}
    return bool(yields - lone)


def advanced(facts: Facts, statement: ast.AST) -> Fix | None:
    """`next(generator)` below the line that makes it."""
    if not isinstance(statement, ast.Assign) or not is_alone(facts.program, statement):
        return None
    name = facts.program.text(statement.targets[0])
    margin = facts.program.source.indentation(statement.lineno)
    words = f"Start it where it is made: `next({name})` below line {statement.lineno}"
    return Fix(
        words, (below(facts.program, statement.end_lineno or statement.lineno, margin, f"next({name})"),)
    )
