"""Whether a `while` loop can come to its end: what its test reads, and what its body changes."""

import ast

from knowledge.ending.leaving import PURE, exits_of, guards
from knowledge.ending.rounds import bound, going_round
from knowledge.ending.stopping import Stop, is_hot, loops_around, stops, within
from knowledge.ending.verdict import Verdict
from knowledge.ending.watched import watched
from knowledge.facts import Facts
from knowledge.operating.reckoning import Plain, State, reckon, state_of
from knowledge.program import first_line

ROUNDS = 120
"""How many rounds are reckoned at most."""


def verdict(facts: Facts, loop: ast.While, stop: Stop) -> Verdict | None:
    """Say why a loop does not end, where its text and values tell."""
    names = tuple(dict.fromkeys(node.id for node in ast.walk(loop.test) if isinstance(node, ast.Name)))
    changes = [one for one in changes_in(loop) if bound(one) & set(names)]
    state = state_of(stop.variables)
    if is_always(loop.test):
        return endless(facts, loop, state)
    if not names or is_opaque(loop.test) or leaves_in(facts, loop):
        return None
    if not changes:
        return None if may_change(loop, names) else Verdict("unchanged", loop, names)
    reached = [one for one in changes if not facts.run.trace.hits or facts.reached(first_line(one))]
    if not reached:
        return Verdict("not-reached", loop, names, changes[0])
    return wrong_step(loop, names, reached, state) or standing(facts, loop, names, state, reached)


def stuck_loop(facts: Facts) -> tuple[Verdict, Stop] | None:
    """The first loop, from the innermost outward, that went round often and cannot end."""
    for stop in stops(facts):
        for loop in loops_around(facts, stop):
            if not isinstance(loop, ast.While) or not is_hot(facts, loop):
                continue
            if found := verdict(facts, loop, stop) or watched(facts, loop):
                return found, stop
    return None


def is_always(test: ast.expr) -> bool:
    """Whether a test is true by its text."""
    return isinstance(test, ast.Constant) and bool(test.value)


def endless(facts: Facts, loop: ast.While, state: dict[str, Plain]) -> Verdict | None:
    """`while True`: without an exit, or with one whose test reads what nothing changes."""
    exits = list(exits_of(loop))
    if any(isinstance(node, ast.Yield | ast.YieldFrom | ast.Await) for node in within(loop.body)):
        return None
    if not exits:
        return Verdict("no-exit", loop, ())
    tests = [test for leave in exits for test in guards(facts, loop, leave)]
    names = tuple(
        dict.fromkeys(node.id for test in tests for node in ast.walk(test) if isinstance(node, ast.Name))
    )
    changes = [one for one in changes_in(loop) if bound(one) & set(names)]
    if not names or any(is_opaque(test) for test in tests):
        return None
    if not changes:
        return (
            None
            if may_change(loop, names)
            else Verdict("unchanged", loop, names, facts.program.statement(tests[0]))
        )
    return standing(facts, loop, names, state, changes)


def leaves_in(facts: Facts, loop: ast.While) -> bool:
    """Whether the body has another way out that was reached, so that the test is not all that matters."""
    return any(facts.reached(first_line(leave)) for leave in exits_of(loop))


def is_opaque(test: ast.expr) -> bool:
    """Whether a test reads more than names: then what changes it is not seen."""
    return any(
        isinstance(node, ast.Call | ast.Attribute | ast.Subscript | ast.Await | ast.NamedExpr)
        for node in ast.walk(test)
    )


def changes_in(loop: ast.While) -> list[ast.stmt]:
    """The statements of the body that bind names."""
    kinds = (
        ast.Assign
        | ast.AugAssign
        | ast.AnnAssign
        | ast.For
        | ast.Import
        | ast.ImportFrom
        | ast.With
        | ast.Delete
    )
    return [node for node in within(loop.body) if isinstance(node, kinds)]


def may_change(loop: ast.While, names: tuple[str, ...]) -> bool:
    """Whether the body may change a name unseen: by a method, or by a call that gets it."""
    for node in within(loop.body):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in names:
                return True
            case ast.Call(args=args) if any(isinstance(part, ast.Name) and part.id in names for part in args):
                if not (isinstance(node.func, ast.Name) and node.func.id in PURE):
                    return True
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()) if name in names:
                return True
            case ast.NamedExpr(target=ast.Name(id=name)) if name in names:
                return True
            case _:
                continue
    return False


