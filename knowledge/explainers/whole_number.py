"""TypeError: a float stands where only a whole number will do."""

import ast
from collections.abc import Iterator

from knowledge.calling.misfit import misfit
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.operating.kinds import kind_of, value_of
from knowledge.operating.operations import is_repeat, operation, symbol_edit
from knowledge.operating.touching import Touched, failing, sink
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, can_wrap, seen
from knowledge.telling.wording import quoted

SEQUENCES = frozenset({"list", "tuple", "str", "bytes", "range", "bytearray", "deque"})
COUNTS = frozenset({"range", "chr", "bin", "hex", "oct"})
METHODS = frozenset({
    "pop", "insert", "factorial", "comb", "perm", "gcd", "randint", "randrange", "center", "ljust", "rjust",
    "zfill", "islice", "sample", "bit_length",
})  # fmt: skip


@explains(TypeError)
def whole_number(facts: Facts) -> Cause | None:
    """Name the float, and the division that made it: `/` makes a float even where nothing is left over."""
    node = failing(facts)
    if node is None or misfit(facts):
        return None
    floats = [part for part in counts_of(facts, node) if kind_of(facts, part) == "float"]
    if not floats:
        return None
    part = floats[0]
    origin = birth(facts, part)
    made = origin.node if origin and origin.kind == "expression" else part
    divides = isinstance(made, ast.BinOp | ast.AugAssign) and isinstance(made.op, ast.Div)
    text, value = facts.program.text(part), value_of(facts, part)
    because = (
        f"`/` in line {facts.program.span(made).line} makes a float, even of two ints"
        if divides
        else birth_said(facts, part, origin)
    )
    return Cause(
        "float-for-whole-number",
        f"{quoted(text)} is a float" + (f"; {because}" if because else ""),
        facts.program.span(made if divides else part),
        immediate=f"{quoted(text)} is {value.text if value else 'a float'} here, and only a whole "
        f"number will do",
        certainty=Certainty.PROVEN if value else Certainty.LIKELY,
        evidence=seen(facts, (Touched(part, "index", value, "float"),)),
        provenance=origin.links if origin else (),
        suggestions=(
            f"Divide with `//` in line {facts.program.span(made).line}"
            if divides
            else f"Turn it into a whole number: `int({text})`",
        ),
        fixes=tuple(remedies(facts, part, made, divides=divides)),
    )


def counts_of(facts: Facts, node: ast.AST) -> Iterator[ast.expr]:
    """Yield the expressions that have to be whole numbers."""
    match node:
        case ast.Subscript(value=owner, slice=ast.Slice(lower=lower, upper=upper, step=step)):
            yield from (part for part in (lower, upper, step) if part is not None)
        case ast.Subscript(value=owner, slice=index) if kind_of(facts, owner) in SEQUENCES:
            yield index
        case ast.BinOp(op=ast.Mult(), left=left, right=right):
            found = operation(facts)
            if found and is_repeat(found):
                yield from (left, right)
        case ast.Call(func=ast.Attribute(attr=attr), args=args) if attr in METHODS:
            yield from args
        case ast.Call(args=args):
            called = sink(facts)
            if called and called[0] in COUNTS:
                yield from args
            if called and called[0] == "round":
                yield from args[1:]
        case ast.Slice(lower=lower, upper=upper, step=step):
            yield from (part for part in (lower, upper, step) if part is not None)
        case _:
            return


def remedies(facts: Facts, part: ast.expr, made: ast.AST, *, divides: bool) -> Iterator[Fix]:
    """Divide without a rest where it was divided, or cut the rest off."""
    if divides and isinstance(made, ast.BinOp | ast.AugAssign) and (edit := floor_edit(facts, made)):
        yield Fix(f"Divide with `//` in line {edit.span.line}", (edit,))
    text = facts.program.text(part)
    if can_wrap(part):
        yield Fix(
            f"Turn {quoted(text)} into a whole number", (replaced(facts.program, part, f"int({text})"),)
        )


def floor_edit(facts: Facts, made: ast.BinOp | ast.AugAssign) -> Edit | None:
    """Write `//` for `/`."""
    return symbol_edit(facts, made, "//")
