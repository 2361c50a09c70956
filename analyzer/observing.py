"""Looks at a loop that does not end, round by round: a second run in which the loop tells how it stands.

What it tells are hashes of the values that decide whether it goes on. They show what stays the same and
what comes back, and give no value away.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace

from knowledge.ending.controlling import Controls, controls_of, is_repeatable
from knowledge.ending.standing import stuck_loop
from knowledge.ending.stopping import is_hot, loops_around, stops
from knowledge.ending.waits import waiting_call
from knowledge.facts import Facts, Rounds
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.run import Ending, Run
from knowledge.source import Source, source_of

ENDLESS = frozenset({Ending.TIMEOUT, Ending.OUTPUT})
MOST_LOOPS = 3
MOST_ROUNDS = 240
LONGEST = 1.0
"""Seconds."""

MARK = "\x1eraydx round "
PRELUDE = """
def _raydx_shape(value, depth, known, _all=(int, float, str, bool, bytes, complex, type(None))):
    kind = type(value)
    if kind in _all:
        return (kind.__name__, value if kind is not float or value == value else "nan")
    if depth > 60 or len(known) > 400:
        raise LookupError
    known.append(value)
    inner = lambda one: _raydx_shape(one, depth + 1, known)
    if kind.__name__ in ("list", "tuple", "deque", "range") and len(value) <= 200:
        return (kind.__name__, tuple([inner(one) for one in value]))
    if kind.__name__ in ("dict", "defaultdict", "Counter", "OrderedDict") and len(value) <= 200:
        return (kind.__name__, tuple([(inner(key), inner(value[key])) for key in value]))
    if kind.__name__ in ("set", "frozenset") and len(value) <= 200:
        return (kind.__name__, frozenset([inner(one) for one in value]))
    if kind.__name__ in ("function", "type", "module", "builtin_function_or_method"):
        return (kind.__name__, id(value))
    if kind.__module__ != __name__ or len([one for one in known if one is value]) > 1:
        if kind.__module__ == __name__:
            return (kind.__name__, id(value))
        raise LookupError
    return (kind.__name__, id(value), inner(dict(value.__dict__)))

def _raydx_round(loop, places, names, own=globals(), say=print, state={}):
    told = []
    for place in places:
        first, *rest = place.split(".")
        try:
            value = names[first] if first in names else own[first]
            for attribute in rest:
                value = value.__dict__[attribute]
            told.append(str(hash(_raydx_shape(value, 0, []))))
        except (LookupError, AttributeError, TypeError):
            told.append("x" if first not in names and first not in own else "?")
    state[loop] = state.get(loop, 0) + 1
    say("\\n" + MARK, loop, state.get(-loop, 0), *told, flush=True)
    if state[loop] >= MOST:
        raise SystemExit

def _raydx_enter(loop, state=_raydx_round.__defaults__[2]):
    state[loop], state[-loop] = 0, state.get(-loop, 0) + 1

_raydx_locals = locals
"""


def observed(facts: Facts, execute: Callable[[Source, Limits], Run]) -> Facts:
    """Add what the loops around the stop looked like, where the run did not tell why they go on."""
    if facts.run.ending not in ENDLESS or stuck_loop(facts) or waiting_call(facts):
        return facts
    loops = dict(list(watchable(facts).items())[:MOST_LOOPS])
    if not loops or not is_repeatable(facts):
        return facts
    limits = replace(facts.run.limits, seconds=min(facts.run.limits.seconds, LONGEST))
    run = execute(source_of(telling(facts, loops)), limits)
    return replace(facts, rounds=rounds_in(run.stdout.text, loops))


def watchable(facts: Facts) -> dict[int, Controls]:
    """The loops that were going, by their lines, with what decides whether they go on."""
    found: dict[int, Controls] = {}
    for stop in stops(facts):
        for loop in loops_around(facts, stop):
            if isinstance(loop, ast.While) and is_hot(facts, loop) and (controls := controls_of(facts, loop)):
                found[loop.lineno] = controls
    return found


def telling(facts: Facts, loops: Mapping[int, Controls]) -> str:
    """The program, with a call at the start of every round of the loops, and one before each of them."""
    program = program_of(facts.source)
    tree = Telling(loops).visit(program.tree) if program else facts.program.tree
    body = tree.body
    future = [node for node in body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    rest = [node for node in body if node not in future]
    prelude = PRELUDE.replace("MARK", repr(MARK)).replace("MOST", str(MOST_ROUNDS))
    tree.body = [*future, *ast.parse(prelude).body, *rest]
    return ast.unparse(ast.fix_missing_locations(tree))


class Telling(ast.NodeTransformer):
    """Puts the calls into the loops of some lines."""

    def __init__(self, loops: Mapping[int, Controls]) -> None:
        """Keep the lines."""
        self.loops = loops

    def visit_While(self, node: ast.While) -> ast.AST | list[ast.AST]:
        """Tell at the start of every round; count how often the loop was come to."""
        self.generic_visit(node)
        controls = self.loops.get(node.lineno)
        if controls is None:
            return node
        call = f"_raydx_round({node.lineno}, {controls.behind!r}, _raydx_locals())"
        node.body.insert(0, ast.parse(call).body[0])
        return [ast.parse(f"_raydx_enter({node.lineno})").body[0], node]


def rounds_in(text: str, loops: Mapping[int, Controls]) -> dict[int, Rounds]:
    """What each loop told when it was come to for the last time."""
    told: dict[int, tuple[str, list[tuple[str, ...]]]] = {}
    for line in text.split("\n"):
        _, mark, rest = line.partition(MARK)
        words = rest.split() if mark else []
        loop = next((one for one in loops if words[:1] == [str(one)]), None)
        if loop is None or len(words) != len(loops[loop].behind) + 2:
            continue
        if loop not in told or told[loop][0] != words[1]:
            told[loop] = (words[1], [])
        told[loop][1].append(tuple(words[2:]))
    return {
        line: Rounds(loops[line].places, loops[line].behind, tuple(rows)) for line, (_, rows) in told.items()
    }
