"""timeout: one single operation took all of the time."""

import ast
from collections.abc import Iterator

from knowledge.cause import Cause, Certainty
from knowledge.ending.stopping import Stop, stops
from knowledge.ending.working import is_told, loops_at_work
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.reckoning import reckon, state_of
from knowledge.telling.wording import quoted

MANY = 10_000
PATTERNS = frozenset({"match", "search", "findall", "fullmatch", "sub", "finditer", "split"})
CHEAP = frozenset({"print", "len", "str", "repr"})


@explains("timeout")
def long_operation(facts: Facts) -> Cause | None:
    """Name the power or the call on the line, with the sizes that it works on."""
    levels = stops(facts)
    if not levels or is_told(facts) or loops_at_work(facts) or levels[0].statement is None:
        return None
    stop = levels[0]
    heavy = next(heaviest(levels[0].statement, stop.line), None)
    text = quoted(facts.program.text(heavy) if heavy is not None else facts.source.code_line(stop.line), 60)
    return Cause(
        "long-operation",
        f"{text} in line {stop.line} took all of the time" + sizes(heavy, stop),
        facts.program.span(heavy) if heavy is not None else facts.source.line_span(stop.line),
        immediate=f"line {stop.line} was still being worked on after {facts.run.limits.seconds:g} s",
        certainty=Certainty.LIKELY,
        suggestions=(advice(heavy),),
    )


def heaviest(statement: ast.stmt, line: int) -> Iterator[ast.expr]:
    """Yield what can have taken the time: powers first, then calls, those that only show something last."""
    nodes = [node for node in ast.walk(statement) if getattr(node, "lineno", 0) == line]
    yield from (
        node for node in nodes if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow | ast.LShift)
    )
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    yield from sorted(calls, key=is_cheap)


def is_cheap(call: ast.Call) -> bool:
    """Whether a call only shows what others made."""
    return isinstance(call.func, ast.Name) and call.func.id in CHEAP


def sizes(node: ast.expr | None, stop: Stop) -> str:
    """Say how large the values in it are."""
    parts = [part for part in ast.walk(node) if isinstance(part, ast.Name)] if node is not None else []
    told = {}
    for part in parts:
        value, number = stop.variables.get(part.id), reckon(part, state_of(stop.variables))
        if isinstance(number, int) and abs(number) >= MANY:
            told[part.id] = f"`{part.id}` is {number}"
        elif value is not None and (value.length or 0) >= MANY:
            told[part.id] = f"`{part.id}` has length {value.length}"
    return f": {', '.join(told.values())}" if told else ""


def advice(node: ast.expr | None) -> str:
    """What to do instead."""
    match node:
        case ast.BinOp(op=ast.Pow()):
            return (
                "Use smaller numbers, floats, or `pow(base, exponent, modulus)` where only a rest is wanted"
            )
        case ast.Call(func=ast.Attribute(attr=name)) if name in PATTERNS:
            return (
                "Write the pattern without one repetition inside another: such patterns try every "
                "way to split the text"
            )
        case _:
            return "Give this operation less to do, or split it into parts"
