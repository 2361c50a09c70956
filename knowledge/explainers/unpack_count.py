"""ValueError: more or fewer values than names in an unpacking."""

import ast
import re

from knowledge.backward.origin import Origin
from knowledge.calling.calls import callee
from knowledge.calling.returning import inside, returns_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of, value_of
from knowledge.operating.unpacking import unpacking
from knowledge.provenance import Evidence
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, text_of
from knowledge.telling.wording import counted, quoted, shown
from knowledge.value import Value

COUNTS = re.compile(r"expected (?:at least )?(\d+)(?:, got (\d+))?")
SPLITS = frozenset({"split", "rsplit"})
MAPS = frozenset({"dict", "defaultdict", "Counter", "OrderedDict"})


@explains(ValueError)
def unpack_count(facts: Facts) -> Cause | None:
    """Count the names and the values; in a loop, name the item that does not fit."""
    found = unpacking(facts)
    if found is None:
        return None
    told = of_item if found.each else of_value
    return told(facts, found.target, found.source)


def names_needed(target: ast.Tuple | ast.List) -> tuple[int, int | None]:
    """How many values fit: at least, and at most (None with a star)."""
    starred = any(isinstance(part, ast.Starred) for part in target.elts)
    return (len(target.elts) - 1, None) if starred else (len(target.elts), len(target.elts))


def got(facts: Facts, value: Value | None, node: ast.expr | None = None) -> int | None:
    """How many values there were: by the value, else by the message."""
    if value is not None and value.length is not None:
        return value.length
    if (counted := pieces(facts, node)) is not None:
        return counted
    found = COUNTS.search(facts.fault.message if facts.fault else "")
    return int(found[2]) if found and found[2] else None


def pieces(facts: Facts, node: ast.expr | None) -> int | None:
    """Into how many pieces a known text is split."""
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr="split" | "rsplit"), args=args, keywords=[]) if (
            len(args) < 2
        ):
            whole, separator = text_of(facts, owner), text_of(facts, args[0]) if args else None
            if whole is None or (args and not separator):
                return None
            return len(whole.split(separator))
        case _:
            return None


def of_value(facts: Facts, target: ast.Tuple | ast.List, value: ast.expr) -> Cause:
    """An assignment: the names, or what makes the values, has to change."""
    text, known = facts.program.text(value), value_of(facts, value)
    needed, _ = names_needed(target)
    count = got(facts, known, value)
    told = f"{counted(count, 'value')}" if count is not None else "more values"
    origin = birth(facts, value)
    function = callee(facts, value) if isinstance(value, ast.Call) else None
    uneven = shorter_return(facts, origin, target)
    where = f"; `{function.name}` in line {function.lineno} makes them" if function is not None else ""
    return Cause(
        "unpack-count",
        f"{quoted(text, 50)} gives {told}" + (f": {shown(known, 40)}" if known else "") + where,
        facts.program.span(uneven or target),
        immediate=f"{counted(needed, 'name')} on the left and {told} on the right in line {target.lineno}",
        certainty=Certainty.PROVEN if count is not None else Certainty.LIKELY,
        evidence=(Evidence(target.lineno, text[:80], known.text[:80]),) if known else (),
        provenance=origin.links if origin else (),
        suggestions=(
            f"Let the `return` in line {uneven.lineno} give {counted(needed, 'value')}, as the others do"
            if uneven
            else advice(facts, target, value, count),
        ),
        fixes=tuple(remedies(facts, target, value, count)),
    )


def shorter_return(facts: Facts, origin: Origin | None, target: ast.Tuple | ast.List) -> ast.Return | None:
    """The `return` that gave the values, where every other one of its function gives as many as needed."""
    made = facts.program.parent(origin.node) if origin is not None else None
    function = facts.program.function(made) if isinstance(made, ast.Return) else None
    if not isinstance(made, ast.Return) or not isinstance(function, ast.FunctionDef):
        return None
    others = [one.value for one in returns_of(function) if one is not made]
    least, most = names_needed(target)
    fit = [isinstance(one, ast.Tuple) and least <= len(one.elts) <= (most or len(one.elts)) for one in others]
    return made if fit and all(fit) else None


