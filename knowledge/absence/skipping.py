"""Leaving out what cannot be worked on: one item of many is missing something, and the rest is well."""

import ast
from collections.abc import Iterator

from knowledge.calling.returning import is_generator, returns_of, says_nothing
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing, touched
from knowledge.telling.edits import is_alone, line_before, replaced
from knowledge.telling.wording import quoted


def skips(facts: Facts) -> Iterator[Fix]:
    """Yield the guards that skip the item of a loop, or give up in a function that gives up elsewhere too.

    They only mask the failure where the item should not have been so; where data may lack something, they
    are what is to be done.
    """
    statement, test = facts.statement, missing(facts)
    if statement is None or test is None or not is_alone(facts.program, statement):
        return
    if not isinstance(statement, ast.Expr | ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return | ast.If):
        return
    way = way_out(facts, statement)
    if way is None:
        return
    told = f"Skip it in line {statement.lineno} where {quoted(test[0], 50)}"
    if way == "wrap":
        yield Fix(told, (wrapped(facts, statement, test[1]),), masks=True)
    else:
        yield Fix(told, (line_before(facts.program, statement, f"if {test[0]}:\n    {way}"),), masks=True)


def missing(facts: Facts) -> tuple[str, str] | None:
    """The test for what is missing, and its opposite."""
    program, node = facts.program, failing(facts)
    match node:
        case ast.Subscript(value=owner, slice=key) if facts.fault and facts.fault.is_a("KeyError"):
            return (
                f"{program.text(key)} not in {program.text(owner)}",
                f"{program.text(key)} in {program.text(owner)}",
            )
        case ast.Subscript(value=owner, slice=ast.Constant(value=int(row))) if (
            row >= 0 and facts.fault and facts.fault.is_a("IndexError")
        ):
            return f"len({program.text(owner)}) <= {row}", f"len({program.text(owner)}) > {row}"
        case _:
            return missing_value(facts, node)


def missing_value(facts: Facts, node: ast.AST | None) -> tuple[str, str] | None:
    """The test for a None among what failed."""
    if facts.fault is None or not (facts.fault.is_a("TypeError") or facts.fault.is_a("AttributeError")):
        return None
    parts = [one.node for one in touched(facts)]
    parts += [node.value] if isinstance(node, ast.Attribute) else []
    parts += [node.func.value] if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else []
    nones = [one for one in parts if is_none(facts, one) and not isinstance(one, ast.Constant | ast.Call)]
    if not nones:
        return None
    text = facts.program.text(nones[0])
    return f"{text} is None", f"{text} is not None"


def is_none(facts: Facts, node: ast.expr) -> bool:
    """Whether an expression was None."""
    value = value_of(facts, node)
    return value is not None and value.is_none


def way_out(facts: Facts, statement: ast.stmt) -> str | None:
    """How to go on without: the next item, or None where the function answers so elsewhere."""
    program = facts.program
    function = program.function(statement)
    for above in program.ancestors(statement):
        if isinstance(above, ast.For):
            later = getattr(above, "body", [])
            alone = isinstance(statement, ast.Expr | ast.AugAssign) and statement in later
            return "wrap" if alone else "continue"
        if above is function:
            break
    if isinstance(function, ast.FunctionDef):
        nothing = [one for one in returns_of(function) if says_nothing(one)]
        if is_generator(function):
            return "return"
        if nothing and len(nothing) < len(returns_of(function)):
            return program.text(nothing[0])
    return None


def wrapped(facts: Facts, statement: ast.stmt, test: str) -> Edit:
    """Put a statement under a test."""
    program = facts.program
    margin = program.source.indentation(statement.lineno)
    body = program.text(statement).replace("\n", "\n    ")
    return replaced(program, statement, f"if {test}:\n{margin}    {body}")
