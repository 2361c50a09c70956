"""Calls that return None: those that work in place, those that print, those that found nothing."""

import ast
from collections.abc import Iterator

from knowledge.absence.neutral import neutral_for
from knowledge.backward.origin import Origin
from knowledge.backward.place import value_at
from knowledge.calling.calls import callee
from knowledge.cause import Cause, Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.near import nearest
from knowledge.provenance import Evidence
from knowledge.telling.edits import is_alone, replaced
from knowledge.telling.wording import quoted, shortened, some_of

IN_PLACE = frozenset(
    {"append", "extend", "insert", "remove", "clear", "sort", "reverse", "update", "add"}
) | {
    *("discard", "appendleft", "extendleft", "rotate"),
    *("difference_update", "intersection_update", "symmetric_difference_update"),
}
IN_PLACE_FUNCTIONS = frozenset({"shuffle", "heapify", "heappush", "insort", "insort_left", "insort_right"})
MATCHING = frozenset({"match", "search", "fullmatch"})


def none_from_call(facts: Facts, call: ast.Call, origin: Origin) -> Cause | None:
    """Name the reason for calls that are known to return None."""
    if callee(facts, call) is not None:
        return None
    match call.func:
        case ast.Name(id="print"):
            return from_print(facts, call)
        case ast.Attribute(value=owner, attr=attr) if attr in IN_PLACE and not owner_is_module(facts, owner):
            return from_in_place(facts, call, owner, attr)
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in IN_PLACE_FUNCTIONS and call.args:
            return from_in_place(facts, call, call.args[0], name)
        case ast.Attribute(value=owner, attr="get") if call.args and not has_default(call):
            return from_get(facts, call, owner, origin)
        case ast.Attribute(attr=attr) if attr in MATCHING:
            return from_match(facts, call, attr, origin)
        case _:
            return None


def has_default(call: ast.Call) -> bool:
    """Whether `get` was told to give something else than None for a key that is not there."""
    given = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    return any(not isinstance(one, ast.Constant) or one.value is not None for one in given)


def owner_is_module(facts: Facts, owner: ast.expr) -> bool:
    """Whether what stands before the dot was imported."""
    return isinstance(owner, ast.Name) and any(
        binding.kind == "import" for binding in facts.program.bindings(owner)
    )


def from_print(facts: Facts, call: ast.Call) -> Cause:
    """`print` shows a value and returns None."""
    program = facts.program
    fixes = []
    if len(call.args) == 1 and not call.keywords:
        text = program.text(call.args[0])
        fixes = [
            Fix(
                f"Write `{shortened(text, 40)}` instead of {quoted(program.text(call), 50)}",
                (replaced(program, call, text),),
            )
        ]
    return Cause(
        "none-from-print",
        f"`print` in line {call.lineno} shows its argument and returns None",
        program.span(call),
        suggestions=tuple(fix.words for fix in fixes)
        or ("Keep the value, and print it in a line of its own",),
        fixes=tuple(fixes),
    )


def from_in_place(facts: Facts, call: ast.Call, owner: ast.expr, name: str) -> Cause:
    """The method changed its object and returned None."""
    text = quoted(facts.program.text(owner), 40)
    fixes = tuple(in_place_fixes(facts, call, owner, name))
    return Cause(
        "none-from-in-place-method",
        f"`{name}` changes {text} in place and returns None, and line {call.lineno} uses that None",
        facts.program.span(call),
        suggestions=tuple(fix.words for fix in fixes)
        or (f"Call {quoted(facts.program.text(call), 50)} in a line of its own, then use {text}",),
        fixes=fixes,
    )


def in_place_fixes(facts: Facts, call: ast.Call, owner: ast.expr, name: str) -> Iterator[Fix]:
    """The call on a line of its own; or the function that returns the changed copy."""
    program = facts.program
    statement = program.statement(call)
    whole, thing = program.text(call), program.text(owner)
    if isinstance(statement, ast.Assign) and statement.value is call and is_same(statement, owner):
        yield Fix(
            f"Change `{shortened(program.text(statement), 50)}` to {quoted(whole, 50)}",
            (replaced(program, statement, whole),),
        )
    copied = copy_of(
        program.text(owner), call, name, [program.text(one) for one in (*call.args, *call.keywords)]
    )
    if copied:
        yield Fix(
            f"Write `{shortened(copied, 50)}`, which returns the new list", (replaced(program, call, copied),)
        )
    if (
        isinstance(statement, ast.Assign | ast.Return)
        and statement.value is call
        and is_alone(program, statement)
    ):
        yield Fix(
            f"Call {quoted(whole, 50)} first, then use {quoted(thing, 30)}",
            split(facts, statement, call, owner),
        )


