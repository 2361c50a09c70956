"""A loop that runs until a name is None leaves it None: what comes after the loop must not use it."""

import ast

from knowledge.backward.reaching import last_time
from knowledge.calling.returning import breaks
from knowledge.cause import Cause, Fix
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


def after_loop(facts: Facts, node: ast.AST) -> Cause | None:
    """Name the `while name:` that ended because the name became None, right before the crash."""
    if not isinstance(node, ast.Name):
        return None
    loop = next((found for found in loops_before(facts, node) if tests(found.test, node.id)), None)
    step = step_of(loop, node.id) if loop else None
    if loop is None or step is None or any(breaks(inner) for inner in loop.body):
        return None
    program = facts.program
    test, text = quoted(program.text(loop.test), 40), program.text(step)
    words = f"Stop one step earlier: `while {text}`"
    return Cause(
        "none-after-loop",
        f"the loop in line {loop.lineno} runs while {test}, so `{node.id}` is None when it has ended",
        program.span(loop.test),
        suggestions=(
            words,
            f"Keep the last `{node.id}` that is not None in another variable inside the loop",
        ),
        fixes=(Fix(words, (replaced(program, loop.test, text),)),),
    )


def loops_before(facts: Facts, node: ast.Name) -> list[ast.While]:
    """The loops of the same function that ended before a name's line was reached, the last one first."""
    function = facts.program.function(node)
    found = [
        loop
        for loop in facts.program.statements
        if isinstance(loop, ast.While)
        and (loop.end_lineno or loop.lineno) < node.lineno
        and facts.program.function(loop) is function
    ]
    return sorted(found, key=lambda loop: last_time(facts, loop.lineno, node.lineno), reverse=True)[:1]


def tests(test: ast.expr, name: str) -> bool:
    """Whether a condition says no more than that the name is there."""
    match test:
        case ast.Name(id=tested):
            return tested == name
        case ast.Compare(
            left=ast.Name(id=tested), ops=[ast.IsNot() | ast.NotEq()], comparators=[ast.Constant(value=None)]
        ):
            return tested == name
        case _:
            return False


def step_of(loop: ast.While, name: str) -> ast.expr | None:
    """The expression by which the loop goes on: `node.next` of `node = node.next`."""
    for statement in loop.body:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id=target)], value=ast.Attribute(value=ast.Name(id=owner)) as value
            ):
                if target == owner == name:
                    return value
            case _:
                pass
    return None
