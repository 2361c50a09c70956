"""IndexError: a match is asked for a group that the pattern does not have."""

import ast
import re

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.telling.wording import quoted, some_of

GROUP = re.compile(r"\(\?P<(\w+)>")


@explains(IndexError)
def absent_group(facts: Facts) -> Cause | None:
    """Compare the group with those of the pattern; the only one that nobody asks for may be meant."""
    asked, owner = asked_group(failing(facts))
    value = value_of(facts, owner) if owner is not None else None
    if asked is None or owner is None or (value is not None and short_name(value.type) != "Match"):
        return None
    patterns = [node for node in facts.program.by_type.get(ast.Constant, []) if groups_in(node)]
    able = [node for node in patterns if asked not in groups_in(node)]
    if len(able) != 1 or not isinstance(able[0], ast.Constant):
        return None
    pattern, names = able[0], groups_in(able[0])
    unread = [name for name in names if name not in all_asked(facts)]
    fixes = tuple(renamed(facts, pattern, name, asked) for name in unread[:2] if unread)
    node = failing(facts)
    line = getattr(node, "lineno", 1)
    return Cause(
        "no-such-group",
        f"the pattern in line {pattern.lineno} has the groups {some_of(names)}, and no `{asked}`",
        facts.program.span(pattern) if fixes else facts.program.span(node or pattern),
        immediate=f"{quoted(facts.program.text(owner), 30)} has no group `{asked}` in line {line}",
        certainty=Certainty.LIKELY,
        suggestions=(
            *(fix.words for fix in fixes),
            f"Ask for one of the groups of the pattern: {some_of(names)}",
        ),
        fixes=fixes,
    )


def asked_group(node: ast.AST | None) -> tuple[str | None, ast.expr | None]:
    """The group that is asked for by name, and of what."""
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr="group"), args=[ast.Constant(value=str(name))]):
            return name, owner
        case ast.Subscript(value=owner, slice=ast.Constant(value=str(name))):
            return name, owner
        case _:
            return None, None


def short_name(kind: str) -> str:
    """A type without its module."""
    return kind.rpartition(".")[2]


def groups_in(node: ast.AST) -> list[str]:
    """The named groups of a pattern that is written out."""
    return GROUP.findall(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def all_asked(facts: Facts) -> set[str]:
    """Every group that the program asks for by name."""
    return {name for node in facts.program.nodes if (name := asked_group(node)[0])}


def renamed(facts: Facts, pattern: ast.Constant, old: str, new: str) -> Fix:
    """Give a group of the pattern the name that it is asked by."""
    program = facts.program
    span, text = program.span(pattern), program.text(pattern)
    at = text.find(f"(?P<{old}>") + len("(?P<")
    line = span.line + text[:at].count("\n")
    start = at - text.rfind("\n", 0, at) - 1 if "\n" in text[:at] else span.column + at
    edit = Edit(Span(line, start, line, start + len(old)), new)
    return Fix(f"Name the group `{new}` instead of `{old}` in the pattern in line {line}", (edit,))
