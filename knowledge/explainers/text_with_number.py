"""TypeError: text and a number meet in an operator."""

import ast
import re

from knowledge.backward.origin import Origin
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.slips import without_number
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.imports.importing import importing
from knowledge.operating.kinds import value_of
from knowledge.operating.numerals import numeral
from knowledge.operating.operations import REALS, Operation, is_repeat, operation
from knowledge.operating.parsing import named_at
from knowledge.operating.touching import Touched
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, can_wrap, holds, is_literal, is_read, seen, text_of
from knowledge.telling.wording import a, quoted

FRACTION = re.compile(r"[+-]?\d+/\d*[1-9]\d*")


@explains(TypeError)
def text_with_number(facts: Facts) -> Cause | None:
    """Say which side is text, where it came from, and which side to turn into what.

    Text that spells a number was meant as one; other text that is added to was meant to be joined.
    """
    found = operation(facts)
    if found is None or (found.symbol == "%" and found.kinds[0] == "str") or is_repeat(found):
        return None
    text, number = found.side("str"), found.side(*REALS)
    if text and number:
        return mixed(facts, found, text, number)
    return two_texts(facts, found) if found.kinds == ("str", "str") else None


def mixed(facts: Facts, found: Operation, text: Touched, number: Touched) -> Cause | None:
    """One side is text, the other a number; text that was repeated was meant to be multiplied."""
    text = repeated(facts, text)
    content = text_of(facts, text.node)
    reads = numeral(content) if content is not None else None
    origin = birth(facts, text.node)
    if found.symbol == "+" and reads is None and not is_read(facts, origin):
        return joined(facts, found, number)
    if found.symbol in ("in", "not in"):
        return joined(facts, found, number) if found.kinds[1] == "str" else None
    return counted_with(facts, found, text, origin, reads)


def repeated(facts: Facts, text: Touched) -> Touched:
    """The text that `*` repeated, where it spells a number."""
    match text.node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            values = ((side, value_of(facts, side)) for side in (left, right))
            spelt = [
                (side, value)
                for side, value in values
                if value and isinstance(value.scalar, str) and numeral(value.scalar)
            ]
            return Touched(spelt[0][0], text.part, spelt[0][1], "str") if spelt else text
        case _:
            return text


def joined(facts: Facts, found: Operation, number: Touched) -> Cause:
    """The number should become text; where a sum is started with a number, it should start with text."""
    told, span = facts.program.text(number.node), facts.program.span(number.node)
    start = birth(facts, number.node)
    wrapped = Fix(f"Turn {quoted(told)} into text", (replaced(facts.program, number.node, f"str({told})"),))
    begins = start is not None and is_literal(facts, start) and not can_wrap(number.node)
    place = facts.program.span(start.node) if start and begins else span
    slip = without_number(facts, found.node)
    empty = Fix(f"Start with an empty text in line {place.line}", (Edit(place, '""'),))
    return Cause(
        "number-joined-to-text",
        f"{both(facts, found)}: `{found.symbol}` does not turn a number into text",
        place,
        immediate=f"`{found.symbol}` needs two of a kind, and gets {a(found.kinds[0])} and "
        f"{a(found.kinds[1])}",
        evidence=seen(facts, (found.left, found.right)),
        provenance=start.links if start else (),
        suggestions=(
            slip.words
            if slip
            else f'Start with `""` in line {place.line} to join text, or turn the text into numbers to count'
            if begins
            else f"Write `str({told})` in line {span.line}, or use an f-string",
        ),
        fixes=(
            *((slip,) if slip else ()),
            *((wrapped,) if can_wrap(number.node) else (empty,) if begins else ()),
        ),
    )