def wrong_step(
    loop: ast.While, names: tuple[str, ...], changes: list[ast.stmt], state: dict[str, Plain]
) -> Verdict | None:
    """Find a step of a fixed size that leads away from the bound of the test, or over it."""
    match loop.test, changes:
        case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[bound]), [ast.stmt() as change]:
            step = step_of(change, name, state)
        case _:
            return None
    limit = reckon(bound, state)
    if isinstance(op, ast.NotEq) and shrinks_past(change, state.get(name), limit):
        return Verdict("steps-over", loop, names, change)
    if step is None or name in {node.id for node in ast.walk(bound) if isinstance(node, ast.Name)}:
        return None
    if (isinstance(op, ast.Lt | ast.LtE) and step < 0) or (isinstance(op, ast.Gt | ast.GtE) and step > 0):
        return Verdict("moves-away", loop, names, change)
    value = state.get(name)
    if isinstance(op, ast.NotEq) and isinstance(value, int | float) and isinstance(limit, int | float):
        past = value > limit if step > 0 else value < limit
        return Verdict("steps-over", loop, names, change) if past else None
    return None


def shrinks_past(change: ast.stmt, value: Plain | None, limit: Plain | None) -> bool:
    """Whether a division makes a value smaller that is no longer above 0, and so below the bound for good."""
    divides = isinstance(change, ast.AugAssign) and isinstance(change.op, ast.Div | ast.FloorDiv)
    numbers = isinstance(value, int | float) and isinstance(limit, int | float)
    return divides and numbers and value <= 0 < limit  # type: ignore[operator]  # both are numbers


def step_of(change: ast.stmt, name: str, state: dict[str, Plain]) -> float | None:
    """By how much a statement moves a variable."""
    match change:
        case ast.AugAssign(target=ast.Name(id=target), op=ast.Add() | ast.Sub() as op, value=amount) if (
            target == name
        ):
            sign = 1 if isinstance(op, ast.Add) else -1
        case ast.Assign(
            targets=[ast.Name(id=target)],
            value=ast.BinOp(left=ast.Name(id=source), op=ast.Add() | ast.Sub() as op, right=amount),
        ) if target == source == name:
            sign = 1 if isinstance(op, ast.Add) else -1
        case _:
            return None
    size = reckon(amount, {} if any(isinstance(node, ast.Name) for node in ast.walk(amount)) else state)
    return sign * size if isinstance(size, int | float) and size != 0 else None


def standing(
    facts: Facts, loop: ast.While, names: tuple[str, ...], state: State, changes: list[ast.stmt]
) -> Verdict | None:
    """Go round with the values of the moment, and see whether they come back to what they were.

    A round that would leave the loop, or whose values cannot be told, proves nothing.
    """
    if any(name not in state for name in names):
        return None
    rounds = rounds_until_back(facts, loop, names, state)
    if rounds is None:
        return None
    first = going_round(facts, loop.body, dict(state))
    if rounds == 1 and first is not None and first.ended is not None:
        return Verdict("skipped", loop, names, first.ended, rounds)
    moved = [one for one in changes if facts.reached(first_line(one))]
    hottest = max(moved, key=lambda one: facts.run.trace.hits.get(first_line(one), 0), default=None)
    return Verdict("stands-still" if rounds == 1 else "in-circles", loop, names, hottest, rounds)


def rounds_until_back(facts: Facts, loop: ast.While, names: tuple[str, ...], state: State) -> int | None:
    """After how many rounds the variables of the test and all that they depend on are what they were."""
    seen: list[State] = []
    now = dict(state)
    for _ in range(ROUNDS):
        after = going_round(facts, loop.body, now)
        if after is None or any(name not in after.state for name in names):
            return None
        now = after.state
        if now in seen:
            return len(seen) - seen.index(now)
        if not is_always(loop.test) and reckon(loop.test, now) is False:
            return None
        seen.append(dict(now))
    return None
