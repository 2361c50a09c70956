"""Loops that count an index too far: over a `range`, over the items themselves, or with `while`."""

import ast
from collections.abc import Iterator

from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.lengths import Indexing, length_of, loop_of, name_in, shrinks, stop_of, while_of
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted, shortened


def by_for(facts: Facts, found: Indexing) -> Cause | None:
    """A `for` gives the index: it walks over the items, or its `range` goes too far."""
    name, added = name_in(found.node.slice)
    loop = loop_of(facts, name) if name is not None else None
    if name is None or loop is None:
        return None
    if ast.unparse(loop.iter) == ast.unparse(found.container):
        return over_items(facts, found, name, loop.iter)
    stop = stop_of(loop.iter)
    if stop is None:
        return None
    return shrinking(facts, found, loop) or too_far(facts, found, loop, stop, added)


def over_items(facts: Facts, found: Indexing, name: ast.Name, iterable: ast.expr) -> Cause:
    """`for x in xs: xs[x]` takes an item for an index."""
    program, text = facts.program, facts.program.text(iterable)
    words = f"Use `{name.id}` itself instead of {quoted(program.text(found.node), 40)}"
    counting = f"range(len({text}))"
    return Cause(
        "item-as-index",
        f"the loop over {quoted(text, 30)} gives the items, so `{name.id}` is an item and not an index",
        program.span(found.node),
        fixes=(
            Fix(words, (replaced(program, found.node, name.id),)),
            Fix(f"Loop over indices: {quoted(counting, 40)}", (replaced(program, iterable, counting),)),
        ),
    )


def shrinking(facts: Facts, found: Indexing, loop: ast.For | ast.comprehension) -> Cause | None:
    """Items are taken out while the loop counts to the length that there was at the start."""
    taken = shrinks(facts, loop, found.container)
    if taken is None:
        return None
    text = quoted(facts.program.text(found.container), 30)
    line = facts.program.span(loop.iter).line
    return Cause(
        "list-shrinks-in-loop",
        f"line {taken.line} takes items out of {text}, while the loop in line {line} counts to the length "
        f"that it had at the start",
        taken,
        suggestions=(
            f"Build a new list of the items to keep instead of removing from {text}",
            f"Or count down, so that what is removed lies behind: `range(len({text[1:-1]}) - 1, -1, -1)`",
        ),
        fixes=counting_down(facts, loop),
    )


def counting_down(facts: Facts, loop: ast.For | ast.comprehension) -> tuple[Fix, ...]:
    """Go from the end to the start: what is removed then lies behind."""
    written = f"reversed({facts.program.text(loop.iter)})"
    words = f"Count down, so that what is removed lies behind: {quoted(written, 50)}"
    return (Fix(words, (replaced(facts.program, loop.iter, written),)),)


def too_far(
    facts: Facts, found: Indexing, loop: ast.For | ast.comprehension, stop: ast.expr, added: int
) -> Cause:
    """The `range` ends too late for this index, or the index was to be the counter itself.

    Whoever looks at an item and its neighbour means the neighbour: then the loop goes too far. Where nothing
    else beside it is taken at the counter itself, the `+ 1` is the slip.
    """
    program = facts.program
    text = quoted(program.text(found.container), 30)
    written = quoted(program.text(found.node.slice), 30)
    counts = quoted(program.text(loop.iter), 40)
    line = program.span(loop.iter).line
    ends, index = tuple(nearer(facts, found, stop, added)), tuple(itself(facts, found, added))
    slip = bool(index) and not has_neighbour(facts, found)
    return Cause(
        "index-one-too-far" if slip else "loop-goes-too-far",
        f"{counts} in line {line} lets {written} reach {found.index}, and {text} ends at {found.length - 1}",
        program.span(found.node.slice if slip else stop),
        certainty=Certainty.LIKELY if slip else Certainty.PROVEN,
        provenance=origin_of(facts, found.node.slice).links,
        fixes=(*index, *ends) if slip else (*ends, *index),
        suggestions=() if added or length_of(stop) or plus_one(stop) else (f"Count to the length of {text}",),
    )


def has_neighbour(facts: Facts, found: Indexing) -> bool:
    """Whether the same container is also taken at the counter itself, on the same path through the loop."""
    name, _ = name_in(found.node.slice)
    statement = facts.program.statement(found.node)
    container = ast.unparse(found.container)
    return any(
        isinstance(part, ast.Subscript)
        and isinstance(part.slice, ast.Name)
        and name is not None
        and part.slice.id == name.id
        and ast.unparse(part.value) == container
        for beside in (path_of(facts, statement) if statement else ())
        for part in ast.walk(beside)
    )


