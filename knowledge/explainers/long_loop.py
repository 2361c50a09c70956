"""timeout: a loop that was still going, for no reason that its text shows."""

import ast

from knowledge.cause import Cause, Certainty
from knowledge.ending.stopping import Loop, Stop, turns_said
from knowledge.ending.working import loops_at_work
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name
from knowledge.operating.reckoning import reckon, state_of
from knowledge.provenance import Evidence
from knowledge.telling.wording import quoted
from knowledge.value import Value

WITHOUT_END = frozenset({"count", "cycle", "repeat"})
HIDDEN = frozenset({"function", "type", "module", "builtin_function_or_method"})


@explains("timeout")
def long_loop(facts: Facts) -> Cause | None:
    """Say how far the loops came: a `for` by its variable, a `while` by what its test reads."""
    loops = loops_at_work(facts)
    if not loops:
        return None
    outer = loops[-1][0]
    endless = next((loop for loop, _ in loops if is_without_end(loop)), None)
    told = [progress(facts, loop, stop) for loop, stop in reversed(loops)]
    head = f"{len(loops)} loops lie inside each other: " if len(loops) > 1 else ""
    return Cause(
        "loop-without-end" if endless else "too-much-work",
        f"{quoted(facts.program.text(endless.iter), 40)} in line {endless.lineno} never ends, and "
        f"nothing leaves the loop"
        if isinstance(endless, ast.For)
        else head + "; ".join(told),
        facts.program.span(endless.iter if isinstance(endless, ast.For) else head_of(outer)),
        immediate=f"line {loops[0][1].line} was still being worked on after {facts.run.limits.seconds:g} s",
        certainty=Certainty.PROVEN if endless else Certainty.LIKELY,
        evidence=tuple(one for loop, stop in loops for one in seen(loop, stop)),
        suggestions=advice(facts, loops, endless),
    )


def head_of(loop: Loop) -> ast.expr:
    """What decides how often a loop goes round."""
    return loop.test if isinstance(loop, ast.While) else loop.iter


def is_without_end(loop: Loop) -> bool:
    """Whether a loop goes through `itertools.count()` and its like, and nothing leaves it."""
    if (
        isinstance(loop, ast.While)
        or not isinstance(loop.iter, ast.Call)
        or called_name(loop.iter) not in WITHOUT_END
    ):
        return False
    limited = called_name(loop.iter) == "repeat" and len(loop.iter.args) > 1
    return not limited and not any(
        isinstance(node, ast.Break | ast.Return | ast.Raise | ast.Yield) for node in ast.walk(loop)
    )


def progress(facts: Facts, loop: Loop, stop: Stop) -> str:
    """Say how far a loop is."""
    head = f"the loop in line {loop.lineno} went round {turns_said(facts, loop)}"
    if isinstance(loop, ast.While):
        values = [f"`{one.text}` was {quoted(one.value, 30)}" for one in seen(loop, stop)]
        return head + (f", and {', '.join(values[:3])}" if values else "")
    name = loop.target.id if isinstance(loop.target, ast.Name) else ""
    value, end = stop.variables.get(name), last_of(loop.iter, stop)
    if value is None or not isinstance(value.scalar, int):
        return head
    return f"the loop in line {loop.lineno} was at `{name}` = {value.scalar}" + (
        f" of {end}" if end is not None else ""
    )


def seen(loop: Loop, stop: Stop) -> list[Evidence]:
    """The values that the head of a loop reads."""
    names = dict.fromkeys(node.id for node in ast.walk(head_of(loop)) if isinstance(node, ast.Name))
    if not isinstance(loop, ast.While):
        names = dict.fromkeys(node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name))
    known = [(name, stop.variables[name]) for name in names if name in stop.variables]
    return [Evidence(stop.line, name, value.text[:80]) for name, value in known if value.type not in HIDDEN]


def last_of(iterable: ast.expr, stop: Stop) -> int | None:
    """The end of a `range`."""
    match iterable:
        case ast.Call(func=ast.Name(id="range"), args=[end] | [_, end] | [_, end, _]):
            found = reckon(end, state_of(stop.variables))
            return found if isinstance(found, int) else None
        case _:
            return None


def advice(facts: Facts, loops: list[tuple[Loop, Stop]], endless: Loop | None) -> tuple[str, ...]:
    """What to do."""
    outer, (inner, stop) = loops[-1][0], loops[0]
    if endless is not None:
        return (f"Leave the loop of line {endless.lineno} with `break`, or go through a `range`",)
    slow = slow_steps(inner, stop)
    if isinstance(inner, ast.While):
        return (
            *slow,
            (
                f"See whether {quoted(facts.program.text(inner.test), 40)} in line {inner.lineno} can "
                f"become false"
            ),
        )
    if len(loops) > 1:
        return (
            *slow,
            f"Go through less in line {outer.lineno}, or find a way that needs no loop inside a loop",
        )
    return (*slow, f"Go through less in line {outer.lineno}, or do less in each round")


def slow_steps(loop: Loop, stop: Stop) -> tuple[str, ...]:
    """Steps in a loop that go through a whole list each time."""
    found = []
    for node in ast.walk(loop):
        match node:
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[ast.Name(id=name)]) if is_long(
                stop.variables.get(name)
            ):
                found.append(
                    f"Make `{name}` a set: `in` goes through the whole list each time, in line {node.lineno}"
                )
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr="index" | "count" | "remove" as attr)
            ) if is_long(stop.variables.get(name)):
                found.append(
                    f"Do without `{name}.{attr}` in line {node.lineno}: it goes through the whole list "
                    f"each time"
                )
            case _:
                continue
    return tuple(dict.fromkeys(found))[:2]


def is_long(value: Value | None) -> bool:
    """Whether a value is a long list."""
    return value is not None and value.type == "list" and (value.length or 0) > 1000
