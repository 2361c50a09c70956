"""A stuck loop that stops after a few turns and prints what stands still."""

import ast
from collections.abc import Iterator, Mapping

from analyzer.recovery.expanding import counterpart, expanded
from analyzer.recovery.probing import probe
from analyzer.recovery.stopping import inside, levels_of
from analyzer.recovery.watching import MOST_WATCHED, UNSEEN, is_telling
from executor.child.masking import is_secret_name
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.program import Program, first_line
from knowledge.telling.edits import is_alone
from knowledge.value import Value

TURNS = 5
COUNTERS = ("turn", "turns", "turn_number", "loop_turn", "loop_turn_number")
type Loop = ast.While | ast.For | ast.AsyncFor

LOOPS = (ast.While, ast.For, ast.AsyncFor)
INDENT = "    "


def with_turns(facts: Facts) -> str | None:
    """The program with a counter in the loop that does not end; None where no such loop is known."""
    found, counter = stuck_loop(facts), free_name(facts)
    if found is None or counter is None or "print" in facts.program.scopes.root.bindings:
        return None
    loop, known = found
    call = probe(f"turn {{{counter}}}", seen_in(loop, known))
    program, loop = with_a_block(facts.program, loop)
    first, source = first_line(loop.body[0]), program.source
    if call is None or not is_alone(program, loop) or first == loop.lineno:
        return None
    before = f"{source.indentation(loop.lineno)}{counter} = 0\n"
    edits = [Edit(Span(loop.lineno, 0, loop.lineno, 0), before)]
    inside_it = counting(counter, call, source.indentation(first))
    return source.edited([*edits, Edit(Span(first, 0, first, 0), inside_it)])


def with_a_block(program: Program, loop: Loop) -> tuple[Program, Loop]:
    """The loop with a body on lines of its own, where it shares its line with it and can be written so."""
    shares = first_line(loop.body[0]) == loop.lineno
    other = expanded(program, loop.body[0]) if shares else None
    found = counterpart(program, loop, other) if other else None
    return (other, found) if other and isinstance(found, LOOPS) else (program, loop)


def counting(counter: str, call: str, margin: str) -> str:
    """The lines that count a turn, print, and stop after some."""
    lines = [
        f"{counter} += 1",
        call.replace('print("', 'print(f"', 1),
        f"if {counter} == {TURNS}:",
        f"{INDENT}raise SystemExit",
    ]
    return "".join(f"{margin}{line}\n" for line in lines)


def stuck_loop(facts: Facts) -> tuple[Loop, Mapping[str, Value]] | None:
    """The loop around the place of the stop that turned most often, and the variables of its frame.

    The trace stops counting at some number of turns; of those that came so far it is the outermost.
    """
    best: tuple[int, Loop, Mapping[str, Value]] | None = None
    for level in levels_of(facts.program, facts.run):
        for loop in inside(facts.program, level.statement):
            if isinstance(loop, LOOPS):
                turns = facts.run.trace.hits.get(first_line(loop.body[0]), 0)
                best = best if best and best[0] >= turns else (turns, loop, level.variables)
    return best[1:] if best else None


def free_name(facts: Facts) -> str | None:
    """A name for the counter that the program does not use."""
    taken = {use.name for use in facts.program.scopes.uses}
    taken |= {name for scope in facts.program.scopes.all for name in scope.bindings}
    return next((name for name in COUNTERS if name not in taken), None)


def seen_in(loop: Loop, known: Mapping[str, Value]) -> dict[str, Value]:
    """The variables that decide whether the loop goes on, then those that it sets.

    Where the frame's variables were not seen, their names are all there is.
    """
    names = dict.fromkeys(names_of(loop))
    if known:
        found = {name: known[name] for name in names if name in known and is_telling(known[name])}
    else:
        found = {name: UNSEEN for name in names if not is_secret_name(name)}
    return dict(list(found.items())[:MOST_WATCHED])


def names_of(loop: Loop) -> Iterator[str]:
    """Yield the names in the loop's condition, then those that its body changes."""
    if isinstance(loop, ast.While):
        called = {node.func for node in ast.walk(loop.test) if isinstance(node, ast.Call)}
        yield from (
            node.id for node in ast.walk(loop.test) if isinstance(node, ast.Name) and node not in called
        )
    else:
        yield from (node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name))
    for part in loop.body:
        for node in ast.walk(part):
            if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                yield node.target.id
