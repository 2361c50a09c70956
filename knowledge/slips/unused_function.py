"""A function that is defined and never used: a step that was forgotten."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import is_method
from knowledge.calling.returning import Def, never_answers
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.operating.touching import touched
from knowledge.program import Program, first_line
from knowledge.slip import slip
from knowledge.telling.edits import below, is_alone, line_before, replaced
from knowledge.telling.wording import quoted

MOST = 4


@slip(rank=0)
def unused_function(facts: Facts) -> Iterator[Fix]:
    """Call it on what failed, or as a step of its own before the line that failed."""
    program = facts.program
    mentioned = words_in(program)
    for function in (one for found in program.functions.values() for one in found):
        if function.name in mentioned or function.name.startswith("__") or function.decorator_list:
            continue
        if len(program.functions[function.name]) > 1:
            continue
        for words, edits in steps(facts, function):
            yield Fix(
                words,
                edits,
                because=f"`{function.name}` is defined in line {first_line(function)} and never called",
            )


def words_in(program: Program) -> set[str]:
    """Every name, attribute and text that the program holds: what may be a use of a function."""
    found: set[str] = set()
    for node in program.nodes:
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.Constant(value=str(word)):
                found.add(word)
            case _:
                continue
    return found


def steps(facts: Facts, function: Def) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Yield the ways to call a function with what is at hand."""
    method = is_method(facts.program, function)
    plain = [*function.args.posonlyargs, *function.args.args]
    needed = len(plain) - len(function.args.defaults) - method
    if needed == 1 and not method and not never_answers(function):
        yield from applied(facts, function)
    if needed == 0 and method:
        yield from as_step(facts, function)


def applied(facts: Facts, function: Def) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Put what failed through the function first."""
    program = facts.program
    for one in [part for part in touched(facts) if part.part != "called"][:MOST]:
        if isinstance(one.node, ast.Constant) or isinstance(getattr(one.node, "ctx", None), ast.Store):
            continue
        text = program.text(one.node)
        yield (
            f"Write {quoted(f'{function.name}({text})', 50)} in line {one.node.lineno}",
            (replaced(program, one.node, f"{function.name}({text})"),),
        )


def as_step(facts: Facts, function: Def) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Call a method at the end of `__init__`, or before the line of the module that failed."""
    program, kind = facts.program, facts.program.parent(function)
    if not isinstance(kind, ast.ClassDef):
        return
    start = next(
        (one for one in kind.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"), None
    )
    for name, statement in objects_of(facts, kind):
        call = f"{name}.{function.name}()"
        yield f"Call `{call}` before line {statement.lineno}", (line_before(program, statement, call),)
    if start is not None and start.args.args and is_alone(program, start.body[-1]):
        call = f"{start.args.args[0].arg}.{function.name}()"
        margin = program.source.indentation(first_line(start.body[-1]))
        edit = below(program, start.end_lineno or start.lineno, margin, call)
        yield f"Call `{call}` at the end of `__init__`", (edit,)


def objects_of(facts: Facts, kind: ast.ClassDef) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the variables of the failing frames that hold an object of a class, with the statement there."""
    for frame in facts.fault.frames if facts.fault else ():
        statement = facts.program.statement_at(frame.line) if frame.in_program else None
        if statement is None or not is_alone(facts.program, statement):
            continue
        for name, value in frame.variables.items():
            if value.type.rpartition(".")[2] == kind.name and name != "self":
                yield name, statement