def counted_with(
    facts: Facts, found: Operation, text: Touched, origin: Origin | None, reads: str | None
) -> Cause:
    """The text should become a number, best where it is read."""
    at_birth = is_read(facts, origin) or is_literal(facts, origin)
    place = origin.node if origin and at_birth else named_at(facts, text.node) if reads else text.node
    told, line = quoted(facts.program.text(text.node)), facts.program.span(place).line
    because = birth_said(facts, text.node, origin)
    maker = reads or "float"
    return Cause(
        "text-used-as-number",
        f"{both(facts, found)}"
        + (f"; {because}" if because else f": `{found.symbol}` does not read numbers out of text"),
        facts.program.span(place),
        immediate=f"`{found.symbol}` needs two of a kind, and gets {a(found.kinds[0])} and "
        f"{a(found.kinds[1])}",
        certainty=Certainty.PROVEN if reads or is_read(facts, origin) else Certainty.LIKELY,
        evidence=seen(facts, (found.left, found.right)),
        provenance=origin.links if origin else (),
        suggestions=(
            f"Turn {told} into a number with `{maker}(…)` in line {line}"
            if reads or is_read(facts, origin)
            else f"{told} holds text that is no number: give it a number, or use another variable",
        ),
        fixes=conversions(facts, text, place, maker) if reads else as_fraction(facts, text),
    )


def as_fraction(facts: Facts, text: Touched) -> tuple[Fix, ...]:
    """Read text such as `1/2`, which `float` does not know, by way of a fraction."""
    content, told = text_of(facts, text.node), facts.program.text(text.node)
    if content is None or not FRACTION.fullmatch(content.strip()) or not can_wrap(text.node):
        return ()
    written = replaced(facts.program, text.node, f"float(Fraction({told}))")
    adding = importing(facts.program, "from fractions import Fraction")
    line = facts.program.span(text.node).line
    words = f"Read {quoted(told)} as a fraction in line {line}: `float(Fraction(…))`"
    return (Fix(words, (adding, written)),)


def conversions(facts: Facts, text: Touched, place: ast.AST, maker: str) -> tuple[Fix, ...]:
    """Convert where the text was born, or where it is used."""
    nodes = list(dict.fromkeys((place, text.node)))
    return tuple(
        Fix(
            f"Turn {quoted(told)} into {maker} in line {facts.program.span(node).line}",
            (replaced(facts.program, node, written),),
        )
        for node in nodes
        for told in [facts.program.text(node)]
        for written in [bare(node) or f"{maker}({told})"]
        if can_wrap(node)
    )


def bare(node: ast.AST) -> str | None:
    """A literal's number without its quotes."""
    match node:
        case ast.Constant(value=str(text)) if numeral(text):
            return text.strip()
        case _:
            return None


def two_texts(facts: Facts, found: Operation) -> Cause | None:
    """Both sides are text, in an operator that counts."""
    sides = [found.left, found.right]
    makers = [numeral(text_of(facts, side.node) or "") for side in sides]
    maker = "float" if "float" in makers else "int"
    here = tuple(dict.fromkeys(side.node for side in sides))
    born = tuple(dict.fromkeys(named_at(facts, node) for node in here)) if all(makers) else here
    whole = all(makers) and can_wrap(found.left.node)
    ways = dict.fromkeys((born, here)) if born[0] not in here else {here: None}
    return Cause(
        "text-used-as-number",
        f"{both(facts, found)}: `{found.symbol}` counts, and text does not",
        facts.program.span(found.node if born[0] in here else born[0]),
        immediate=f"Both sides of `{found.symbol}` are text",
        certainty=Certainty.PROVEN if all(makers) else Certainty.LIKELY,
        evidence=seen(facts, sides),
        suggestions=(
            f"Turn both sides into numbers with `{maker}(…)`"
            if all(makers)
            else f"Text knows `+`, `*` with an int, and `.replace()`, but no `{found.symbol}`",
        ),
        fixes=tuple(as_numbers(facts, way, maker) for way in ways) if whole else (),
    )


def as_numbers(facts: Facts, nodes: tuple[ast.expr, ...], maker: str) -> Fix:
    """Turn several texts into numbers."""
    texts = [facts.program.text(node) for node in nodes]
    edits = [
        replaced(facts.program, node, bare(node) or f"{maker}({text})")
        for node, text in zip(nodes, texts, strict=True)
    ]
    line = facts.program.span(nodes[0]).line
    both = "both sides" if len(nodes) > 1 else quoted(texts[0], 40)
    return Fix(f"Turn {both} into {maker} in line {line}", tuple(edits))


def both(facts: Facts, found: Operation) -> str:
    """Say what the two sides were."""
    (left, one), (right, other) = found.sides
    return f"{holds(facts, left, one)} and {holds(facts, right, other)}"
