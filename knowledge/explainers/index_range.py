"""IndexError: an index outside of the sequence, and the loop, the data or the number that is to blame."""

import ast
from collections.abc import Callable
from dataclasses import replace

from knowledge.backward.origin import Origin
from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.edge_tests import lets_the_edge_pass, tests_of
from knowledge.containers.emptiness import why_empty
from knowledge.containers.index_ends import by_bound, by_end, by_growth, by_size, by_swap, is_step
from knowledge.containers.index_growing import by_counting_on
from knowledge.containers.index_loops import by_for, by_while
from knowledge.containers.lengths import Indexing, first_beyond, loop_of
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.edits import replaced
from knowledge.telling.wording import a, counted, listed, quoted, short, shortened, shown

type Teller = Callable[[Facts, Indexing], Cause | None]


@explains(IndexError)
def index_range(facts: Facts) -> Cause | None:
    """Say how long the sequence is and which indices are valid, and find what made the index too large."""
    found = indexing(facts)
    if found is None:
        return unseen(facts)
    if -found.length <= found.index < found.length:
        return None
    tellers: tuple[Teller, ...] = (
        by_counting_on,
        by_size,
        grown_by_index,
        by_swap,
        by_empty,
        by_growth,
        by_end,
        by_for,
        by_while,
        by_arguments,
        by_split,
        by_number,
        by_bound,
    )
    told = next((cause for tell in tellers if (cause := tell(facts, found))), None)
    cause = told or elsewhere(facts, found)
    return Cause(
        cause.code,
        cause.because,
        cause.span,
        immediate=immediate(facts, found),
        certainty=cause.certainty,
        evidence=evidence(facts, found),
        provenance=cause.provenance or origin_of(facts, found.node.slice).links,
        suggestions=(*(fix.words for fix in cause.fixes), *cause.suggestions),
        factors=cause.factors,
        fixes=cause.fixes,
    )


def indexing(facts: Facts) -> Indexing | None:
    """The failing subscript, with length and index as they were."""
    node = failing(facts)
    if not isinstance(node, ast.Subscript):
        return None
    container, index = facts.value(node.value), facts.value(node.slice)
    number = constant_index(node.slice) if index is None else index.scalar
    if number is None and container is not None and container.length is not None:
        number = first_beyond(facts, node.slice, container.length)
    if (
        container is None
        or container.length is None
        or isinstance(number, bool)
        or not isinstance(number, int)
    ):
        return None
    return Indexing(node, container.length, number, short(container.type))


def constant_index(node: ast.expr) -> int | None:
    """The number of an index that is written out."""
    match node:
        case ast.Constant(value=int(number)):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
        case _:
            return None


def immediate(facts: Facts, found: Indexing) -> str:
    """What happened, with the valid indices."""
    text = quoted(facts.program.text(found.container), 40)
    if not found.length:
        return f"{text} is empty, so it has no index {found.index}"
    valid = f"its valid indices are {-found.length} to {found.length - 1}"
    written = facts.program.text(found.node.slice)
    index = (
        f"{quoted(written, 30)} is {found.index}"
        if written != str(found.index)
        else f"the index is {found.index}"
    )
    return f"{index}, but {text} has {counted(found.length, 'item')}: {valid}"


def evidence(facts: Facts, found: Indexing) -> tuple[Evidence, ...]:
    """The container and the index."""
    line = facts.program.span(found.node).line
    parts = [(part, facts.value(part)) for part in (found.container, found.node.slice)]
    return tuple(
        Evidence(line, shortened(facts.program.text(part)), shortened(value.text))
        for part, value in parts
        if value is not None and not isinstance(part, ast.Constant)
    )


def grown_by_index(facts: Facts, found: Indexing) -> Cause | None:
    """A list does not grow by assigning to an index."""
    statement = facts.program.statement(found.node)
    if not found.stores or found.kind != "list" or not isinstance(statement, ast.Assign):
        return None
    program, text = facts.program, facts.program.text(found.container)
    fixes: tuple[Fix, ...] = ()
    if found.index == found.length and len(statement.targets) == 1:
        new = f"{text}.append({program.text(statement.value)})"
        fixes = (Fix(f"Write {quoted(new, 50)}", (replaced(program, statement, new),)),)
    elif found.length:
        return None
    return Cause(
        "index-to-grow-list",
        f"assigning to an index replaces an item and never adds one; {quoted(text, 40)} has "
        f"{counted(found.length, 'item')}",
        program.span(found.node),
        suggestions=(f"Make {quoted(text, 40)} as long as needed first, or append to it",),
        fixes=fixes,
    )


def by_empty(facts: Facts, found: Indexing) -> Cause | None:
    """There is nothing in it: say why."""
    if found.length:
        return None
    empty = why_empty(facts, found.container)
    text = quoted(facts.program.text(found.container), 40)
    return Cause(
        "index-into-empty",
        empty.because,
        facts.program.span(found.node) if empty.expected else empty.span,
        certainty=Certainty.PROVEN if empty.sure else Certainty.LIKELY,
        provenance=empty.links,
        suggestions=(f"Handle the case that {text} is empty before this line", empty.advice),
    )


def by_arguments(facts: Facts, found: Indexing) -> Cause | None:
    """`sys.argv` holds the program's name only."""
    if ast.unparse(origin_of(facts, found.container).node) != "sys.argv":
        return None
    return Cause(
        "no-arguments",
        "the program is run without arguments, so `sys.argv` holds nothing but its name",
        facts.program.span(found.node),
        suggestions=("Write the values into the program instead of reading them from `sys.argv`",),
    )


