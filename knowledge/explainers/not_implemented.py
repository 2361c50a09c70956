"""NotImplementedError: a method is called that a subclass should have defined."""

import ast

from knowledge.calling.calls import bases_of
from knowledge.calling.returning import Def
from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.near import nearest
from knowledge.operating.kinds import methods_named, own_class
from knowledge.operating.touching import failing


@explains(NotImplementedError)
def not_implemented(facts: Facts) -> Cause | None:
    """Name the class of the object, which lacks the method or has it under another name."""
    node = failing(facts)
    if not isinstance(node, ast.Raise):
        return None
    method = facts.program.function(node)
    if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
        return open_place(facts, node, "the program")
    base = facts.program.parent(method)
    first = method.args.args[0].arg if method.args.args else ""
    value = (facts.crash.variables if facts.crash else {}).get(first)
    owner = own_class(facts, value.type) if value else None
    if not isinstance(base, ast.ClassDef) or owner is None:
        return open_place(facts, node, f"`{method.name}`")
    return told(facts, method, base, owner)


def open_place(facts: Facts, node: ast.Raise, what: str) -> Cause:
    """A part of the program was left for later."""
    return Cause(
        "left-for-later",
        f"line {node.lineno} says that {what} is not written yet",
        facts.program.span(node),
        immediate=f"line {node.lineno} raises `NotImplementedError` on purpose",
        suggestions=(f"Write the body in line {node.lineno}, or do not call {what}",),
    )


def told(facts: Facts, method: Def, base: ast.ClassDef, owner: ast.ClassDef) -> Cause:
    """The class, and the method that was probably meant to be this one."""
    if owner is base:
        return Cause(
            "abstract-method-called",
            f"the object is of class `{base.name}` itself, whose `{method.name}` in line "
            f"{method.lineno} is left to subclasses",
            facts.program.span(method.body[-1]),
            immediate=f"`{base.name}.{method.name}` only raises `NotImplementedError`",
            suggestions=(
                (
                    f"Make an object of a subclass of `{base.name}` that defines "
                    f"`{method.name}`{children(facts, base, method)}"
                ),
            ),
        )
    own = {node.name: node for node in owner.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    slip = nearest(method.name, set(own) - methods_named(facts, base))
    fixes = renamed(facts, own[slip], slip, method.name) if slip else ()
    return Cause(
        "method-not-overridden",
        f"class `{owner.name}` in line {owner.lineno} does not define `{method.name}`, which "
        f"`{base.name}` leaves to it" + (f"; it defines `{slip}`" if slip else ""),
        fixes[0].edits[0].span if fixes else facts.source.line_span(owner.lineno),
        immediate=f"`{owner.name}` has no `{method.name}` of its own, so that of `{base.name}` raises "
        f"`NotImplementedError`",
        suggestions=(
            f"Rename `{slip}` to `{method.name}`"
            if slip
            else f"Define `{method.name}` in class `{owner.name}`",
        ),
        fixes=fixes,
    )


def children(facts: Facts, base: ast.ClassDef, method: Def) -> str:
    """The subclasses that do define it."""
    found = [
        node.name
        for node in facts.program.classes.values()
        if base in bases_of(facts.program, node)
        and any(getattr(one, "name", "") == method.name for one in node.body)
    ]
    return f", such as `{found[0]}`" if found else ""


def renamed(facts: Facts, method: Def, old: str, new: str) -> tuple[Fix, ...]:
    """Rename a method at its definition."""
    line = facts.source.sent_lines[method.lineno - 1]
    start = line.find(old, line.find("def "))
    if start < 0:
        return ()
    span = Span(method.lineno, start, method.lineno, start + len(old))
    return (Fix(f"Change `{old}` to `{new}`", (Edit(span, new),)),)
