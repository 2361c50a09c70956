"""Where text should have become a number: as close as possible to where it was read.

A value that is converted where it is used stays text everywhere else. So the conversion belongs where the
text got its name: at the assignment, the `return`, the argument or the attribute that hands it on, back over
all copies, but not beyond the container that it was taken from.
"""

import ast

from knowledge.backward.elements import filled_under
from knowledge.backward.origins import back, origin_of
from knowledge.backward.place import Place, innermost
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.kinds import builtin_called, value_of
from knowledge.operating.numerals import numeral
from knowledge.telling.edits import replaced
from knowledge.telling.trail import can_wrap
from knowledge.telling.wording import quoted
from knowledge.value import Value

COPIED = frozenset({"assigned", "returned", "argument", "attribute"})
SPLITTERS = frozenset({"split", "rsplit", "splitlines", "findall"})
LONGEST = 40


def named_at(facts: Facts, node: ast.expr, earlier: Value | None = None) -> ast.expr:
    """The expression that gave a text its first name; the given one where nothing else is known.

    `earlier` is a value that the expression had in a call that has ended.
    """
    here = Place(node, innermost(facts), value_of(facts, node))
    if earlier is not None:
        here = Place(node, None, earlier)
    seen: frozenset[ast.AST] = frozenset()
    found = node
    while len(seen) < LONGEST:
        seen |= {here.node}
        there = back(facts, here, seen)
        if there is None or there.kind or there.how not in COPIED or there.node in seen:
            break
        if isinstance(here.node, ast.Name) and is_text_elsewhere(facts, here.node):
            break
        if there.how == "attribute" and is_text_attribute(facts, here.node):
            break
        here = there
        if isinstance(here.node, ast.expr) and can_wrap(here.node):
            found = here.node
    return found


def is_text_elsewhere(facts: Facts, name: ast.Name) -> bool:
    """Whether a variable is also used as the text that it is: then a number must be made of it later."""
    home = facts.program.scope(name).resolve(name.id)
    uses = (use.node for use in facts.program.scopes.uses if use.name == name.id and use.node is not name)
    return any(
        facts.program.scope(use).resolve(use.id) is home and is_text_use(facts.program.parent(use), use)
        for use in uses
    )


def is_text_attribute(facts: Facts, node: ast.AST) -> bool:
    """Whether an attribute of this name is used as the text that it is, on any object."""
    name = node.attr if isinstance(node, ast.Attribute) else ""
    return any(
        one.attr == name and isinstance(one.ctx, ast.Load) and is_text_use(facts.program.parent(one), one)
        for one in facts.program.by_type.get(ast.Attribute, ())
        if isinstance(one, ast.Attribute)
    )


def is_text_use(around: ast.AST | None, use: ast.expr) -> bool:
    """Whether a name stands where only text makes sense: beside a text, before a dot, in `len`."""
    match around:
        case ast.Compare(left=left, comparators=others):
            return any(
                isinstance(one, ast.Constant) and isinstance(one.value, str) for one in (left, *others)
            )
        case ast.Attribute(value=value):
            return value is use
        case ast.Call(func=ast.Name(id="len" | "ord")):
            return True
        case _:
            return False


def maker_of(items: list[str]) -> str | None:
    """What turns these texts into numbers: as long as one of them is a number, they were meant as such."""
    makers = {maker for text in items if (maker := numeral(text))}
    return ("float" if "float" in makers else "int") if makers else None


def converted_items(facts: Facts, holder: ast.expr, maker: str) -> tuple[ast.expr, Fix] | None:
    """The expression that makes the items of a container, and the change that makes numbers of them."""
    origin = origin_of(facts, holder)
    made = origin.node
    match made:
        case ast.ListComp(elt=elt) | ast.SetComp(elt=elt) | ast.GeneratorExp(elt=elt):
            return elt, converting(facts, elt, f"{maker}({facts.program.text(elt)})", maker)
        case ast.Call() if splits(facts, made):
            return made, converting(facts, made, f"list(map({maker}, {facts.program.text(made)}))", maker)
        case ast.Name() | ast.List(elts=[]) | ast.Call(args=[]):
            added = [value for _, value in filled_under(facts, (holder, *origin.names))]
            if len(added) == 1:
                return added[0], converting(
                    facts, added[0], f"{maker}({facts.program.text(added[0])})", maker
                )
            return None
        case _:
            return None


def splits(facts: Facts, call: ast.Call) -> bool:
    """Whether a call takes a text apart."""
    if builtin_called(facts, call) in ("list", "tuple", "sorted") and len(call.args) == 1:
        return True
    return isinstance(call.func, ast.Attribute) and call.func.attr in SPLITTERS


def converting(facts: Facts, node: ast.expr, written: str, maker: str) -> Fix:
    """Write the conversion."""
    told, line = quoted(facts.program.text(node), 40), facts.program.span(node).line
    return Fix(f"Turn {told} into {maker} in line {line}", (replaced(facts.program, node, written),))
