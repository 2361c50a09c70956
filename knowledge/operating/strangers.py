"""Where a value got the type that does not go with the other side, and what to write there."""

import ast
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.imports.importing import importing
from knowledge.operating.kinds import builtin_called
from knowledge.operating.operations import Operation
from knowledge.operating.parsing import named_at
from knowledge.operating.touching import Touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, can_wrap, text_of
from knowledge.telling.wording import quoted

TIMES = frozenset({"date", "datetime"})


@dataclass(frozen=True, slots=True)
class MadeThere:
    """The node to change, and the change where one is known."""

    node: ast.AST
    advice: str = ""
    fixes: tuple[Fix, ...] = ()
    code: str = "operands-do-not-match"


def made_there(facts: Facts, found: Operation) -> MadeThere | None:
    """Find the place for the pairs of types of which one is the stranger, wherever it stands.

    Who computes with `Decimal` or with dates chose them; the float and the text are what was forgotten to
    turn.
    """
    number, text = found.side("float"), found.side("str")
    if number and found.side("Decimal"):
        return as_decimal(facts, number)
    if (made := with_comma(facts, found)) is not None:
        return made
    kind = next((one for one in found.kinds if one in TIMES), None)
    return as_time(facts, text, kind) if text and kind else None


def with_comma(facts: Facts, found: Operation) -> MadeThere | None:
    """A comma at the end of an assignment in another line made a tuple of one item."""
    side = found.side("tuple")
    origin = birth(facts, side.node) if side else None
    if origin is None or not isinstance(origin.node, ast.Tuple) or len(origin.node.elts) != 1:
        return None
    text = facts.program.text(origin.node)
    if not text.rstrip().endswith(",") or not isinstance(facts.program.parent(origin.node), ast.Assign):
        return None
    words = f"Remove the comma at the end of line {origin.line}"
    fix = Fix(words, (replaced(facts.program, origin.node, text.rstrip().rstrip(",")),))
    return MadeThere(origin.node, words, (fix,), "stray-comma")


def as_decimal(facts: Facts, number: Touched) -> MadeThere | None:
    """A float that was written into the text, or made by `float(…)`, in another line."""
    origin = birth(facts, number.node)
    if origin is None or origin.kind not in ("expression", "default"):
        return None
    made, program = origin.node, facts.program
    told = program.text(made)
    match made:
        case ast.Call(func=ast.Name() as maker) if builtin_called(facts, made) == "float":
            edit, advice = replaced(program, maker, "Decimal"), f"Make a Decimal of it: {quoted(told)}"
        case ast.Constant(value=float()):
            written = f'Decimal("{told}")'
            edit, advice = replaced(program, made, written), f"Write {quoted(written)}"
        case _:
            return None
    words = f"{advice} in line {origin.line}"
    return MadeThere(made, words, (Fix(words, (*imported(facts, "decimal", "Decimal"), edit)),))


def as_time(facts: Facts, text: Touched, kind: str) -> MadeThere | None:
    """Text that should have become a date where it got its name."""
    node = named_at(facts, text.node)
    if node is text.node:
        return None
    content = text_of(facts, text.node)
    line = facts.program.span(node).line
    written = f"{kind}.fromisoformat({facts.program.text(node)})"
    words = f"Read the text as a {kind} in line {line}: {quoted(written)}"
    if content is None or not is_iso(content, kind) or not can_wrap(node):
        return MadeThere(node)
    edits = (*imported(facts, "datetime", kind), replaced(facts.program, node, written))
    return MadeThere(node, words, (Fix(words, edits),))


def is_iso(text: str, kind: str) -> bool:
    """Whether `fromisoformat` reads this text."""
    try:
        (date if kind == "date" else datetime).fromisoformat(text)
    except ValueError:
        return False
    return True


def imported(facts: Facts, module: str, name: str) -> tuple[Edit, ...]:
    """The import that a name needs, where the program has not got it."""
    home = facts.program.scopes.root
    if name in home.bindings:
        return ()
    return (importing(facts.program, f"from {module} import {name}"),)
