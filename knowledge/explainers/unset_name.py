"""NameError: the program does give the name a value, but it had none yet, or no more."""

import ast

from knowledge.absence.neutral import empty_like
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.passing import Missed, line_of, passed_by, set_later
from knowledge.names.unbound import Unbound, unbound
from knowledge.program import first_line
from knowledge.scopes import FUNCTIONS
from knowledge.telling.edits import is_alone, line_before, replaced
from knowledge.telling.wording import shortened


@explains(NameError)
def unset_name(facts: Facts) -> Cause | None:
    """Say what would have set the name and why it did not."""
    found = unbound(facts, "unset")
    if found is None:
        return None
    missed = reason(facts, found)
    return Cause(
        missed.code,
        missed.because,
        missed.span,
        immediate=f"`{found.name}` has no value in line {found.node.lineno}",
        certainty=Certainty.PROVEN if facts.run.trace.hits else Certainty.LIKELY,
        suggestions=missed.suggestions,
        fixes=missed.fixes,
    )


def reason(facts: Facts, found: Unbound) -> Missed:
    """Choose: only announced, taken away, set in the same statement, passed by, or set later."""
    real = [binding for binding in found.bindings if binding.kind != "annotation"]
    if not real:
        return only_annotated(facts, found)
    taken = deletion(facts, found)
    if taken is not None:
        return deleted(facts, found, taken)
    statement = facts.program.statement(found.node)
    others = [binding for binding in real if facts.program.statement(binding.node) is not statement]
    before = [binding for binding in others if line_of(facts, binding) < found.node.lineno]
    if not before and len(others) < len(real):
        return in_own_statement(facts, found)
    return passed_by(facts, found, before) if before else set_later(facts, found, others[0])


def only_annotated(facts: Facts, found: Unbound) -> Missed:
    """`count: int` announces a type and binds nothing."""
    program, owner = facts.program, found.bindings[0].owner
    span, text = program.span(owner), program.text(owner)
    empty = empty_like(owner.annotation) if isinstance(owner, ast.AnnAssign) else None
    words = f"Give it a value in line {span.line}: `{shortened(text, 40)} = {empty or '…'}`"
    fixes = (Fix(words, (replaced(program, owner, f"{text} = {empty}"),)),) if empty else ()
    because = (
        f"`{shortened(text, 40)}` in line {span.line} only says a type; it gives `{found.name}` no value"
    )
    return Missed("annotated-only", because, span, (words,), fixes)


def deletion(facts: Facts, found: Unbound) -> ast.AST | None:
    """What took the name away: a `del` that was reached, or the end of an `except … as name`."""
    program, home = facts.program, found.use.scope.resolve(found.name)
    above = set(program.ancestors(found.node))
    for binding in found.bindings:
        handler = binding.owner
        if binding.kind == "except" and handler not in above and facts.reached(program.span(handler).line):
            return handler
    for use in program.scopes.uses:
        if use.deletes and use.name == found.name and use.scope.resolve(use.name) is home:
            statement = program.statement(use.node)
            if statement and facts.reached(statement.lineno) and use.node is not found.node:
                return statement
    return None


def deleted(facts: Facts, found: Unbound, taken: ast.AST) -> Missed:
    """Say who took the name away."""
    line = facts.program.span(taken).line
    if isinstance(taken, ast.ExceptHandler):
        return after_handler(facts, found, taken)
    because = f"`{found.name}` was deleted in line {line}"
    text = shortened(facts.program.text(taken), 40)
    words = f"Remove `{text}` in line {line}"
    fixes = (Fix(words, (replaced(facts.program, taken, "pass"),)),)
    advice = (words, f"Or read `{found.name}` before line {line}")
    return Missed("deleted-name", because, facts.program.span(taken), advice, fixes)


def after_handler(facts: Facts, found: Unbound, handler: ast.ExceptHandler) -> Missed:
    """The exception's name lives as long as its `except` block."""
    program, name = facts.program, found.name
    kept = f"last_{name}"
    words = f"Keep the exception inside the block as `{kept} = {name}`, and read `{kept}`"
    edits = (line_before(program, handler.body[0], f"{kept} = {name}"), replaced(program, found.node, kept))
    alone = is_alone(program, handler.body[0])
    because = f"Python deletes `{name}` at the end of the block `except … as {name}` in line {handler.lineno}"
    fixes = (Fix(words, edits),) if alone else ()
    return Missed("deleted-name", because, program.span(found.node), (words,), fixes)


def in_own_statement(facts: Facts, found: Unbound) -> Missed:
    """`count = count + 1`, and nothing before it."""
    program, name = facts.program, found.name
    statement = program.statement(found.node)
    span = program.span(found.node)
    because = f"line {span.line} is the first to set `{name}`, and it already reads it"
    start, top = start_value(facts, found, statement), outermost_loop(facts, statement)
    line = first_line(top) if top else span.line
    if start is None or top is None or not is_alone(program, top):
        advice = f"Give `{name}` a start value before line {line}"
        return Missed("used-before-assignment", because, span, (advice,))
    words = f"Start with `{name} = {start}` before line {line}"
    fix = Fix(words, (line_before(program, top, f"{name} = {start}"),))
    return Missed("used-before-assignment", because, span, (words,), (fix,))


def start_value(facts: Facts, found: Unbound, statement: ast.stmt | None) -> str | None:
    """The neutral start of an accumulation: 0 for a sum, 1 for a product, an empty list or text."""
    match statement:
        case ast.AugAssign(op=ast.Mult()) | ast.Assign(value=ast.BinOp(op=ast.Mult())):
            return "1"
        case ast.AugAssign(op=ast.Add() | ast.Sub(), value=other):
            return empty_like(other, facts.value(other)) or "0"
        case ast.Assign(value=ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right)):
            other = right if left is found.node else left
            return empty_like(other, facts.value(other)) or "0"
        case _:
            return None


def outermost_loop(facts: Facts, statement: ast.stmt | None) -> ast.stmt | None:
    """The outermost loop around a statement inside its function, or the statement."""
    top = statement
    for above in facts.program.ancestors(statement) if statement else ():
        if isinstance(above, (*FUNCTIONS, ast.ClassDef)):
            break
        if isinstance(above, ast.For | ast.While | ast.AsyncFor):
            top = above
    return top
