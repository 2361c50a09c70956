"""What would bring a recursion to its end: an argument that gets smaller, a kind of item that stays whole."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import argument_for
from knowledge.calling.returning import Def, inside
from knowledge.cause import Fix
from knowledge.ending.series import Series
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MANY = frozenset({"Iterable", "Sequence", "Collection", "Container"})
MOST = 4


def smaller(facts: Facts, owner: Def, series: list[Series]) -> Iterator[Fix]:
    """Yield the calls that pass a parameter on as it came, with a part of it, or one less."""
    moving = [one.name for one in series if not one.moves]
    calls = [node for node in inside(owner) if isinstance(node, ast.Call) and calls_owner(node, owner)]
    for call in calls:
        for name in moving:
            passed = argument_for(facts.program, call, owner, name)
            if not isinstance(passed, ast.Name) or passed.id != name:
                continue
            for written in parts(facts, owner, calls, name):
                words = f"Pass a smaller part: {quoted(written)} instead of `{name}` in line {call.lineno}"
                yield Fix(words, (replaced(facts.program, passed, written),))


def calls_owner(call: ast.Call, owner: Def) -> bool:
    """Whether a call is one of the function itself."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    return name == owner.name


def parts(facts: Facts, owner: Def, calls: list[ast.Call], name: str) -> list[str]:
    """What may be passed on: what another call leaves out, the rest behind the first, one less."""
    frames = [frame for frame in facts.fault.frames if frame.in_program] if facts.fault else []
    values = [frame.variables[name] for frame in frames if name in frame.variables]
    found = []
    for other in calls:
        match argument_for(facts.program, other, owner, name):
            case ast.Subscript(value=ast.Name(id=sliced), slice=ast.Slice(lower=lower, upper=upper)) if (
                sliced == name
            ):
                start = f"{facts.program.text(upper)}:" if upper is not None else ""
                found.append(f"{name}[{start or ':' + (facts.program.text(lower) if lower else '')}]")
            case _:
                continue
    if values and values[-1].length is not None:
        found += [f"{name}[1:]", f"{name}[:-1]"]
    elif values and values[-1].is_number:
        found.append(f"{name} - 1")
    return list(dict.fromkeys(found))[:MOST]


def whole_texts(facts: Facts, owner: Def) -> Iterator[Fix]:
    """Yield the tests for what has items, without text: a letter is a text of one letter, for ever."""
    if not has_lone_letter(facts):
        return
    for node in inside(owner):
        match node:
            case ast.Call(
                func=ast.Name(id="isinstance"),
                args=[ast.Name(id=name), ast.Name(id=kind) | ast.Attribute(attr=kind)],
            ) if kind in MANY:
                pass
            case ast.Call(
                func=ast.Name(id="hasattr"), args=[ast.Name(id=name), ast.Constant(value="__iter__")]
            ):
                pass
            case _:
                continue
        written = f"{facts.program.text(node)} and not isinstance({name}, str)"
        words = f"Take text as one item, since each letter of a str is a str again: {quoted(written, 60)}"
        yield Fix(words, (replaced(facts.program, node, written),))


def has_lone_letter(facts: Facts) -> bool:
    """Whether the innermost levels of the stack work on a text of one letter."""
    frames = [frame for frame in facts.fault.frames if frame.in_program][-5:] if facts.fault else []
    values = [value for frame in frames for value in frame.variables.values()]
    return any(value.type == "str" and value.length == 1 for value in values)
