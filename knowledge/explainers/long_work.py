"""timeout: the program works, and has too much to do."""

import ast

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.reckoning import reckon, state_of
from knowledge.recursing import recursive
from knowledge.standing import stuck_loop
from knowledge.stopping import Loop, Stop, is_hot, loops_around, stops, turns_said
from knowledge.value import Value
from knowledge.waits import waiting_call
from knowledge.wording import quoted

MANY = 10_000


@explains("timeout")
def long_work(facts: Facts) -> Cause | None:
    """Say how far the loops came, or which single operation took the time."""
    levels = stops(facts)
    if (
        not levels
        or stuck_loop(facts)
        or waiting_call(facts)
        or any(recursive(facts, stop) for stop in levels)
    ):
        return None
    loops = [(loop, stop) for stop in levels for loop in loops_around(facts, stop) if is_hot(facts, loop)]
    return in_loops(facts, loops) if loops else in_operation(facts, levels[0])


def in_loops(facts: Facts, loops: list[tuple[Loop, Stop]]) -> Cause:
    """The loops that were going, outermost first, with their progress."""
    outer, stop = loops[-1]
    inner = loops[0][0]
    told = [progress(facts, loop, level) for loop, level in reversed(loops)]
    nested = f"{len(loops)} loops lie inside each other" if len(loops) > 1 else "one loop was going"
    slow = slow_steps(facts, inner, loops[0][1])
    span = facts.program.span(outer)
    return Cause(
        "too-much-work",
        f"{nested}: {'; '.join(told)}",
        Span(span.line, span.column, span.line, len(facts.source.sent_lines[span.line - 1])),
        immediate=f"line {loops[0][1].line} was still being worked on after {facts.run.limits.seconds:g} s",
        certainty=Certainty.LIKELY,
        suggestions=(
            *slow,
            f"Go through less in line {outer.lineno}, or find a way that needs no loop inside a loop"
            if len(loops) > 1
            else f"Go through less in line {outer.lineno}, or do less in each round",
        ),
        factors=slow,
    )


def progress(facts: Facts, loop: Loop, stop: Stop) -> str:
    """Say how far a loop is."""
    head = f"the loop in line {loop.lineno} went round {turns_said(facts, loop)}"
    if isinstance(loop, ast.While):
        return head
    name = loop.target.id if isinstance(loop.target, ast.Name) else None
    value = stop.variables.get(name or "")
    end = last_of(loop.iter, stop)
    if value is None or not isinstance(value.scalar, int):
        return head
    return f"the loop in line {loop.lineno} was at `{name}` = {value.scalar}" + (
        f" of {end}" if end is not None else ""
    )


def last_of(iterable: ast.expr, stop: Stop) -> int | None:
    """The end of a `range`."""
    match iterable:
        case ast.Call(func=ast.Name(id="range"), args=[end] | [_, end] | [_, end, _]):
            found = reckon(end, state_of(stop.variables))
            return found if isinstance(found, int) else None
        case _:
            return None


def slow_steps(facts: Facts, loop: Loop, stop: Stop) -> tuple[str, ...]:
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
                found.append(f"`{name}.{attr}` in line {node.lineno} goes through the whole list each time")
            case _:
                continue
    return tuple(dict.fromkeys(found))[:2]


def is_long(value: Value | None) -> bool:
    """Whether a value is a long list."""
    return value is not None and value.type == "list" and (value.length or 0) > 1000


def in_operation(facts: Facts, stop: Stop) -> Cause | None:
    """No loop of the program was going: one line alone took the time."""
    statement = stop.statement
    if statement is None:
        return None
    heavy = heaviest(facts, statement, stop)
    text = quoted(facts.program.text(heavy) if heavy is not None else facts.source.code_line(stop.line), 60)
    return Cause(
        "long-operation",
        f"{text} in line {stop.line} alone took the time" + sizes(facts, heavy, stop),
        facts.program.span(heavy) if heavy is not None else facts.source.line_span(stop.line),
        immediate=f"line {stop.line} was still being worked on after {facts.run.limits.seconds:g} s",
        certainty=Certainty.LIKELY,
        suggestions=(advice(heavy),),
    )


def heaviest(facts: Facts, statement: ast.stmt, stop: Stop) -> ast.expr | None:
    """The power or the call on the line that can have taken the time."""
    nodes = [node for node in ast.walk(statement) if getattr(node, "lineno", 0) == stop.line]
    powers = [
        node for node in nodes if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow | ast.LShift)
    ]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    return next(iter([*powers, *calls]), None)


def sizes(facts: Facts, node: ast.expr | None, stop: Stop) -> str:
    """Say how large the values in it are."""
    names = (
        dict.fromkeys(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
        if node is not None
        else {}
    )
    told = []
    for name in names:
        value = stop.variables.get(name)
        if value is not None and isinstance(value.scalar, int) and abs(value.scalar) >= MANY:
            told.append(f"`{name}` is {value.scalar}")
        elif value is not None and (value.length or 0) >= MANY:
            told.append(f"`{name}` has length {value.length}")
    return f": {', '.join(told)}" if told else ""


def advice(node: ast.expr | None) -> str:
    """What to do instead."""
    match node:
        case ast.BinOp(op=ast.Pow()):
            return (
                "Use smaller numbers, floats, or `pow(base, exponent, modulus)` where only a rest is wanted"
            )
        case ast.Call(
            func=ast.Attribute(attr="match" | "search" | "findall" | "fullmatch" | "sub" | "finditer")
        ):
            return "Write the pattern without one repetition inside another: such patterns try every way to split the text"
        case _:
            return "Give this operation less to do, or split it into parts"
