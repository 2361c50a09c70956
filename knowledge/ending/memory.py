"""Why a program took more memory than it may: the sentences and the fixes, for both ways to notice it."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import callee
from knowledge.calling.returning import Def, inside, returns_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.ending.growing import Growth, growths, largest, size_of, stores
from knowledge.ending.oversized import BIG, size_from
from knowledge.ending.standing import stuck_loop
from knowledge.ending.stopping import Stop, stops, turns_said
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import builtin_called
from knowledge.operating.reckoning import reckon, state_of
from knowledge.program import first_line
from knowledge.provenance import Evidence
from knowledge.telling.edits import is_alone, replaced
from knowledge.telling.wording import quoted

CONSUMERS = frozenset({"sum", "min", "max", "any", "all", "set", "dict", "enumerate"})
FEW = 100


def memory_cause(facts: Facts) -> Cause | None:
    """Say what grew and in which step; without a loop, which single expression was too large."""
    levels = stops(facts)
    if not levels:
        return None
    grown = growths(facts)
    kept = next(stores(facts), None)
    if not grown and kept:
        return of_store(facts, *kept)
    at_once = next((stop for stop in seen_first(levels[:2]) if makes_at_once(stop)), None)
    if grown and not (is_small(grown[0]) and at_once):
        return of_growth(facts, grown[0])
    return of_expression(facts, at_once or levels[0])


def seen_first(levels: list[Stop]) -> list[Stop]:
    """The levels whose variables were seen before one that was only concluded from the trace."""
    return sorted(levels, key=lambda stop: not stop.variables)


def is_small(growth: Growth) -> bool:
    """Whether a container is known to hold little: then what it holds is not where the memory went."""
    return 0 < size_of(growth.value) < FEW


def makes_at_once(stop: Stop) -> bool:
    """Whether the innermost line repeats or shifts something: that may be large in one step."""
    nodes = ast.walk(stop.statement) if stop.statement is not None else ()
    return any(
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Pow | ast.LShift) for node in nodes
    )


def limit_said(facts: Facts) -> str:
    """Say the limit."""
    return f"{facts.run.limits.memory_mb:g} MB"


def of_growth(facts: Facts, growth: Growth) -> Cause:
    """A container that a loop fills."""
    endless = stuck_loop(facts)
    length = f"held {size_of(growth.value)} items" if size_of(growth.value) else "had grown"
    loop = f"the loop in line {growth.loop.lineno} went round {turns_said(facts, growth.loop)}"
    tail = "; the loop cannot end" if endless and endless[0].loop is growth.loop else ""
    grows_itself = (
        isinstance(growth.loop, ast.For)
        and isinstance(growth.loop.iter, ast.Name)
        and growth.loop.iter.id == growth.name
    )
    if grows_itself:
        tail = f"; the loop goes through `{growth.name}` itself, so every round adds one more"
    return Cause(
        "grows-while-iterating" if grows_itself else "grows-without-end" if tail else "grows-too-large",
        f"`{growth.name}` {length}: {quoted(facts.program.text(growth.step), 50)} in line "
        f"{growth.step.lineno} adds to it, and {loop}{tail}",
        facts.program.span(growth.step),
        immediate=f"the program took more than {limit_said(facts)} in line {growth.stop.line}",
        certainty=Certainty.PROVEN if size_of(growth.value) else Certainty.LIKELY,
        evidence=(Evidence(growth.stop.line, f"len({growth.name})", str(size_of(growth.value))),)
        if size_of(growth.value)
        else (),
        suggestions=growth_advice(facts, growth, grows_itself=grows_itself),
        fixes=tuple(growth_fixes(facts, growth, grows_itself=grows_itself)),
    )


def of_store(facts: Facts, name: str, stop: Stop) -> Cause:
    """A container that outlives the function which puts something into it at each call."""
    count, cap = facts.run.trace.hits.get(stop.line, 0), facts.run.trace.cap
    often = f"more than {count}" if count >= cap else str(count)
    text = quoted(facts.source.code_line(stop.line), 50)
    return Cause(
        "grows-too-large",
        f"`{name}` keeps everything that {text} in line {stop.line} put into it, {often} times; it outlives "
        f"the call of `{stop.function.rpartition('.')[2]}`, so its memory is never given back",
        facts.source.line_span(stop.line),
        immediate=f"the program took more than {limit_said(facts)} in line {stops(facts)[0].line}",
        certainty=Certainty.LIKELY,
        suggestions=(f"Let `{name}` hold a limited number of items, or keep only what is needed later",),
    )


def growth_advice(facts: Facts, growth: Growth, *, grows_itself: bool) -> tuple[str, ...]:
    """What to do instead of keeping everything."""
    if grows_itself:
        return (f"Go through a copy: `for … in list({growth.name})` in line {growth.loop.lineno}",)
    function = facts.program.function(growth.step)
    if isinstance(function, ast.FunctionDef) and is_filler(function, growth.name):
        return (
            (
                f"Hand out the items one by one: `yield` them in `{function.name}` instead of keeping them "
                f"in `{growth.name}`"
            ),
            f"Keep in `{growth.name}` only what is needed later",
        )
    return (
        (
            f"Keep in `{growth.name}` only what is needed later, or work on each item at once in line "
            f"{growth.step.lineno}"
        ),
    )


def growth_fixes(facts: Facts, growth: Growth, *, grows_itself: bool) -> Iterator[Fix]:
    """Go through a copy; or make the function a generator where its result is gone through once."""
    if grows_itself and isinstance(growth.loop, ast.For):
        yield Fix(
            f"Go through a copy of `{growth.name}`",
            (replaced(facts.program, growth.loop.iter, f"list({growth.name})"),),
        )
    function = facts.program.function(growth.step)
    if (
        isinstance(function, ast.FunctionDef)
        and is_filler(function, growth.name)
        and is_consumed(facts, function)
    ):
        edits = generator_edits(facts, function, growth.name)
        if edits:
            yield Fix(f"Let `{function.name}` yield the items instead of collecting them", edits)


def is_filler(function: Def, name: str) -> bool:
    """Whether a function makes an empty list, only appends to it, and returns it at the end."""
    uses = [node for node in inside(function) if isinstance(node, ast.Name) and node.id == name]
    appends = list(appends_in(function, name))
    last = function.body[-1]
    made = [node for node in function.body if isinstance(node, ast.Assign) and is_empty_list(node, name)]
    gives = isinstance(last, ast.Return) and isinstance(last.value, ast.Name) and last.value.id == name
    return (
        gives
        and len(made) == 1
        and len(returns_of(function)) == 1
        and len(uses) == len(appends) + 2
        and bool(appends)
    )


def is_empty_list(node: ast.Assign, name: str) -> bool:
    """Whether a statement is `name = []`."""
    match node:
        case ast.Assign(targets=[ast.Name(id=target)], value=ast.List(elts=[])):
            return target == name
        case _:
            return False


def appends_in(function: Def, name: str) -> Iterator[ast.Expr]:
    """Yield the statements `name.append(item)`."""
    for node in inside(function):
        match node:
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr="append"), args=[_])
            ) if owner == name:
                yield node
            case _:
                continue


def is_consumed(facts: Facts, function: Def) -> bool:
    """Whether every call of the function is gone through on the spot: by a loop, a sum, a minimum."""
    calls = [
        node for node in facts.program.nodes if isinstance(node, ast.Call) and callee(facts, node) is function
    ]
    return bool(calls) and all(is_gone_through(facts, call) for call in calls)


def is_gone_through(facts: Facts, call: ast.Call) -> bool:
    """Whether the result of a call is gone through once and kept by nobody."""
    parent = facts.program.parent(call)
    if isinstance(parent, ast.For | ast.comprehension):
        return parent.iter is call
    return (
        isinstance(parent, ast.Call)
        and builtin_called(facts, parent) in CONSUMERS
        and parent.args[:1] == [call]
    )


def generator_edits(facts: Facts, function: Def, name: str) -> tuple[Edit, ...]:
    """Take out `name = []` and the `return`, and write `yield` for every `append`."""
    made = next(node for node in function.body if isinstance(node, ast.Assign) and is_empty_list(node, name))
    gone = [made, function.body[-1]]
    if not all(is_alone(facts.program, node) for node in gone):
        return ()
    edits = [Edit(Span(first_line(node), 0, (node.end_lineno or node.lineno) + 1, 0), "") for node in gone]
    for node in appends_in(function, name):
        item = facts.program.text(node.value.args[0])  # type: ignore[attr-defined]  # appends_in yields calls only
        edits.append(replaced(facts.program, node, f"yield {item}"))
    return tuple(edits)


def of_expression(facts: Facts, stop: Stop) -> Cause:
    """One expression that makes something large at once."""
    heavy = next(large_parts(facts, stop), None)
    line = facts.source.line_span(stop.line)
    big = largest(stop)
    size = size_from(facts, heavy, stop)
    made = f"; {quoted(size[1], 40)} in line {size[0].line} made {size[2]}" if size else ""
    told = f"; `{big[0]}` held {size_of(big[1])} items" if big else ""
    text = quoted(facts.program.text(heavy) if heavy is not None else facts.source.code_line(stop.line), 60)
    return Cause(
        "too-large-at-once",
        f"{text} in line {stop.line} makes it at once{sizes(heavy, stop)}{told}{made}",
        size[0] if size else facts.program.span(heavy) if heavy is not None else line,
        immediate=f"the program took more than {limit_said(facts)} in line {stop.line}",
        certainty=Certainty.LIKELY,
        suggestions=(advice(heavy),),
        fixes=tuple(lazy(facts, heavy)) if heavy is not None else (),
    )


def large_parts(facts: Facts, stop: Stop) -> Iterator[ast.expr]:
    """Yield the parts of the line that make something large: products, powers, lists of a range."""
    nodes = list(ast.walk(stop.statement)) if stop.statement is not None else []
    yield from (node for node in nodes if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp))
    yield from (
        node
        for node in nodes
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Pow | ast.LShift)
    )
    makers = ("list", "set", "tuple", "dict", "bytearray", "bytes", "sorted")
    yield from (
        node for node in nodes if isinstance(node, ast.Call) and builtin_called(facts, node) in makers
    )
    yield from (node for node in nodes if isinstance(node, ast.Call))


def sizes(node: ast.expr | None, stop: Stop) -> str:
    """Say the large numbers in an expression."""
    parts = [part for part in ast.walk(node) if isinstance(part, ast.expr)] if node is not None else []
    state = state_of(stop.variables)
    found = [(part, reckon(part, state)) for part in parts if not isinstance(part, ast.Constant)]
    large = [
        f"`{ast.unparse(part)[:30]}` is {value}"
        for part, value in found
        if isinstance(value, int) and abs(value) >= BIG
    ]
    return f": {large[0]}" if large else ""


def advice(node: ast.expr | None) -> str:
    """What to do instead."""
    match node:
        case ast.ListComp():
            return "Write round brackets instead of square ones, and go through the items one by one"
        case ast.BinOp(op=ast.Pow() | ast.LShift()):
            return "Use smaller numbers, or floats"
        case ast.Call(func=ast.Name(id="list" | "tuple" | "sorted" | "set")):
            return "Go through the items one by one instead of keeping all of them"
        case _:
            return "Make it smaller, or work on it piece by piece"


def lazy(facts: Facts, node: ast.expr) -> Iterator[Fix]:
    """A comprehension that is only summed up needs no list."""
    parent = facts.program.parent(node)
    inside_sum = (
        isinstance(parent, ast.Call) and builtin_called(facts, parent) in CONSUMERS and parent.args == [node]
    )
    if isinstance(node, ast.ListComp) and inside_sum:
        span = facts.program.span(node)
        opening = Edit(Span(span.line, span.column, span.line, span.column + 1), "")
        closing = Edit(Span(span.end_line, span.end_column - 1, span.end_line, span.end_column), "")
        yield Fix("Leave the square brackets out: one item at a time", (opening, closing))
    if isinstance(node, ast.Call) and builtin_called(facts, node) == "list" and len(node.args) == 1:
        yield Fix(
            "Leave `list` out: one item at a time",
            (replaced(facts.program, node, facts.program.text(node.args[0])),),
        )
