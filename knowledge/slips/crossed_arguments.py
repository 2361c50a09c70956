"""Two arguments that stand in each other's place."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import callee, is_bound, methods_of
from knowledge.calling.returning import Def
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=0)
def crossed_arguments(facts: Facts) -> Iterator[Fix]:
    """Swap two arguments of which one speaks of the other's parameter, and not of its own."""
    for call, function, names in calls_of_own(facts):
        for row, other in pairs(len(call.args)):
            told = [spoken(call.args[at]) for at in (row, other)]
            crossed = names[other] in told[0] or names[row] in told[1]
            straight = names[row] in told[0] or names[other] in told[1]
            if crossed and not straight:
                yield swapped(facts.program, call, (row, other), function)


def calls_of_own(facts: Facts) -> Iterator[tuple[ast.Call, Def, list[str]]]:
    """Yield the calls that the run came to with the function that is called, and a name for each argument."""
    for call in facts.program.by_type.get(ast.Call, []):
        if not isinstance(call, ast.Call) or not facts.reached(call.lineno) or len(call.args) < 2:
            continue
        function = called(facts, call)
        if function is None or any(isinstance(one, ast.Starred) for one in call.args):
            continue
        names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
        bound = function.name == "__init__" or is_bound(facts.program, call, function)
        names = names[1:] if bound else names
        if len(call.args) <= len(names):
            yield call, function, names


def called(facts: Facts, call: ast.Call) -> Def | None:
    """The function that a call runs; of a class, its `__init__`."""
    found = callee(facts, call)
    if isinstance(found, ast.ClassDef):
        return next((one for one in methods_of(facts.program, found) if one.name == "__init__"), None)
    return found


def pairs(count: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows, neighbours first."""
    for distance in range(1, min(count, 4)):
        yield from ((row, row + distance) for row in range(count - distance))


def spoken(node: ast.expr) -> set[str]:
    """The words by which an expression names what it is: variables, attributes, keys."""
    found: set[str] = set()
    for part in ast.walk(node):
        match part:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.Constant(value=str(word)):
                found.add(word)
            case _:
                continue
    return found


def swapped(program: Program, call: ast.Call, rows: tuple[int, int], function: Def) -> Fix:
    """Write two arguments in each other's place."""
    one, other = (call.args[row] for row in rows)
    texts = [program.text(one), program.text(other)]
    return Fix(
        f"Swap {quoted(texts[0], 40)} and {quoted(texts[1], 40)} in line {call.lineno}",
        (replaced(program, one, texts[1]), replaced(program, other, texts[0])),
        birth=program.span(call),
        code="argument-order",
        because=f"the call in line {call.lineno} passes {quoted(texts[0], 40)} and {quoted(texts[1], 40)} "
        f"in the other order than the parameters of `{function.name}` have",
    )
