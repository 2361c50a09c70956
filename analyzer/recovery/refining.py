"""Saying a fix as the program itself would: with its own converter, at the birth, as its callers expect."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.cause import Fix
from knowledge.finding import Edit
from knowledge.program import Program
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

NUMBERS = frozenset({"int", "float", "Decimal", "Fraction"})
CALL = re.compile(r"(\w+)\((.*)\)", re.DOTALL)
OR_ZERO = re.compile(r"(.* else )0(?:\.0)?(\)?)", re.DOTALL)

type Def = ast.FunctionDef | ast.AsyncFunctionDef


def refined(program: Program, fix: Fix) -> Iterator[Fix]:
    """Yield the better forms of a fix that changes one place: each is only tried, like any other."""
    if len(fix.edits) != 1:
        return
    edit = fix.edits[0]
    node = program.node_at(edit.span)
    made = CALL.fullmatch(edit.text)
    if isinstance(node, ast.expr) and made and made[2] == program.text(node):
        if made[1] in NUMBERS:
            yield from by_own_converter(program, fix, node, made[1])
        elif made[1] == "list" and isinstance(node, ast.Name):
            yield from at_birth(program, fix, node)
    zero = OR_ZERO.fullmatch(edit.text)
    if isinstance(node, ast.expr) and zero and fix.masks:
        yield from as_callers_test(program, fix, node, zero[1] + "None" + zero[2])


def by_own_converter(program: Program, fix: Fix, node: ast.expr, kind: str) -> Iterator[Fix]:
    """`bits(mode)` for `int(mode)`, where a function of the program makes a number of the same thing."""
    text = program.text(node)
    for function in (one for found in program.functions.values() for one in found):
        home = program.function(node)
        if len(function.args.args) != 1 or program.parent(function) is not program.tree or function is home:
            continue
        if converts(function, kind) and is_applied(program, function, text):
            written = f"{function.name}({text})"
            yield replace(
                fix,
                words=f"Turn {quoted(text, 40)} into a number as elsewhere: {quoted(written, 50)} in line "
                f"{node.lineno}",
                edits=(replaced(program, node, written),),
            )


def converts(function: Def, kind: str) -> bool:
    """Whether a function returns a number that it makes of its only argument."""
    given = function.args.args[0].arg
    returned = [one for one in ast.walk(function) if isinstance(one, ast.Return) and one.value is not None]
    calls = (part for one in returned for part in ast.walk(one) if isinstance(part, ast.Call))
    return any(
        isinstance(call.func, ast.Name)
        and call.func.id == kind
        and any(isinstance(part, ast.Name) and part.id == given for part in ast.walk(call))
        for call in calls
    )


def is_applied(program: Program, function: Def, text: str) -> bool:
    """Whether the program puts something that is written the same through a function elsewhere."""
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == function.name
        and len(call.args) == 1
        and program.text(call.args[0]) == text
        for call in program.by_type.get(ast.Call, [])
    )


def at_birth(program: Program, fix: Fix, node: ast.Name) -> Iterator[Fix]:
    """Make the list where a variable gets its only value, if that is read more than once."""
    bindings = program.bindings(node)
    if len(bindings) != 1 or not isinstance(bindings[0].owner, ast.Assign) or bindings[0].value is None:
        return
    value, scope = bindings[0].value, program.scope(node).resolve(node.id)
    reads = [
        use
        for use in program.scopes.uses
        if use.name == node.id and use.scope.resolve(use.name) is scope and isinstance(use.node.ctx, ast.Load)
    ]
    if len(reads) > 1 and isinstance(value, ast.Call | ast.GeneratorExp | ast.Name | ast.Attribute):
        text = program.text(value)
        written = f"list{text}" if isinstance(value, ast.GeneratorExp) else f"list({text})"
        words = f"Make a list of it where it is made: {quoted(written, 50)} in line {value.lineno}"
        yield replace(fix, words=words, edits=(replaced(program, value, written),))


def as_callers_test(program: Program, fix: Fix, node: ast.expr, written: str) -> Iterator[Fix]:
    """Return None instead of 0, where a caller asks whether it got None."""
    function = program.function(node)
    statement = program.statement(node)
    if not isinstance(function, ast.FunctionDef) or not isinstance(statement, ast.Return):
        return
    if statement.value is node and is_tested_for_none(program, function.name):
        span = fix.edits[0].span
        words = f"Return None where there is nothing to divide by: {quoted(written, 60)} in line {span.line}"
        yield replace(fix, words=words, edits=(Edit(span, written),))


def is_tested_for_none(program: Program, name: str) -> bool:
    """Whether what a function gives is kept under a name that is then compared with None."""
    tested = compared_with_none(program)
    for statement in program.by_type.get(ast.Assign, []):
        match statement:
            case ast.Assign(
                targets=[ast.Name(id=kept)],
                value=ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)),
            ) if called == name and kept in tested:
                return True
            case _:
                continue
    return False


def compared_with_none(program: Program) -> set[str]:
    """The variables that the program compares with None."""
    found: set[str] = set()
    for test in program.by_type.get(ast.Compare, []):
        match test:
            case ast.Compare(
                left=ast.Name(id=name), ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=None)]
            ):
                found.add(name)
            case _:
                continue
    return found
