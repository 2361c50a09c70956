"""Iterators that are gone through twice: the second time nothing is left in them."""

import ast
from collections.abc import Iterator

from knowledge.backward.reaching import reached_nodes
from knowledge.calling.calls import callee
from knowledge.calling.returning import is_generator, returns_of
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import LAZY, builtin_called
from knowledge.telling.edits import replaced
from knowledge.telling.wording import at_lines, listed, quoted

MOST = 2
DEEPEST = 5


def consumed(facts: Facts) -> tuple[Fix, ...]:
    """List the changes that keep what an iterator gives, where a name of it is used more than once.

    Whether a use goes through it is not asked: running the change decides.
    """
    return tuple(kept(facts))[:MOST]


def kept(facts: Facts) -> Iterator[Fix]:
    """Yield for each assignment of an iterator to a name that is read twice."""
    program = facts.program
    for statement in reached_nodes(facts, program.statements):
        match statement:
            case ast.Assign(targets=[ast.Name(id=name) as target], value=value) if is_lazy(facts, value):
                pass
            case _:
                continue
        home = program.scope(target).resolve(name)
        uses = [use.node for use in program.scopes.uses if use.name == name]
        read = [use for use in uses if program.scope(use).resolve(name) is home and facts.reached(use.lineno)]
        if len(read) < 2:
            continue
        text, lines = program.text(value), listed(at_lines(use.lineno) for use in read[:3])
        yield Fix(
            f"Keep the items in a list: {quoted(f'list({text})', 50)}",
            (replaced(program, value, f"list({text})"),),
            birth=program.span(statement),
            code="iterator-exhausted",
            because=f"`{name}` is an iterator, which can be gone through only once; it is used in {lines}, "
            f"and the first use left nothing for the next",
        )


def is_lazy(facts: Facts, node: ast.expr, steps: int = 0) -> bool:
    """Whether an expression makes an iterator, as far as the text tells."""
    if isinstance(node, ast.GeneratorExp) or builtin_called(facts, node) in LAZY | {"iter"}:
        return True
    function = callee(facts, node) if isinstance(node, ast.Call) else None
    if not isinstance(function, ast.FunctionDef) or steps > DEEPEST:
        return False
    given = [one.value for one in returns_of(function) if one.value is not None]
    return is_generator(function) or any(is_lazy(facts, one, steps + 1) for one in given)