def advice(facts: Facts, target: ast.Tuple | ast.List, value: ast.expr, count: int | None) -> str:
    """What to change."""
    needed, _ = names_needed(target)
    other = other_separator(facts, value, needed)
    if other is not None:
        return (
            f"The text has {other!r} as its separator, and would split there into "
            f"{counted(needed, 'part')}; line {value.lineno} splits it elsewhere"
        )
    if is_split(value) and count is not None:
        more = f"split it at most {counted(needed - 1, 'time')}, or " if count > needed else ""
        return f"The text splits into {counted(count, 'piece')}: {more}test their number before unpacking"
    if count is None:
        return f"Take only what is needed: `{facts.program.text(target.elts[0])}, *rest = …`"
    return (
        f"Write {counted(count, 'name')} on the left, or make "
        f"{quoted(facts.program.text(value), 40)} give {counted(needed, 'value')}"
    )


def is_split(value: ast.expr) -> bool:
    """Whether text is split into the values."""
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in SPLITS


def remedies(facts: Facts, target: ast.Tuple | ast.List, value: ast.expr, count: int | None) -> list[Fix]:
    """Collect the rest; drop names; split less often."""
    names = [facts.program.text(part) for part in target.elts]
    needed, most = names_needed(target)
    if most is None:
        return []
    if (
        isinstance(value, ast.Call)
        and is_split(value)
        and count is not None
        and count > needed
        and len(value.args) == 1
    ):
        separator = facts.program.text(value.args[0])
        limited = replaced(facts.program, value.args[0], f"{separator}, {needed - 1}")
        return [Fix(f"Split at most {counted(needed - 1, 'time')}", (limited,))]
    if count is not None and 1 < count < needed:
        fewer = ", ".join(names[:count]) + ("," if count == 1 else "")
        return [
            Fix(
                f"Unpack {counted(count, 'value')}: {quoted(fewer)}",
                (replaced(facts.program, target, fewer),),
            )
        ]
    if count is not None and count < needed:
        return by_separator(facts, value, needed)
    rest = "*_" if "_" not in names else "*rest"
    more = ", ".join([*names, rest])
    return [Fix(f"Leave the other values out: {quoted(more)}", (replaced(facts.program, target, more),))]


def other_separator(facts: Facts, value: ast.expr, needed: int) -> str | None:
    """The one sign at which the text would split into as many parts as there are names."""
    match value:
        case ast.Call(func=ast.Attribute(value=owner, attr="split"), args=[ast.Constant(value=str(sign))]):
            whole = text_of(facts, owner)
        case _:
            return None
    if not whole or sign in whole:
        return None
    signs = {letter for letter in whole if not letter.isalnum() and not letter.isspace()}
    able = [letter for letter in sorted(signs) if len(whole.split(letter)) == needed]
    return able[0] if len(able) == 1 else None


def by_separator(facts: Facts, value: ast.expr, needed: int) -> list[Fix]:
    """Take the other sign for the one that the program splits at."""
    other = other_separator(facts, value, needed)
    match value:
        case ast.Call(func=ast.Attribute(value=owner), args=[separator]) if other is not None:
            sign = facts.program.text(separator)
        case _:
            return []
    written = f"{facts.program.text(owner)}.replace({other!r}, {sign})"
    words = f"Accept {other!r} as a separator too: {quoted(written, 50)}"
    return [Fix(words, (replaced(facts.program, owner, written),))]


def yielded_count(facts: Facts, iterable: ast.expr) -> int | None:
    """How many values the tuples have that a generator of the program yields, where all have as many."""
    function = callee(facts, iterable) if isinstance(iterable, ast.Call) else None
    if not isinstance(function, ast.FunctionDef):
        return None
    given = [node.value for node in inside(function) if isinstance(node, ast.Yield)]
    counts = {len(one.elts) if isinstance(one, ast.Tuple) and not any_starred(one) else None for one in given}
    return counts.pop() if len(counts) == 1 else None


