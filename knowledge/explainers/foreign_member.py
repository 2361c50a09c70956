"""AttributeError: the method has this name in another language, or had it in Python 2."""

import ast
from collections.abc import Iterator

from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.lacking import Lacking, lacking
from knowledge.telling.edits import member_renamed, replaced
from knowledge.telling.wording import a, quoted


@explains(AttributeError)
def foreign_member(facts: Facts) -> Cause | None:
    """Give what Python has for it: another method, or an expression."""
    found = lacking(facts, "foreign")
    if found is None:
        return None
    fix = renamed(facts, found) or rewritten(facts, found)
    fixes = (*as_set(facts, found), *((fix,) if fix else ()), *opposite(facts, found))
    return Cause(
        "foreign-member",
        f"{quoted(facts.program.text(found.owner), 40)} is {a(found.obj.type)}, and what `{found.name}` does "
        f"elsewhere is {as_python(found)} here",
        facts.program.span(found.node),
        immediate=f"{a(found.obj.type)} has no `{found.name}`",
        suggestions=tuple(one.words for one in fixes) or (f"Use {as_python(found)}",),
        fixes=fixes,
    )


def as_set(facts: Facts, found: Lacking) -> Iterator[Fix]:
    """Who calls `add` on a list that starts empty may have meant a set."""
    if (found.obj.type, found.name) != ("list", "add"):
        return
    made = origin_of(facts, found.owner, value=found.obj).node
    if isinstance(made, ast.List) and not made.elts:
        words = f"Make it a set: `set()` instead of `[]` in line {made.lineno}"
        yield Fix(words, (replaced(facts.program, made, "set()"),))


def opposite(facts: Facts, found: Lacking) -> Iterator[Fix]:
    """Encoding and decoding are mixed up easily."""
    pairs = {("str", "decode"): "encode", ("bytes", "encode"): "decode"}
    other = pairs.get((found.obj.type, found.name))
    if other:
        yield member_renamed(facts.program, found.node, other)


def as_python(found: Lacking) -> str:
    """How Python writes it, in backticks."""
    return f"`{found.meant.format(x='x', args='…')}`"


def renamed(facts: Facts, found: Lacking) -> Fix | None:
    """Another name after the dot; a property elsewhere needs its call here."""
    if not found.meant.startswith("."):
        return None
    fix = member_renamed(facts.program, found.node, found.meant[1:])
    parent = facts.program.parent(found.node)
    if isinstance(parent, ast.Call) and parent.func is found.node:
        return fix
    text = f"{facts.program.text(found.owner)}{found.meant}()"
    return Fix(f"Write {quoted(text, 50)}", (replaced(facts.program, found.node, text),))


def rewritten(facts: Facts, found: Lacking) -> Fix | None:
    """The whole expression in Python's words; in brackets where it is part of a larger one."""
    program = facts.program
    parent = program.parent(found.node)
    call = parent if isinstance(parent, ast.Call) and parent.func is found.node else None
    arguments = ", ".join(program.text(part) for part in (*call.args, *call.keywords)) if call else ""
    if "{args}" in found.meant and not arguments:
        return None
    text = found.meant.format(x=program.text(found.owner), args=arguments)
    whole = call or found.node
    above = program.parent(whole)
    loose = " in " in found.meant or found.meant.startswith("not ") or " + " in text or " ** " in text
    if loose and isinstance(above, ast.BinOp | ast.UnaryOp | ast.Compare | ast.Attribute | ast.Subscript):
        text = f"({text})"
    words = f"Change {quoted(program.text(whole), 50)} to {quoted(text, 50)}"
    return Fix(words, (replaced(program, whole, text),))
