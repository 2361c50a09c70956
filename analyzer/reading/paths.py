"""Which names have no value on some way through a module or function, though they have one on others.

Follows the statements like `analyzer.reading.flow`, with the set of the names that surely have a value, in
two ways: hoping that every loop goes round and that one of the cases of a `match` is taken, and not hoping
so. Where a handler, a call that seems to end the program or a context may change the way, the name is
believed to be set.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from analyzer.reading.flow import NOTHING, Flow, Names, State, marked, read
from analyzer.reading.guards import constant_truth, ends_program
from knowledge.scopes import Use

LEAVES = frozenset({"abort", "error", "exit", "fail", "skip", "quit", "usage"})
"""Methods and functions that often do not come back."""


@dataclass(slots=True)
class Ways:
    """What is followed, and where the ways out of the loops around are collected."""

    flow: Flow
    hopeful: bool
    enders: frozenset[str]
    breaks: list[list[Names]] = field(default_factory=list)

    def bound_in(self, *nodes: ast.AST) -> Names:
        """The followed names that these nodes may bind."""
        return self.flow.bound_in(*nodes)


def doubtful_readings(
    followed: Flow, uses: Iterable[Use], enders: frozenset[str], *, hopeful: bool
) -> list[ast.Name]:
    """The readings of the followed names that some way reaches without a value."""
    scope, node = followed.scope, followed.scope.node
    if not isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef):
        return []
    ways = Ways(marked(followed, uses), hopeful, enders)
    given = (name for name, bound in scope.bindings.items() if bound[0].kind in {"parameter", "type"})
    block(ways, node.body, frozenset(given))
    return ways.flow.found


def block(ways: Ways, body: Iterable[ast.stmt], state: State) -> State:
    """Go through statements until one of them does not go on."""
    for statement in body:
        if state is None:
            return None
        state = step(ways, statement, state)
    return state


def step(ways: Ways, node: ast.stmt, state: Names) -> State:
    """Go through one statement."""
    match node:
        case ast.If():
            return of_if(ways, node, read(ways.flow, [node.test], state))
        case ast.For() | ast.AsyncFor() | ast.While():
            return of_loop(ways, node, state)
        case ast.Try() | ast.TryStar():
            return of_try(ways, node, state)
        case ast.With() | ast.AsyncWith():
            return of_with(ways, node, state)
        case ast.Match():
            return of_match(ways, node, read(ways.flow, [node.subject], state))
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return state | ways.bound_in(node)
        case _:
            return of_simple(ways, node, state)


def of_simple(ways: Ways, node: ast.stmt, state: Names) -> State:
    """A statement without a block."""
    state = read(ways.flow, [node], state)
    match node:
        case ast.Return() | ast.Raise() | ast.Continue():
            return None
        case ast.Break():
            if ways.breaks:
                ways.breaks[-1].append(state)
            return None
        case ast.Delete(targets=targets):
            return state - {target.id for target in targets if isinstance(target, ast.Name)}
        case _:
            return None if ends(ways, node) else state | ways.bound_in(node)


def ends(ways: Ways, node: ast.stmt) -> bool:
    """Whether a statement seems not to come back."""
    if ends_program(node):
        return True
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))):
            return name in LEAVES
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name in LEAVES or name in ways.enders
        case ast.Assert(test=ast.Constant(value=value)):
            return not value
        case _:
            return False


def both(one: State, other: State) -> State:
    """Where two ways meet, only what both have set is set."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


def of_if(ways: Ways, node: ast.If, state: Names) -> State:
    """Either branch may be taken, unless the test is a constant."""
    truth = constant_truth(node.test)
    taken = block(ways, node.body, state) if truth is not False else None
    other = block(ways, node.orelse, state) if truth is not True else None
    return both(taken, other)


def of_loop(ways: Ways, node: ast.For | ast.AsyncFor | ast.While, state: Names) -> State:
    """A loop may not go round, unless that is hoped; `while True` is left by `break` only."""
    state = read(ways.flow, [node.test if isinstance(node, ast.While) else node.iter], state)
    endless = isinstance(node, ast.While) and constant_truth(node.test) is True
    target = NOTHING if isinstance(node, ast.While) else ways.bound_in(node.target)
    ways.breaks.append([])
    end = block(ways, node.body, state | target)
    left = ways.breaks.pop()
    after: State = None
    if not endless:
        rounds = state | target | ways.bound_in(*node.body)
        after = block(ways, node.orelse, rounds if ways.hopeful or always_goes_round(node) else state)
    for way in left:
        after = both(after, way | ways.bound_in(*node.body) if ways.hopeful and end is not None else way)
    return after


def always_goes_round(node: ast.For | ast.AsyncFor | ast.While) -> bool:
    """Whether a loop surely has a first round."""
    match getattr(node, "iter", None):
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return bool(parts)
        case ast.Constant(value=str(text)):
            return bool(text)
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int(stop))]):
            return stop > 0
        case ast.Call(
            func=ast.Name(id="range"), args=[ast.Constant(value=int(one)), ast.Constant(value=int(two))]
        ):
            return one < two
        case _:
            return False


def of_try(ways: Ways, node: ast.Try | ast.TryStar, state: Names) -> State:
    """A handler starts with what was set before the body; what it reads is believed to be set."""
    body = block(ways, [*node.body, *node.orelse], state)
    hoped = ways.bound_in(*node.body)
    ends_of: list[State] = [body]
    for handler in node.handlers:
        name = frozenset({handler.name}) if handler.name else NOTHING
        silent = len(ways.flow.found)
        reached = block(ways, handler.body, state | name)
        spared = [one for one in ways.flow.found[silent:] if one.id in hoped]
        ways.flow.found[silent:] = [one for one in ways.flow.found[silent:] if one not in spared]
        ends_of.append(None if reached is None else reached - name)
    after: State = None
    for end in ends_of:
        after = both(after, end)
    before = state | hoped | ways.bound_in(*node.orelse, *(s for h in node.handlers for s in h.body))
    final = block(ways, node.finalbody, before)
    return None if final is None or after is None else after | ways.bound_in(*node.finalbody)


def of_with(ways: Ways, node: ast.With | ast.AsyncWith, state: Names) -> State:
    """The body of a context runs; one that ends by a jump may still be gone on behind."""
    for item in node.items:
        state = read(ways.flow, [item.context_expr], state)
        state |= ways.bound_in(item.optional_vars) if item.optional_vars else NOTHING
    end = block(ways, node.body, state)
    swallows = any("suppress" in ast.dump(item.context_expr) for item in node.items)
    if swallows:
        return state if not ways.hopeful else state | ways.bound_in(*node.body)
    jumps = isinstance(node.body[-1], ast.Return | ast.Continue | ast.Break)
    return end if end is not None or jumps else state | ways.bound_in(*node.body)


def of_match(ways: Ways, node: ast.Match, state: Names) -> State:
    """Any case may be taken; none only where that is not hoped, and no case takes everything."""
    after: State = None
    for case in node.cases:
        entry = state | ways.bound_in(case.pattern)
        entry = read(ways.flow, [case.guard], entry) if case.guard else entry
        after = both(after, block(ways, case.body, entry))
    last = node.cases[-1]
    all_taken = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None
    return after if all_taken or ways.hopeful else both(after, state)
