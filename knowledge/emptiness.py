"""Why a container is empty: what made it, and what should have filled it."""

import ast
from dataclasses import dataclass

from knowledge.backward.place import value_at
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.origin import Origin
from knowledge.origins import origin_of
from knowledge.program import first_line
from knowledge.provenance import Link
from knowledge.wording import listed, quoted

FILLING = frozenset({"append", "extend", "add", "update", "insert", "appendleft", "put", "setdefault"})
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Empty:
    """The reason as a clause, the place to look at, and the way there."""

    because: str
    span: Span
    links: tuple[Link, ...]
    sure: bool
    advice: str


def why_empty(facts: Facts, node: ast.AST, depth: int | None = None, steps: int = 0) -> Empty:
    """Walk back to what made the container, and say why nothing is in it.

    What is made item by item from another empty container passes the question on to that one.
    """
    origin = origin_of(facts, node, depth)
    source = source_of_items(origin)
    text = quoted(facts.program.text(node), 40)
    if source is not None and steps < MOST_STEPS and is_empty_there(facts, source, origin.depth):
        further = why_empty(facts, source, origin.depth, steps + 1)
        return Empty(
            f"{text} has no items because {further.because}",
            further.span,
            (*origin.links, *further.links[1:]),
            further.sure,
            further.advice,
        )
    because, span, advice = reason(facts, origin, text)
    return Empty(because, span, origin.links, origin.sure, advice)


def source_of_items(origin: Origin) -> ast.expr | None:
    """The container whose items were taken over one by one."""
    match origin.node:
        case ast.ListComp(generators=[clause, *_]) | ast.SetComp(generators=[clause, *_]):
            return clause.iter
        case ast.DictComp(generators=[clause, *_]) | ast.GeneratorExp(generators=[clause, *_]):
            return clause.iter
        case ast.Call(func=ast.Name(id="sorted" | "list" | "set" | "tuple" | "reversed"), args=[inner, *_]):
            return inner
        case _:
            return None


def is_empty_there(facts: Facts, node: ast.expr, depth: int | None) -> bool:
    """Whether a container is known to be empty itself; what is only filtered away is not."""
    known = value_at(facts, node, depth)
    if known is not None:
        return known.length == 0
    return isinstance(node, ast.List | ast.Tuple) and not node.elts


def reason(facts: Facts, origin: Origin, text: str) -> tuple[str, Span, str]:
    """Word the end of the walk: the clause, the place, the advice."""
    line = origin.line
    match origin.node:
        case ast.List() | ast.Dict() | ast.Tuple() | ast.Set() | ast.Constant():
            return never_filled(facts, origin, text)
        case (
            ast.ListComp(generators=clauses)
            | ast.SetComp(generators=clauses)
            | ast.DictComp(generators=clauses)
        ):
            tests = [facts.program.text(test) for clause in clauses for test in clause.ifs]
            if tests:
                test = quoted(" and ".join(tests), 50)
                return f"no item passes the test {test} in line {line}", origin.span, f"Check the test {test}"
        case ast.Call(func=ast.Name(id="list" | "dict" | "set" | "tuple" | "defaultdict"), args=[]):
            return never_filled(facts, origin, text)
        case _:
            pass
    made = quoted(facts.program.text(origin.node), 50)
    if origin.kind in ("expression", "default") and made != text:
        return (
            f"{text} is empty: {made} in line {line} gives no items",
            origin.span,
            f"Check {made} in line {line}",
        )
    return f"{text} is empty", facts.program.span(origin.node), f"Make sure that {text} has items"


def never_filled(facts: Facts, origin: Origin, text: str) -> tuple[str, Span, str]:
    """It was made empty; say what would have put something into it."""
    fillers = fillers_of(facts, origin)
    missed = [one for one in fillers if not facts.reached(first_line(one))]
    made = quoted(facts.program.text(origin.node), 20)
    start = f"{text} is {made} from line {origin.line}"
    if isinstance(facts.program.parent(origin.node), ast.Call | ast.keyword):
        start = f"the call in line {origin.line} passes {made}"
        return start, origin.span, f"Pass a container with items in line {origin.line}"
    if missed and len(missed) == len(fillers):
        lines = listed(sorted({first_line(one) for one in missed})[:3])
        return (
            f"{start}, and line {lines}, which fills it, was never reached",
            origin.span,
            f"Find out why line {lines} is not reached",
        )
    if fillers:
        return (
            f"{start}, and it was emptied again",
            origin.span,
            f"Test that {text} has items before this line",
        )
    return f"{start}, and nothing fills it", origin.span, f"Fill {text} before it is used"


def fillers_of(facts: Facts, origin: Origin) -> list[ast.stmt]:
    """The statements that put something into the variable to which the container was assigned."""
    statement = facts.program.statement(origin.node)
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if isinstance(statement, ast.AnnAssign):
        target = statement.target
    if target is None:
        return []
    name = ast.unparse(target)
    return [other for other in facts.program.statements if other is not statement and fills(other, name)]


def fills(statement: ast.stmt, name: str) -> bool:
    """Whether a statement puts something into what is written `name`."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=attr))):
            return attr in FILLING and ast.unparse(owner) == name
        case (
            ast.Assign(targets=[ast.Subscript(value=owner)])
            | ast.AugAssign(target=ast.Subscript(value=owner))
        ):
            return ast.unparse(owner) == name
        case ast.AugAssign(target=owner):
            return ast.unparse(owner) == name
        case _:
            return False
