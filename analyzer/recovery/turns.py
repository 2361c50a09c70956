"""A stuck loop that stops after a few turns and prints what stands still."""

import ast
from collections.abc import Iterator

from analyzer.recovery.stopping import inside, levels_of
from analyzer.recovery.watching import is_telling, probe
from knowledge.edits import is_alone
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.program import first_line
from knowledge.value import Value

TURNS = 5
COUNTERS = ("turn", "turns", "turn_number", "loop_turn", "loop_turn_number")
LOOPS = (ast.While, ast.For, ast.AsyncFor)
INDENT = "    "


def with_turns(facts: Facts) -> str | None:
    """The program with a counter in the loop that does not end; None where no such loop is known."""
    loop, counter = stuck_loop(facts), free_name(facts)
    if loop is None or counter is None or "print" in facts.program.scopes.root.bindings:
        return None
    call = probe(f"turn {{{counter}}}", seen_in(facts, loop))
    if call is None or not is_alone(facts.program, loop) or first_line(loop.body[0]) == loop.lineno:
        return None
    margin = facts.source.indentation(loop.lineno)
    inner = facts.source.indentation(first_line(loop.body[0]))
    lines = [
        f"{counter} += 1",
        call.replace('print("', 'print(f"', 1),
        f"if {counter} == {TURNS}:",
        f"{INDENT}raise SystemExit",
    ]
    body = "".join(f"{inner}{line}\n" for line in lines)
    first = first_line(loop.body[0])
    before = Edit(Span(loop.lineno, 0, loop.lineno, 0), f"{margin}{counter} = 0\n")
    return facts.source.edited([before, Edit(Span(first, 0, first, 0), body)])


def stuck_loop(facts: Facts) -> ast.While | ast.For | ast.AsyncFor | None:
    """The outermost loop of the innermost frame that has begun often enough, else the innermost one."""
    levels = levels_of(facts.program, facts.run)
    around = inside(facts.program, levels[-1].statement) if levels else []
    loops = [node for node in around if isinstance(node, LOOPS)]
    often = [loop for loop in loops if facts.run.trace.hits.get(first_line(loop.body[0]), 0) >= TURNS]
    return next(iter(often or loops[-1:]), None)


def free_name(facts: Facts) -> str | None:
    """A name for the counter that the program does not use."""
    taken = {use.name for use in facts.program.scopes.uses}
    taken |= {name for scope in facts.program.scopes.all for name in scope.bindings}
    return next((name for name in COUNTERS if name not in taken), None)


def seen_in(facts: Facts, loop: ast.While | ast.For | ast.AsyncFor) -> dict[str, Value]:
    """The variables that decide whether the loop goes on, then those that it sets."""
    known = facts.crash.variables if facts.crash else facts.run.variables
    found = {name: known[name] for name in names_of(loop) if name in known and is_telling(known[name])}
    return dict(list(found.items())[:4])


def names_of(loop: ast.While | ast.For | ast.AsyncFor) -> Iterator[str]:
    """Yield the names in the loop's condition, then those in its body."""
    head = loop.test if isinstance(loop, ast.While) else loop.target
    for part in (head, *loop.body):
        yield from (node.id for node in ast.walk(part) if isinstance(node, ast.Name))