def is_same(statement: ast.Assign, owner: ast.expr) -> bool:
    """Whether the result is assigned to the very thing that was changed."""
    return len(statement.targets) == 1 and ast.unparse(statement.targets[0]) == ast.unparse(owner)


def copy_of(owner: str, call: ast.Call, name: str, arguments: list[str]) -> str | None:
    """The expression that makes a changed copy instead."""
    match name:
        case "sort":
            return f"sorted({', '.join([owner, *arguments])})"
        case "reverse":
            return f"list(reversed({owner}))"
        case "append" if len(arguments) == 1:
            return f"{owner} + [{arguments[0]}]"
        case "shuffle":
            return f"{text_before_name(call)}sample({owner}, len({owner}))"
        case _:
            return None


def text_before_name(call: ast.Call) -> str:
    """`random.` where the function was reached through its module."""
    return f"{ast.unparse(call.func.value)}." if isinstance(call.func, ast.Attribute) else ""


def split(
    facts: Facts, statement: ast.Assign | ast.Return, call: ast.Call, owner: ast.expr
) -> tuple[Edit, ...]:
    """Put the call on a line of its own before the statement, which then uses the changed thing."""
    program = facts.program
    margin = program.source.indentation(statement.lineno)
    start = program.span(statement)
    text, thing = program.text(statement), program.text(owner)
    head = text[: len(text) - len(program.text(call))] if text.endswith(program.text(call)) else ""
    return (Edit(start, f"{program.text(call)}\n{margin}{head}{thing}"),) if head else ()


def from_get(facts: Facts, call: ast.Call, owner: ast.expr, origin: Origin) -> Cause:
    """`get` found no such key; where the mapping is known, say which keys there are."""
    program = facts.program
    mapping = value_at(facts, owner, origin.depth)
    wanted, text = shortened(program.text(call.args[0]), 40), quoted(program.text(owner), 40)
    key = value_at(facts, call.args[0], origin.depth)
    scalar = call.args[0].value if isinstance(call.args[0], ast.Constant) else key and key.scalar
    keys = (
        [one.scalar for one in mapping.keys if isinstance(one.scalar, str)]
        if mapping and mapping.keys
        else []
    )
    fixes = []
    if isinstance(scalar, str) and scalar not in keys and (near := nearest(scalar, keys)):
        fixes.append(
            Fix(f"Change the key `{wanted}` to `{near!r}`", (replaced(program, call.args[0], repr(near)),))
        )
    if len(call.args) == 1 and not call.keywords and (empty := neutral_for(facts)):
        edit = replaced(program, call.args[0], f"{program.text(call.args[0])}, {empty}")
        fixes.append(Fix(f"Give `get` a default: `get({wanted}, {empty})`", (edit,), masks=True))
    there = f"; its keys are {some_of([repr(one) for one in keys])}" if keys else ""
    return Cause(
        "none-from-get",
        f"{text} has no entry for `{wanted}` in line {call.lineno}, so `get` returned None{there}",
        program.span(call),
        evidence=(Evidence(call.lineno, wanted, shortened(key.text)),)
        if key and not isinstance(call.args[0], ast.Constant)
        else (),
        suggestions=(
            *(fix.words for fix in fixes),
            f"Handle the missing key in line {call.lineno}, where `get` returns None without a word",
        ),
        fixes=tuple(fixes),
    )


def from_match(facts: Facts, call: ast.Call, name: str, origin: Origin) -> Cause:
    """A pattern was not found; `match` looks at the start only, which is often not meant."""
    program = facts.program
    subject = call.args[-1] if call.args else call
    value = value_at(facts, subject, origin.depth)
    where = {"match": "at the start of", "fullmatch": "as the whole of"}.get(name, "in")
    text = quoted(program.text(subject), 40)
    said = f", which is {quoted(value.text, 60)}" if value and value.scalar is not None else ""
    fixes = []
    if name != "search" and isinstance(call.func, ast.Attribute):
        instead = f"{program.text(call.func.value)}.search"
        fixes = [
            Fix(
                f"Use `search` instead of `{name}` to find it anywhere in the text",
                (replaced(program, call.func, instead),),
            )
        ]
    return Cause(
        "none-from-no-match",
        f"the pattern in line {call.lineno} is not found {where} {text}{said}, so `{name}` returned None",
        program.span(call),
        suggestions=(
            *(fix.words for fix in fixes),
            f"Test the result of `{name}` for None before using it, or correct the pattern",
        ),
        fixes=tuple(fixes),
    )
