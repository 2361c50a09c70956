"""TypeError: an object is made of a class that still lacks methods its base asks for."""

import ast
import re

from knowledge.calling.calls import bases_of, callee, methods_of
from knowledge.calling.returning import Def
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.near import nearest
from knowledge.operating.kinds import methods_named
from knowledge.operating.touching import failing
from knowledge.telling.wording import listed


@explains(TypeError)
def abstract_class(facts: Facts) -> Cause | None:
    """Name the abstract methods, who asks for them, and which class should define them."""
    call = failing(facts)
    owner = callee(facts, call) if isinstance(call, ast.Call) else None
    if not isinstance(call, ast.Call) or not isinstance(owner, ast.ClassDef):
        return None
    asked = {name: method for name, method in abstract(facts, owner).items() if name not in defined(owner)}
    own = {name: method for name, method in abstract(facts, owner).items() if method in owner.body}
    if not asked and not own:
        return None
    return of_base(facts, call, owner, own) if own else unfinished(facts, owner, asked)


def abstract(facts: Facts, owner: ast.ClassDef) -> dict[str, Def]:
    """The methods that stay abstract: the nearest definition of the name bears the decorator."""
    found: dict[str, Def] = {}
    for method in methods_of(facts.program, owner):
        found.setdefault(method.name, method)
    return {name: method for name, method in found.items() if is_abstract(method)}


def is_abstract(method: Def) -> bool:
    """Whether a decorator says so."""
    names = [ast.unparse(decorator).rpartition(".")[2] for decorator in method.decorator_list]
    return any(name.startswith("abstract") for name in names)


def defined(owner: ast.ClassDef) -> set[str]:
    """The names of the functions in a class body."""
    return {node.name for node in owner.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def of_base(facts: Facts, call: ast.Call, owner: ast.ClassDef, own: dict[str, Def]) -> Cause:
    """The abstract class itself is called."""
    names = listed([f"`{name}`" for name in own])
    children = [
        node.name for node in facts.program.classes.values() if owner in bases_of(facts.program, node)
    ]
    return Cause(
        "abstract-class-made",
        f"class `{owner.name}` in line {owner.lineno} leaves {names} abstract, so no object of it can "
        f"be made",
        facts.program.span(call),
        immediate=f"`{owner.name}(…)` makes an object of an abstract class",
        suggestions=(
            f"Make an object of {listed([f'`{name}`' for name in children], 'or')} instead"
            if children
            else f"Write a class that inherits from `{owner.name}` and defines {names}",
        ),
    )


def unfinished(facts: Facts, owner: ast.ClassDef, asked: dict[str, Def]) -> Cause:
    """A class forgot a method that its base asks for, or misspelt it."""
    name, method = next(iter(asked.items()))
    base = facts.program.parent(method)
    asker = f"`{base.name}`" if isinstance(base, ast.ClassDef) else "its base"
    slip = nearest(name, methods_named(facts, owner) - set(asked))
    fixes = renaming(facts, owner, slip, name) if slip else ()
    names = listed([f"`{one}`" for one in asked])
    return Cause(
        "abstract-method-missing",
        f"class `{owner.name}` in line {owner.lineno} does not define {names}, which {asker} asks for "
        f"in line {method.lineno}" + (f"; it defines `{slip}`" if slip else ""),
        fixes[0].edits[0].span if fixes else facts.source.line_span(owner.lineno),
        immediate=f"`{owner.name}(…)` cannot be made while {names} is abstract",
        suggestions=(f"Rename `{slip}` to `{name}`" if slip else f"Define {names} in class `{owner.name}`",),
        fixes=fixes,
    )


def renaming(facts: Facts, owner: ast.ClassDef, old: str, new: str) -> tuple[Fix, ...]:
    """Rename a method at its definition."""
    method = next(
        (
            node
            for node in owner.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == old
        ),
        None,
    )
    found = (
        re.search(rf"\bdef\s+({re.escape(old)})\b", facts.source.sent_lines[method.lineno - 1])
        if method
        else None
    )
    if method is None or found is None:
        return ()
    return (
        Fix(
            f"Change `{old}` to `{new}`",
            (Edit(Span(method.lineno, found.start(1), method.lineno, found.end(1)), new),),
        ),
    )
