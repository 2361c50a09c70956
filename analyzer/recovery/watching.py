"""Which expressions to look at just before a failure."""

import ast
from collections.abc import Iterator
from itertools import chain

from executor.child.masking import MASK, is_secret_name
from knowledge.facts import Facts
from knowledge.value import Value

MOST_WATCHED = 4
SIMPLE = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.expr_context, ast.UnaryOp, ast.USub)
SPEAKING = frozenset({"function", "builtin_function_or_method", "type", "module", "method", "method-wrapper"})
"""Types whose values say nothing: the name alone tells what they are."""
UNSEEN = Value("object", "")
"""Stands for a value that was not captured; the expression can be printed all the same."""
IMPORTS = (ast.Import, ast.ImportFrom)
INNER = (ast.Lambda, ast.comprehension, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def watched(facts: Facts) -> dict[str, Value]:
    """The expressions whose values decide, with those values, most telling first.

    The operands of the failing expression; where it has none, those of its statement and the variables
    that this reads; where it reads none, the youngest variables of the frame. Only what was evaluated
    without running the program's code counts, so that printing it cannot change the run.
    """
    spot = spot_of(facts)
    if spot is None or isinstance(spot, IMPORTS):
        return {}
    found: dict[str, Value] = {}
    for seen in sources(facts, spot):
        found = found or {text: value for text, value in seen if is_telling(value)}
    parts = {text for text in found if any(other.startswith((f"{text}.", f"{text}[")) for other in found)}
    return dict([pair for pair in found.items() if pair[0] not in parts][:MOST_WATCHED])


def sources(facts: Facts, spot: ast.expr | ast.stmt) -> Iterator[Iterator[tuple[str, Value]]]:
    """Yield where to take expressions from, best first; in a comprehension its variables count at once."""
    failing = operands(facts, spot, facts.node or spot)
    yield chain(failing, variables(facts, spot)) if isinstance(spot, ast.expr) else failing
    yield chain(operands(facts, spot, spot), variables(facts, spot))
    yield latest(facts, spot)


def spot_of(facts: Facts) -> ast.expr | ast.stmt | None:
    """What was about to be evaluated: the failing statement, or what is inside a lambda or comprehension."""
    node, statement = facts.node, facts.statement
    if not isinstance(node, ast.expr) or statement is None or is_outer(facts, node, statement):
        return statement
    parent = facts.program.parent(node)
    while isinstance(parent, ast.expr) and not isinstance(parent, INNER):
        node, parent = parent, facts.program.parent(parent)
    return node


def is_outer(facts: Facts, node: ast.expr, statement: ast.stmt) -> bool:
    """Whether an expression is evaluated in the scope of its statement."""
    return facts.program.scope(node) is facts.program.scope(statement)


def operands(facts: Facts, spot: ast.AST, within: ast.AST) -> Iterator[tuple[str, Value]]:
    """Yield the recorded operands inside a node that are names, attributes and items, known at the spot."""
    span = facts.program.span(within)
    for operand in facts.crash.operands if facts.crash else ():
        node = facts.program.node_at(operand.span) if span.covers(operand.span) else None
        if node is not None and is_simple(node) and is_known(facts, node, spot):
            yield operand.text, operand.value


def is_simple(node: ast.AST) -> bool:
    """Whether an expression names a value, and is not that value itself."""
    return not isinstance(node, ast.Constant) and all(isinstance(part, SIMPLE) for part in ast.walk(node))


def is_known(facts: Facts, node: ast.AST, spot: ast.AST) -> bool:
    """Whether all names in an expression have their values before the spot is evaluated.

    Those of a comprehension or a lambda inside it have not, nor those that it assigns itself by `:=`.
    """
    changed = isinstance(facts.program.parent(node), ast.AugAssign)
    if isinstance(getattr(node, "ctx", None), ast.Store) and not changed:
        return False
    made = {part.target.id for part in ast.walk(spot) if isinstance(part, ast.NamedExpr)}
    names = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
    return all(name.id not in made and is_visible(facts, name, spot) for name in names)


def is_visible(facts: Facts, name: ast.Name, spot: ast.AST) -> bool:
    """Whether a name means the same at the spot."""
    home = facts.program.scope(name).resolve(name.id)
    return home is None or home is facts.program.scope(spot).resolve(name.id)


def variables(facts: Facts, spot: ast.AST) -> Iterator[tuple[str, Value]]:
    """Yield the variables that the spot reads, and those of the loop around it.

    A comprehension's own are gone when it has failed, but at the spot they have their values.
    """
    seen = facts.crash.variables if facts.crash else {}
    scope = facts.program.scope(spot)
    for name in names_read(facts, spot):
        if name in seen:
            yield name, seen[name]
        elif scope.kind == "comprehension" and name in scope.bindings and not is_secret_name(name):
            yield name, UNSEEN


def latest(facts: Facts, spot: ast.AST) -> Iterator[tuple[str, Value]]:
    """Yield the variables of the frame that are seen from the spot, the youngest first."""
    seen = facts.crash.variables if facts.crash else {}
    scope = facts.program.scope(spot)
    for name in reversed(list(seen)):
        if scope.resolve(name) is not None:
            yield name, seen[name]


def names_read(facts: Facts, spot: ast.AST) -> Iterator[str]:
    """Yield the names in the head of a statement, and the targets of the loop that it is in."""
    for part in heads(spot):
        for node in ast.walk(part):
            if isinstance(node, ast.Name) and is_known(facts, node, spot):
                yield node.id
    for ancestor in facts.program.ancestors(spot):
        match ancestor:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                return
            case ast.For(target=target) | ast.AsyncFor(target=target):
                yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name))
                return


def heads(spot: ast.AST) -> Iterator[ast.AST]:
    """Yield the expressions of a statement, without the statements inside it."""
    for child in ast.iter_child_nodes(spot):
        if not isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield child


def is_telling(value: Value) -> bool:
    """Whether a value may be shown, to whatever depth, and says something."""
    return MASK not in value.text and value.type not in SPEAKING
