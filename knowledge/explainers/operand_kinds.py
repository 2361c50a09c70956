"""TypeError: an operator between two values of types that do not go together, for no usual reason."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.slips import without_number
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import CALLABLES, own_class
from knowledge.operating.operations import CONTAINERS, ORDERING, REALS, Operation, is_repeat, operation
from knowledge.operating.strangers import made_there
from knowledge.operating.touching import Touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, can_wrap, holds, seen
from knowledge.telling.wording import a, quoted

TEXTS = frozenset({"str", "bytes", "bytearray"})
DICTS = frozenset({"dict", "set", "frozenset", "defaultdict", "Counter", "OrderedDict"})
ELSEWHERE = CALLABLES | {"NoneType", "coroutine"}

TIMES = frozenset({("datetime", "datetime"), ("time", "time")})

type Advice = tuple[str, tuple[Fix, ...]]


@explains(TypeError)
def operand_kinds(facts: Facts) -> Cause | None:
    """Say what stood on each side, and follow the stranger of the two back to where it was made."""
    found = operation(facts)
    slip = without_number(facts, found.node) if found else None
    of_type = slip is not None and found is not None and found.kinds[0] == "type"
    if found is None or (is_told_elsewhere(facts, found) and not of_type):
        return None
    (left, one), (right, other) = found.sides
    stranger = left if one not in REALS and not isinstance(left.node, ast.Constant) else right
    origin = birth(facts, stranger.node)
    because = birth_said(facts, stranger.node, origin)
    advice, fixes = remedy(facts, found)
    there = None if slip else made_there(facts, found)
    if there is not None:
        advice, fixes = there.advice or advice, (*there.fixes, *fixes)
    return Cause(
        there.code if there else "operands-do-not-match",
        f"{holds(facts, left, one)} and {holds(facts, right, other)}" + (f"; {because}" if because else ""),
        facts.program.span(there.node if there else found.node),
        immediate=f"`{found.symbol}` does not work between {a(one)} and {a(other)}",
        certainty=Certainty.PROVEN if left.kind and right.kind else Certainty.LIKELY,
        evidence=seen(facts, (left, right)),
        provenance=origin.links if origin else (),
        suggestions=(slip.words,) if slip else (advice,),
        fixes=(slip, *fixes) if slip else fixes,
    )


def is_told_elsewhere(facts: Facts, found: Operation) -> bool:
    """Whether one of the other explainers of operators has its case.

    Two times do compare, and have a distance: they fail only where one has a zone and the other none.
    """
    if found.kinds in TIMES and (found.symbol in ORDERING or found.symbol == "-"):
        return True
    one, other = found.kinds
    both = {one, other}
    if both & ELSEWHERE or any(own_class(facts, kind) for kind in both) or found.symbol == "^":
        return True
    if found.symbol in ("in", "not in"):
        return other not in TEXTS or both <= TEXTS | REALS
    texts = both & TEXTS and (both <= TEXTS | REALS or (found.symbol == "%" and one == "str"))
    joins = found.symbol in ("+", "-") and (both <= DICTS or both & CONTAINERS)
    lists = both & CONTAINERS and both & REALS and found.symbol not in ORDERING
    return bool(texts or joins or lists) or is_repeat(found)


def remedy(facts: Facts, found: Operation) -> Advice:
    """What to do instead, for the pairs that are known."""
    one, other = found.kinds
    left, right = facts.program.text(found.left.node), facts.program.text(found.right.node)
    match found.symbol, one, other:
        case _, "Decimal" | "float", "Decimal" | "float":
            side = found.side("float") or found.right
            text = facts.program.text(side.node)
            made = f"Decimal(str({text}))"
            return f"Turn {quoted(text)} into a Decimal: {quoted(made)}", written(facts, side, made)
        case "+" | "-", "datetime" | "date", "int" | "float":
            made = f"timedelta(days={right})"
            return f"Add a span of time: {quoted(made)}", written(facts, found.right, made)
        case _, "timedelta", "int" | "float":
            return f"Compute with its days: {quoted(f'{left}.days')}", in_days(facts, found.left)
        case _, "int" | "float", "timedelta":
            return f"Compute with its days: {quoted(f'{right}.days')}", in_days(facts, found.right)
        case _, "str", "timedelta" | "date" | "datetime":
            return f"Read the text as a date first: `date.fromisoformat({left})`", ()
        case "in" | "not in", _, _:
            return f"Look for text in text: {quoted(left)} is {a(one)}; go through its items one by one", ()
        case symbol, _, _ if symbol in ORDERING:
            return (
                (
                    f"Compare values of one type: a number of {quoted(left, 30)} with a number of "
                    f"{quoted(right, 30)}"
                ),
                (),
            )
        case _:
            return (
                f"Use a part of {quoted(left, 30)} or {quoted(right, 30)} that goes with the other side",
                (),
            )


def in_days(facts: Facts, side: Touched) -> tuple[Fix, ...]:
    """Take the days of a span of time, where it is computed or where it is used."""
    program, origin = facts.program, birth(facts, side.node)
    made = origin.node if origin is not None else None
    at_birth: tuple[Fix, ...] = ()
    if isinstance(made, ast.BinOp) and isinstance(made.op, ast.Sub):
        new = f"({program.text(made)}).days"
        words = f"Take the days where it is computed: {quoted(new)} in line {made.lineno}"
        at_birth = (Fix(words, (replaced(program, made, new),), birth=program.span(made)),)
    return (*at_birth, *written(facts, side, f"{program.text(side.node)}.days"))


def written(facts: Facts, side: Touched, text: str) -> tuple[Fix, ...]:
    """Write something else for one side."""
    if not can_wrap(side.node):
        return ()
    return (Fix(f"Write {quoted(text)}", (replaced(facts.program, side.node, text),)),)
