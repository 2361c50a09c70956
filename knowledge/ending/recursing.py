"""Functions that call themselves."""

import ast

from knowledge.calling.returning import Def, inside
from knowledge.ending.stopping import Stop, stops
from knowledge.facts import Facts


def repeating(facts: Facts) -> tuple[Def, Stop] | None:
    """The innermost function on the stack that calls itself at least twice, and often did."""
    seen: set[ast.AST] = set()
    for stop in stops(facts):
        owner = facts.program.function(stop.statement) if stop.statement is not None else None
        if owner is None or owner in seen:
            continue
        seen.add(owner)
        calls = self_calls(owner) if isinstance(owner, ast.FunctionDef) else []
        often = len(calls) > 1 and facts.run.trace.hits.get(calls[0].lineno, 0) >= facts.run.trace.cap
        if often and isinstance(owner, ast.FunctionDef):
            return owner, stop
    return None


def self_calls(owner: Def) -> list[ast.Call]:
    """The calls of a function to itself, in the order of the text."""
    found = [
        node
        for node in inside(owner)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    ]
    own = [call for call in found if getattr(call.func, "id", getattr(call.func, "attr", "")) == owner.name]
    return sorted(own, key=lambda call: (call.lineno, call.col_offset))


def ways_out(owner: Def) -> list[ast.expr]:
    """The tests that decide whether the function calls itself again; empty where it always does."""
    if always(owner.body, owner):
        return []
    calls = {node for node in inside(owner) if is_self_call(node, owner)}
    tests = [node for node in inside(owner) if isinstance(node, ast.If | ast.IfExp | ast.While)]
    decides = [node for node in tests if leaves(node, owner) or any(part in calls for part in ast.walk(node))]
    return [node.test for node in sorted(decides, key=lambda node: node.lineno)]


def leaves(node: ast.If | ast.IfExp | ast.While, owner: Def) -> bool:
    """Whether a branch ends the function without calling it again."""
    if not isinstance(node, ast.If):
        return False
    for body in (node.body, node.orelse):
        ends = bool(body) and isinstance(body[-1], ast.Return | ast.Raise)
        if ends and not any(is_self_call(part, owner) for statement in body for part in ast.walk(statement)):
            return True
    return False


def always(body: list[ast.stmt], owner: Def) -> bool:
    """Whether every path through these statements calls the function again."""
    for statement in body:
        found = surely_calls(statement, owner)
        if found is not None:
            return found
    return False


def surely_calls(statement: ast.stmt, owner: Def) -> bool | None:
    """Whether a statement calls the function on every path, or ends it before; None where it goes on."""
    match statement:
        case ast.If(test=test, body=then, orelse=other):
            calls = calls_in(test, owner) or (always(then, owner) and always(other, owner))
            return True if calls else False if leaves(statement, owner) else None
        case ast.With(body=then):
            return always(then, owner) or None
        case ast.For(iter=head) | ast.While(test=head):
            return calls_in(head, owner) or None
        case ast.FunctionDef() | ast.ClassDef() | ast.AsyncFunctionDef() | ast.Try() | ast.Match():
            return None
        case _:
            return calls_in(statement, owner) or None


def calls_in(node: ast.AST, owner: Def) -> bool:
    """Whether evaluating a node calls the function whatever its values are."""
    match node:
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return calls_in(test, owner) or (calls_in(body, owner) and calls_in(orelse, owner))
        case ast.BoolOp(values=values):
            return calls_in(values[0], owner)
        case ast.Lambda() | ast.GeneratorExp() | ast.ListComp() | ast.SetComp() | ast.DictComp():
            return False
        case _:
            return is_self_call(node, owner) or any(
                calls_in(part, owner) for part in ast.iter_child_nodes(node)
            )


def is_self_call(node: ast.AST, owner: Def) -> bool:
    """Whether a node calls the function by its name."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name == owner.name
        case _:
            return False
