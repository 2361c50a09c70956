"""A value that is computed and thrown away: it was to be kept, returned or called."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import callee
from knowledge.calling.returning import never_answers
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MAKERS = frozenset(
    {"sorted", "reversed", "list", "tuple", "set", "dict", "round", "abs", "int", "float", "str"}
)
COPIES = frozenset(name for kind in (str, bytes, tuple) for name in dir(kind) if not name.startswith("_")) | {
    "union", "intersection", "difference", "symmetric_difference", "replace", "copy",
}  # fmt: skip


@slip(rank=0)
def discarded_value(facts: Facts) -> Iterator[Fix]:
    """Keep, return or call what stands on a line of its own to no effect."""
    program = facts.program
    for statement in program.by_type.get(ast.Expr, []):
        if isinstance(statement, ast.Expr) and facts.reached(statement.lineno):
            line = statement.lineno
            text = quoted(program.text(statement), 40)
            for words, edit in meant(facts, statement):
                yield Fix(
                    words,
                    (edit,),
                    birth=program.span(statement),
                    because=f"line {line} computes {text} and does nothing with it",
                )


def meant(facts: Facts, statement: ast.Expr) -> Iterator[tuple[str, Edit]]:
    """Yield what the statement may have been meant to do, most likely first."""
    program, node = facts.program, statement.value
    text, line = program.text(node), statement.lineno
    match node:
        case ast.Compare(left=ast.Name() | ast.Attribute() | ast.Subscript() as left, ops=[ast.Eq()]):
            right = program.text(node.comparators[0])
            yield (
                f"Assign with `=` in line {line}",
                replaced(program, node, f"{program.text(left)} = {right}"),
            )
        case ast.BinOp(left=ast.Name() | ast.Attribute() | ast.Subscript() as left):
            yield f"Keep the result in {quoted(program.text(left), 30)}", kept(program, left, node)
        case ast.Call():
            yield from of_call(facts, statement, node)
        case ast.Attribute() | ast.Name():
            yield f"Call it: `{text}()` in line {line}", replaced(program, node, f"{text}()")
        case _:
            pass
    if gives_value(facts, node) and is_last(program, statement):
        yield f"Return {quoted(text, 40)} in line {line}", before(program, statement, "return ")


def of_call(facts: Facts, statement: ast.Expr, call: ast.Call) -> Iterator[tuple[str, Edit]]:
    """A call that changes nothing, or that returns something, may be the new value of what it works on."""
    program, line = facts.program, statement.lineno
    match call:
        case ast.Call(func=ast.Name(id=name), args=[ast.Name() | ast.Attribute() as given, *_]) if (
            name in MAKERS or gives_value(facts, call)
        ):
            pass
        case ast.Call(
            func=ast.Attribute(value=ast.Name() | ast.Attribute() | ast.Subscript() as given, attr=attr)
        ) if attr in COPIES and is_builtin(facts, call):
            pass
        case ast.Call(func=ast.Attribute(), args=[ast.Name() | ast.Attribute() as given, *_]) if gives_value(
            facts, call
        ):
            pass
        case _:
            return
    yield f"Keep the result in {quoted(program.text(given), 30)} in line {line}", kept(program, given, call)


def kept(program: Program, target: ast.expr, node: ast.expr) -> Edit:
    """Assign an expression to something."""
    return before(program, node, f"{program.text(target)} = ")


def before(program: Program, node: ast.AST, text: str) -> Edit:
    """Write something in front of a node."""
    span = program.span(node)
    return Edit(Span(span.line, span.column, span.line, span.column), text)


def is_builtin(facts: Facts, call: ast.Call) -> bool:
    """Whether a method is none of the program's own."""
    return isinstance(call.func, ast.Attribute) and call.func.attr not in facts.program.functions


def gives_value(facts: Facts, node: ast.expr) -> bool:
    """Whether an expression gives something that could be returned."""
    if isinstance(node, ast.Constant):
        return node.value is not ... and node.value is not None
    if not isinstance(node, ast.Call):
        return not isinstance(node, ast.Await | ast.Yield | ast.YieldFrom)
    function = callee(facts, node)
    if function is None and isinstance(node.func, ast.Name) and is_handed_in(facts.program, node.func):
        return facts.fault is not None and facts.fault.is_a("TypeError")
    return isinstance(function, ast.FunctionDef) and not never_answers(function)


def is_handed_in(program: Program, name: ast.Name) -> bool:
    """Whether a function inside another calls what that one was given: a wrapper and what it wraps."""
    found = program.scope(name).resolve(name.id)
    outer = found is not None and found is not program.scope(name) and found.kind == "function"
    return found is not None and outer and any(one.kind == "parameter" for one in found.bindings[name.id])


def is_last(program: Program, statement: ast.stmt) -> bool:
    """Whether a function ends behind a statement, on the way that comes by it; no docstring does."""
    function = program.function(statement)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or statement is function.body[0]:
        return False
    child, parent = statement, program.parent(statement)
    while isinstance(parent, ast.If) and child in (parent.body[-1], *parent.orelse[-1:]):
        child, parent = parent, program.parent(parent)
    return parent is function and child is function.body[-1]