def path_of(facts: Facts, statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield a statement, those in the same block, and the tests that led to it."""
    around = facts.program.parent(statement)
    for block in (getattr(around, field, None) for field in ("body", "orelse", "finalbody")):
        if isinstance(block, list) and statement in block:
            yield from block
    for above in facts.program.ancestors(statement):
        if isinstance(above, ast.If | ast.While):
            yield above.test
        if isinstance(above, ast.For | ast.FunctionDef):
            return


def plus_one(stop: ast.expr) -> ast.expr | None:
    """`len(xs)` of `len(xs) + 1`, and `n` of `n + 1`."""
    match stop:
        case ast.BinOp(left=left, op=ast.Add(), right=ast.Constant(value=1)):
            return left
        case _:
            return None


def nearer(facts: Facts, found: Indexing, stop: ast.expr, added: int) -> Iterator[Fix]:
    """Ends that fit: without the `+ 1`, less by what the index adds, the length of the container itself."""
    program = facts.program
    whole, container = program.text(stop), program.text(found.container)
    ends = []
    bare = plus_one(stop)
    if bare is not None:
        ends.append(program.text(bare))
    if added > 0:
        ends.append(f"{whole} - {added}")
    counted = length_of(stop)
    other = counted is not None and program.text(counted) != container
    if other and not added:
        ends.append(f"min({whole}, len({container}))")
    if not added and counted is None and bare is None and is_plain(found.container, stop_loop(facts, stop)):
        ends.append(f"len({container})")
    for end in ends:
        line = program.span(stop).line
        words = f"Let the loop end earlier: {quoted(end, 40)} instead of {quoted(whole, 40)} in line {line}"
        yield Fix(words, (replaced(program, stop, end),))
    if bare is not None and found.index == found.length and not added:
        less = f"{program.text(found.node.slice)} - 1"
        words = f"Or count from 1 and use `{shortened(container, 30)}[{less}]`"
        yield Fix(words, (replaced(program, found.node.slice, less),))


def itself(facts: Facts, found: Indexing, added: int) -> Iterator[Fix]:
    """The counter as the index, without what is added to it."""
    name, _ = name_in(found.node.slice)
    if added > 0 and name is not None:
        container = shortened(facts.program.text(found.container), 30)
        words = f"Use the index itself: `{container}[{name.id}]`"
        yield Fix(words, (replaced(facts.program, found.node.slice, name.id),))


def stop_loop(facts: Facts, stop: ast.expr) -> ast.For | None:
    """The `for` statement that counts up to an expression."""
    return next((one for one in facts.program.ancestors(stop) if isinstance(one, ast.For)), None)


def is_plain(container: ast.expr, loop: ast.For | None = None) -> bool:
    """Whether a container can be named before the loop: it does not depend on the loop's own variables."""
    if isinstance(container, ast.Subscript) and loop is not None and is_plain(container.value):
        set_inside = {
            part.id
            for part in ast.walk(loop)
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
        }
        index = [part for part in ast.walk(container.slice) if isinstance(part, ast.Name)]
        return bool(index) and not {part.id for part in index} & set_inside
    return isinstance(container, ast.Name | ast.Attribute)


def by_while(facts: Facts, found: Indexing) -> Cause | None:
    """A `while` lets the index run one too far."""
    name, added = name_in(found.node.slice)
    loop = while_of(facts, name) if name is not None else None
    if name is None or loop is None or found.index < found.length:
        return None
    taken = shrinks(facts, loop, found.container)
    program, test = facts.program, facts.program.text(loop.test)
    fixes = tuple(stricter(facts, found, loop, name, added))
    text, written = quoted(program.text(found.container), 30), quoted(program.text(found.node.slice), 30)
    grows = f"; line {taken.line} takes items out of it" if taken else ""
    return Cause(
        "loop-goes-too-far",
        f"`while {shortened(test, 40)}` in line {loop.lineno} lets {written} reach {found.index}, and {text} "
        f"ends at {found.length - 1}{grows}",
        program.span(loop.test),
        certainty=Certainty.PROVEN if fixes else Certainty.LIKELY,
        suggestions=() if fixes else (f"Leave the loop before {written} reaches the length of {text}",),
        fixes=fixes,
    )


def stricter(facts: Facts, found: Indexing, loop: ast.While, name: ast.Name, added: int) -> Iterator[Fix]:
    """`<` for `<=`; a test of the length where there is none."""
    program = facts.program
    container = program.text(found.container)
    for part in ast.walk(loop.test):
        match part:
            case ast.Compare(left=left, ops=[ast.LtE()], comparators=[right]) if not added:
                new = f"{program.text(left)} < {program.text(right)}"
                words = f"Write {quoted(new, 40)} instead of {quoted(program.text(part), 40)}"
                yield Fix(words, (replaced(program, part, new),))
                return
            case _:
                continue
    written = program.text(found.node.slice)
    if is_plain(found.container) and name.id in written:
        new = f"{written} < len({container}) and {program.text(loop.test)}"
        words = f"Test the index first: `while {shortened(new, 60)}`"
        yield Fix(words, (replaced(program, loop.test, bracketed(new, loop.test)),))


def bracketed(text: str, test: ast.expr) -> str:
    """Keep an `or` together behind an `and`."""
    if not isinstance(test, ast.BoolOp) or not isinstance(test.op, ast.Or):
        return text
    head, _, tail = text.partition(" and ")
    return f"{head} and ({tail})"
