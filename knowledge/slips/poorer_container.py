"""A plain container where one of another type was meant, which has the method that is asked for."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.imports.importing import importing
from knowledge.operating.kinds import kind_of
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

RICHER = {
    ("dict", "move_to_end"): "OrderedDict",
    ("dict", "popitem"): "OrderedDict",
    ("dict", "most_common"): "Counter",
    ("dict", "elements"): "Counter",
    ("dict", "subtract"): "Counter",
    ("dict", "add"): "set",
    ("dict", "discard"): "set",
    ("list", "appendleft"): "deque",
    ("list", "extendleft"): "deque",
    ("list", "popleft"): "deque",
    ("list", "rotate"): "deque",
    ("list", "add"): "set",
    ("list", "discard"): "set",
}
"""A type and what it cannot do, with the type that can."""


@slip(rank=0)
def poorer_container(facts: Facts) -> Iterator[Fix]:
    """Make it of the type that has the method, where it is made."""
    program, node = facts.program, failing(facts)
    asked = node.func if isinstance(node, ast.Call) else node
    if not isinstance(asked, ast.Attribute) or facts.fault is None:
        return
    if not (facts.fault.is_a("AttributeError") or facts.fault.is_a("TypeError")):
        return
    kind = kind_of(facts, asked.value)
    richer = RICHER.get((kind or "", asked.attr))
    if kind is None or richer is None:
        return
    for made in plainly_made(program, asked.value, kind):
        written, edits = remade(program, made, richer)
        yield Fix(
            f"Make it {with_article(richer)}: {quoted(written, 50)} in line {made.lineno}",
            (*edits, replaced(program, made, written)),
            birth=program.span(made),
            because=f"{quoted(program.text(asked.value), 30)} is made as a {kind} in line {made.lineno}, "
            f"and it is {with_article(richer)} that has `{asked.attr}`",
        )


def with_article(kind: str) -> str:
    """Name a type in a sentence."""
    return f"an {kind}" if kind[0] in "AEIOUaeiou" else f"a {kind}"


def plainly_made(program: Program, owner: ast.expr, kind: str) -> Iterator[ast.expr]:
    """Yield the displays and calls that make what goes by the name of `owner`."""
    for statement in program.statements:
        match statement:
            case ast.Assign(targets=[target], value=value):
                pass
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                pass
            case _:
                continue
        if program.text(target) == program.text(owner) and is_plain(value, kind):
            yield value


def is_plain(value: ast.expr, kind: str) -> bool:
    """Whether an expression makes a container of this built-in type."""
    match value:
        case ast.Dict():
            return kind == "dict"
        case ast.List() | ast.ListComp():
            return kind == "list"
        case ast.Call(func=ast.Name(id=name)):
            return name == kind
        case _:
            return False


def remade(program: Program, made: ast.expr, richer: str) -> tuple[str, tuple[Edit, ...]]:
    """Write what makes the richer type, with the import that it needs."""
    empty = (isinstance(made, ast.Dict) and not made.keys) or (isinstance(made, ast.List) and not made.elts)
    match made:
        case ast.Call(args=args, keywords=[]):
            inside = ", ".join(map(program.text, args))
        case _:
            inside = "" if empty else program.text(made)
    if richer == "set" or program.scopes.all[0].root.bindings.get(richer):
        return f"{richer}({inside})", ()
    return f"{richer}({inside})", (importing(program, f"from collections import {richer}"),)