def by_split(facts: Facts, found: Indexing) -> Cause | None:
    """A text was split into fewer parts than expected."""
    origin = origin_of(facts, found.container)
    call = origin.call
    if call is None or not isinstance(call.func, ast.Attribute) or call.func.attr not in ("split", "rsplit"):
        return None
    if isinstance(call.func.value, ast.Constant) or constant_index(found.node.slice) is None:
        return None
    value = facts.value(found.container)
    program = facts.program
    separator = f"at {quoted(program.text(call.args[0]), 20)} " if call.args else ""
    return Cause(
        "too-few-parts",
        f"splitting {quoted(program.text(call.func.value), 40)} {separator}in line {origin.line} gave only "
        f"{counted(found.length, 'part')}: {shown(value, 50) if value else ''}",
        facts.program.span(found.node),
        certainty=Certainty.PROVEN if origin.sure else Certainty.LIKELY,
        provenance=origin.links,
        suggestions=("Split at the separator that the text has, or test how many parts there are",),
    )


def by_number(facts: Facts, found: Indexing) -> Cause | None:
    """The index is written out, and one too high or far off."""
    if constant_index(found.node.slice) is None:
        return None
    program, text = facts.program, facts.program.text(found.container)
    origin = origin_of(facts, found.container)
    made = ""
    if origin.node is not found.container and origin.kind == "expression":
        made = f"; it is made in line {origin.line}: {quoted(program.text(origin.node), 50)}"
    last = found.length - 1
    fix = Fix(
        f"Use the last index: `{shortened(text, 30)}[{last}]`",
        (replaced(program, found.node.slice, str(last)),),
    )
    return Cause(
        "index-out-of-range",
        f"indices count from 0, so the last item of {quoted(text, 40)} is `[{last}]`{made}",
        program.span(found.node.slice),
        provenance=origin.links,
        suggestions=(f"Make sure that {quoted(text, 40)} has at least {found.index + 1} items",),
        fixes=(fix,) if found.index == found.length else (),
    )


def elsewhere(facts: Facts, found: Indexing) -> Cause:
    """The index was computed: say where it came from."""
    cause = computed(facts, found)
    made = origin_of(facts, found.node.slice).node
    stepping = isinstance(made, ast.AugAssign) or is_step(made)
    if found.index != found.length or stepping or isinstance(found.node.slice, ast.BinOp):
        return cause
    less = f"{facts.program.text(found.node.slice)} - 1"
    words = f"Count from 0: `{shortened(facts.program.text(found.container), 30)}[{less}]`"
    return replace(cause, fixes=(Fix(words, (replaced(facts.program, found.node.slice, less),)),))


def computed(facts: Facts, found: Indexing) -> Cause:
    """The index as it came from elsewhere."""
    origin = origin_of(facts, found.node.slice)
    program, text = facts.program, quoted(facts.program.text(found.node.slice), 40)
    made_here = origin.node is found.node.slice or isinstance(origin.node, ast.Constant | ast.AugAssign)
    if is_step(origin.node):
        edge = lets_the_edge_pass(facts, origin, found.index, found.length)
        return edge or over_the_edge(facts, found, origin)
    if made_here or origin.kind != "expression":
        return Cause(
            "index-out-of-range",
            f"{text} is {found.index}, and {a(found.kind)} of {counted(found.length, 'item')} ends at "
            f"{found.length - 1}",
            program.span(found.node),
            certainty=Certainty.LIKELY,
            provenance=origin.links,
            suggestions=(f"Keep {text} below `len({shortened(program.text(found.container), 30)})`",),
        )
    made = quoted(program.text(origin.node).split("\n")[0], 50)
    return Cause(
        "index-out-of-range",
        f"{text} got {found.index} in line {origin.line}: {made}",
        origin.span,
        certainty=Certainty.LIKELY,
        provenance=origin.links,
        suggestions=(f"Keep {text} below `len({shortened(program.text(found.container), 30)})`",),
    )


def over_the_edge(facts: Facts, found: Indexing, origin: Origin) -> Cause:
    """A step led out of the container: nothing tested the new place before it was looked at."""
    program, text = facts.program, shortened(facts.program.text(found.node.slice), 40)
    container = shortened(program.text(found.container), 30)
    inside = f"0 <= {text} < len({container})"
    made = quoted(program.text(origin.node), 40)
    untested = f", and nothing tests `{text}` before line {program.span(found.node).line} uses it"
    return Cause(
        "index-out-of-range",
        f"the step {made} in line {origin.line} leads to {found.index}, over the end of `{container}`"
        + ("" if any(tests_of(facts, origin)) else untested),
        program.span(found.node),
        certainty=Certainty.LIKELY,
        provenance=origin.links,
        suggestions=(f"Test that the step stays inside before using it: `{inside}`",),
    )


def unseen(facts: Facts) -> Cause | None:
    """The index was not recorded: name what it is made of, so that it can be followed."""
    node = failing(facts)
    if not isinstance(node, ast.Subscript):
        return None
    program = facts.program
    text, index = quoted(program.text(node.value), 40), quoted(program.text(node.slice), 40)
    names = {part for part in ast.walk(node.slice) if isinstance(part, ast.Name)}
    loops = {loop.iter for name in names if (loop := loop_of(facts, name)) is not None}
    counts = listed(sorted(quoted(program.text(loop), 40) for loop in loops))
    return Cause(
        "index-out-of-range",
        f"{index} leads out of {text}" + (f"; it is counted by {counts}" if counts else ""),
        program.span(node),
        immediate=f"{text} has no item {index}",
        certainty=Certainty.OPEN,
        suggestions=(f"Keep {index} below `len({shortened(program.text(node.value), 40)})`",),
    )
