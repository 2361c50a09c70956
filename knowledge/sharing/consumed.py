"""Iterators that are gone through twice: the second time nothing is left in them."""

import ast
from collections.abc import Iterator

from knowledge.backward.reaching import reached_nodes
from knowledge.calling.calls import argument_for, callee
from knowledge.calling.returning import is_generator, returns_of
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.names.reading import loads_in
from knowledge.operating.kinds import LAZY, builtin_called
from knowledge.telling.edits import replaced
from knowledge.telling.wording import at_lines, listed, quoted

MOST = 3
READERS = frozenset({"reader", "DictReader", "finditer", "chain", "islice", "groupby", "scandir", "iterdir"})
"""Functions of the library that give their items once."""

DEEPEST = 5


def consumed(facts: Facts) -> tuple[Fix, ...]:
    """List the changes that keep what an iterator gives, where a name of it is used more than once.

    Whether a use goes through it is not asked: running the change decides.
    """
    return tuple(kept(facts))[:MOST]


def kept(facts: Facts) -> Iterator[Fix]:
    """Yield for each iterator that gets a name which is read twice: a variable, an attribute, a parameter."""
    program = facts.program
    for statement in reached_nodes(facts, program.statements):
        match statement:
            case ast.Assign(targets=[ast.Name() | ast.Attribute() as target], value=value) if is_lazy(
                facts, value
            ):
                yield from once(facts, value, program.text(target), reads_of(facts, target))
            case _:
                continue
    for call in program.by_type.get(ast.Call, []):
        if isinstance(call, ast.Call) and facts.reached(call.lineno):
            yield from handed_on(facts, call)


def handed_on(facts: Facts, call: ast.Call) -> Iterator[Fix]:
    """Yield for each iterator that a call passes to a function which reads it twice."""
    function = callee(facts, call)
    if not isinstance(function, ast.FunctionDef) or not any(is_lazy(facts, one) for one in call.args):
        return
    for parameter in (one.arg for one in function.args.args):
        passed = argument_for(facts.program, call, function, parameter)
        if passed is not None and is_lazy(facts, passed):
            uses = [one for one in loads_in(function) if one.id == parameter]
            yield from once(facts, passed, parameter, [*uses])


def once(facts: Facts, made: ast.expr, name: str, reads: list[ast.expr]) -> Iterator[Fix]:
    """Yield the change that keeps the items, where there is more than one use."""
    if len(reads) < 2:
        return
    program = facts.program
    text, lines = program.text(made), listed(dict.fromkeys(at_lines(use.lineno) for use in reads[:3]))
    written = f"list{text}" if text.startswith("(") and text.endswith(")") else f"list({text})"
    yield Fix(
        f"Keep the items in a list: {quoted(written, 50)}",
        (replaced(program, made, written),),
        birth=program.span(made),
        code="iterator-exhausted",
        because=f"`{name}` is an iterator, which can be gone through only once; it is used in {lines}, "
        f"and the first use left nothing for the next",
    )


def reads_of(facts: Facts, target: ast.Name | ast.Attribute, steps: int = 0) -> list[ast.expr]:
    """Where a variable or an attribute is read; handing it to a function of the program reads it there."""
    program = facts.program
    if isinstance(target, ast.Attribute):
        same = [one for one in program.by_type.get(ast.Attribute, []) if isinstance(one, ast.Attribute)]
        return [one for one in same if one.attr == target.attr and isinstance(one.ctx, ast.Load)]
    home = program.scope(target).resolve(target.id)
    uses = [use.node for use in program.scopes.uses if use.name == target.id]
    read = [
        use for use in uses if program.scope(use).resolve(target.id) is home and facts.reached(use.lineno)
    ]
    return [inner for use in read for inner in (reads_inside(facts, use, steps) or [use])]


def reads_inside(facts: Facts, use: ast.Name, steps: int) -> list[ast.expr]:
    """Where the function reads it that a variable is handed to."""
    call = facts.program.parent(use)
    function = callee(facts, call) if isinstance(call, ast.Call) and use in call.args else None
    if not isinstance(function, ast.FunctionDef) or not isinstance(call, ast.Call) or steps > DEEPEST:
        return []
    names = [one.arg for one in function.args.args]
    passed = [name for name in names if argument_for(facts.program, call, function, name) is use]
    return [one for one in loads_in(function) if one.id in passed]


def is_lazy(facts: Facts, node: ast.expr, steps: int = 0) -> bool:
    """Whether an expression makes an iterator, as far as the text tells."""
    if isinstance(node, ast.GeneratorExp) or builtin_called(facts, node) in LAZY | {"iter"}:
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
        return callee(facts, node) is None
    function = callee(facts, node) if isinstance(node, ast.Call) else None
    if not isinstance(function, ast.FunctionDef) or steps > DEEPEST:
        return False
    given = [one.value for one in returns_of(function) if one.value is not None]
    return is_generator(function) or any(is_lazy(facts, one, steps + 1) for one in given)