def any_starred(node: ast.Tuple) -> bool:
    """Whether a tuple has a star, which hides its length."""
    return any(isinstance(part, ast.Starred) for part in node.elts)


def of_item(facts: Facts, target: ast.Tuple | ast.List, iterable: ast.expr) -> Cause:
    """A loop: one of its items does not fit."""
    text, kind = facts.program.text(iterable), kind_of(facts, iterable)
    needed, most = names_needed(target)
    if kind in MAPS and needed == 2:
        return of_dict(facts, target, iterable)
    known = value_of(facts, iterable)
    row = odd_item(known, needed, most)
    count = row[1].length if row else (yielded_count(facts, iterable) or got(facts, None))
    told = counted(count, "value") if count is not None else "another number of values"
    pairs = kind in ("list", "tuple") and needed == 2 and row is not None and row[1].type == "str"
    fix = Fix(f"Go through `enumerate({text})`", (replaced(facts.program, iterable, f"enumerate({text})"),))
    return Cause(
        "unpack-count-of-item",
        f"item {row[0]} of {quoted(text, 40)} is {shown(row[1], 40)}, which holds {told}"
        if row
        else f"an item of {quoted(text, 40)} holds {told}",
        facts.program.span(target),
        immediate=f"{quoted(facts.program.text(target), 40)} needs {counted(needed, 'value')}, and an "
        f"item has {told}",
        certainty=Certainty.PROVEN if row else Certainty.LIKELY,
        evidence=(Evidence(target.lineno, text[:80], known.text[:80]),) if known else (),
        suggestions=(
            f"Write `enumerate({text})` to get positions and items"
            if pairs
            else f"Write {counted(count, 'name')} in the loop, or give every item {counted(needed, 'value')}"
            if count is not None
            else f"Give every item {counted(needed, 'value')}",
        ),
        fixes=(fix,) if pairs else tuple(remedies_of_item(facts, target, count, known, row)),
    )


def odd_item(value: Value | None, needed: int, most: int | None) -> tuple[int, Value] | None:
    """The first item whose length does not fit."""
    items = (value.items or value.keys or ()) if value else ()
    for row, item in enumerate(items):
        if item.length is not None and (item.length < needed or (most is not None and item.length > most)):
            return row, item
    return None


def remedies_of_item(
    facts: Facts,
    target: ast.Tuple | ast.List,
    count: int | None,
    known: Value | None,
    row: tuple[int, Value] | None,
) -> list[Fix]:
    """Where all items have the same other number, the names change; zipped and counted pairs get brackets."""
    names = [facts.program.text(part) for part in target.elts]
    items = (known.items or ()) if known else ()
    alike = row is not None and all(item.length == row[1].length for item in items)
    if names_needed(target)[1] is None or count is None or not (alike or row is None) or count == 0:
        return []
    written = ", ".join(names[:count]) if count < len(names) else ", ".join([*names, "*_"])
    return [Fix(f"Write {quoted(written)} in the loop", (replaced(facts.program, target, written),))]


def of_dict(facts: Facts, target: ast.Tuple | ast.List, iterable: ast.expr) -> Cause:
    """A dict hands out its keys; a key that is text is unpacked into its letters."""
    text = facts.program.text(iterable)
    written = f"{text}.items()"
    return Cause(
        "dict-without-items",
        f"{quoted(text, 40)} is a dict, and a loop over it gets its keys only",
        facts.program.span(iterable),
        immediate=f"{quoted(facts.program.text(target), 40)} needs a key and a value, and gets a key",
        suggestions=(f"Write `{written}` to get keys and values",),
        fixes=(Fix(f"Go through `{written}`", (replaced(facts.program, iterable, written),)),),
    )
