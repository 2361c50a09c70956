"""Why a loop does not end, by how it stood round after round in a second run."""

import ast

from knowledge.ending.controlling import changes, places_in
from knowledge.ending.growing import GROWS
from knowledge.ending.stopping import within
from knowledge.ending.verdict import Verdict
from knowledge.facts import Facts, Rounds
from knowledge.program import first_line

FEWEST = 60
UNTOLD = "?"

type Rows = tuple[tuple[str, ...], ...]


def watched(facts: Facts, loop: ast.While) -> Verdict | None:
    """Say what stayed the same, or what came back; None where something new happened in every round."""
    rounds = facts.rounds.get(loop.lineno)
    if rounds is None or len(rounds.rows) < FEWEST:
        return None
    rows = rounds.rows[len(rounds.rows) // 3 :]
    columns = [rounds.behind.index(place) for place in rounds.places]
    direct = tuple(tuple(row[column] for column in columns) for row in rows)
    made = [one for one in changes_of(loop, rounds.places) if one is not loop]
    if any(UNTOLD in row for row in direct):
        return None
    if period_of(direct) == 1:
        stays = period_of(rows) == 1 and not any(UNTOLD in row for row in rows)
        return standstill(facts, loop, rounds, made) if stays else not_reached(facts, loop, rounds, made)
    period = None if any(UNTOLD in row for row in rows) else period_of(rows)
    if period is None:
        return None
    return Verdict("in-circles", loop, told(rounds, direct), next(filter(is_growth, made), None), period)


def told(rounds: Rounds, direct: Rows) -> tuple[str, ...]:
    """The places that change, of those that decide."""
    return tuple(
        place
        for place, column in zip(rounds.places, zip(*direct, strict=True), strict=True)
        if len({*column}) > 1
    )


def period_of(rows: Rows) -> int | None:
    """After how many rounds everything is as it was, all the time; None where it never is."""
    for period in range(1, len(rows) // 3 + 1):
        if rows[period:] == rows[:-period]:
            return period
    return None


def changes_of(loop: ast.While, places: tuple[str, ...]) -> list[ast.stmt]:
    """The statements of the body that change one of the places, as far as the text tells."""
    wanted = dict.fromkeys(places)
    found: list[ast.stmt] = []
    for node in within(loop.body):
        match node:
            case ast.Assign(targets=targets) | ast.Delete(targets=targets):
                is_change = any(changes(target, wanted) for target in targets)
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target) | ast.For(target=target):
                is_change = changes(target, wanted)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner))):
                is_change = changes(owner, wanted)
            case _:
                continue
        if is_change:
            found.append(node)
    return sorted(found, key=first_line)


def is_growth(change: ast.stmt) -> bool:
    """Whether a statement puts something into a container."""
    match change:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=attr))):
            return attr in GROWS
        case _:
            return False


def standstill(facts: Facts, loop: ast.While, rounds: Rounds, made: list[ast.stmt]) -> Verdict:
    """Nothing that the loop works with changes any more."""
    if jump := skipping(facts, loop, made):
        return Verdict("skipped", loop, moved(made, rounds), jump)
    if not made and not calls_own(loop, rounds):
        return Verdict("unchanged", loop, rounds.places)
    reset = resetting(loop, made)
    if reset is not None:
        return reset
    change = made[0] if len(made) == 1 else None
    return Verdict(
        "stands-still", loop, moved(made, rounds), change, 1, roots(facts, loop, change) if change else ()
    )


def calls_own(loop: ast.While, rounds: Rounds) -> bool:
    """Whether a method called in the loop, or an attribute, may be what was meant to change."""
    heads = {place.partition(".")[0] for place in rounds.places if "." in place}
    calls = [node for node in within([ast.Expr(loop.test), *loop.body]) if isinstance(node, ast.Call)]
    return any(
        isinstance(part, ast.Name) and part.id in heads | {*rounds.places}
        for call in calls
        if isinstance(call.func, ast.Attribute)
        for part in ast.walk(call.func)
    )


def moved(made: list[ast.stmt], rounds: Rounds) -> tuple[str, ...]:
    """The places that some statement was to change; all of them where none does."""
    found = [place for place in rounds.places for one in made if touched(one, place)]
    return tuple(dict.fromkeys(found)) or rounds.places


def touched(change: ast.stmt, place: str) -> bool:
    """Whether a statement changes this place."""
    wanted = {place: None}
    match change:
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            return any(changes(target, wanted) for target in targets)
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target) | ast.For(target=target):
            return changes(target, wanted)
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner))):
            return changes(owner, wanted)
        case _:
            return False


def skipping(facts: Facts, loop: ast.While, made: list[ast.stmt]) -> ast.Continue | None:
    """The `continue` that was reached and that stands before everything that would change something."""
    jumps = [
        node for node in within(loop.body) if isinstance(node, ast.Continue) and facts.reached(node.lineno)
    ]
    last = [one for one in made if one in loop.body]
    first = min(jumps, key=first_line, default=None)
    if first is None or len(last) != len(made) or not made or first_line(made[0]) < first.lineno:
        return None
    inner = [above for above in facts.program.ancestors(first) if isinstance(above, ast.While | ast.For)]
    return first if inner and inner[0] is loop else None


def resetting(loop: ast.While, made: list[ast.stmt]) -> Verdict | None:
    """A place that every round sets to the same constant before something else changes it."""
    for one in made:
        match one:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()) if (
                one in loop.body and len([other for other in made if touched(other, name)]) > 1
            ):
                return Verdict("stands-still", loop, (name,), one, 1)
            case _:
                continue
    return None


def roots(facts: Facts, loop: ast.While, change: ast.stmt) -> tuple[str, ...]:
    """What a change reads, where the loop changes none of it."""
    if not isinstance(change, ast.Assign):
        return ()
    reads = tuple(dict.fromkeys(places_in(facts, change.value)))
    return () if changes_of(loop, reads) else reads


def not_reached(facts: Facts, loop: ast.While, rounds: Rounds, made: list[ast.stmt]) -> Verdict | None:
    """Other things change, and the one statement that would change what decides is never come to."""
    if reset := resetting(loop, made):
        return reset
    match made:
        case [ast.Assign(value=ast.Constant()) as change]:
            return Verdict("not-reached", loop, moved(made, rounds), change)
        case [change] if not facts.reached(first_line(change)):
            return Verdict("not-reached", loop, moved(made, rounds), change)
        case _:
            return None
