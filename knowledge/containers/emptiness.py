"""Why a container is empty: what made it, and what should have filled it."""

import ast
from dataclasses import dataclass

from knowledge.backward.origin import Origin
from knowledge.backward.origins import origin_of
from knowledge.backward.place import value_at
from knowledge.containers.namesakes import namesake
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.near import nearest
from knowledge.program import first_line
from knowledge.provenance import Link
from knowledge.telling.wording import listed, quoted
from knowledge.value import Value

type Reason = tuple[str, Span, str, bool]

FILLING = frozenset({"append", "extend", "add", "update", "insert", "appendleft", "put", "setdefault"})
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Empty:
    """The reason as a clause, the place to look at, and the way there.

    `expected` says that nothing was wrong there: data can be missing, and what uses it has to reckon with it.
    """

    because: str
    span: Span
    links: tuple[Link, ...]
    sure: bool
    advice: str
    expected: bool = False


def why_empty(facts: Facts, node: ast.AST, depth: int | None = None, steps: int = 0) -> Empty:
    """Walk back to what made the container, and say why nothing is in it.

    What is made item by item from another empty container passes the question on to that one.
    """
    origin = origin_of(facts, node, depth)
    source = source_of_items(origin)
    text = quoted(facts.program.text(node), 40)
    if source is not None and steps < MOST_STEPS and must_be_empty(facts, source, origin):
        further = why_empty(facts, source, origin.depth, steps + 1)
        return Empty(
            f"{text} has no items because {further.because}",
            further.span,
            (*origin.links, *further.links[1:]),
            further.sure,
            further.advice,
            further.expected,
        )
    because, span, advice, expected = reason(facts, origin, text)
    return Empty(because, span, origin.links, origin.sure, advice, expected)


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


def must_be_empty(facts: Facts, node: ast.expr, origin: Origin) -> bool:
    """Whether the source was empty itself: known to be, or taken over without any test."""
    known = value_at(facts, node, origin.depth)
    if known is not None:
        return is_empty(known)
    return not any(clause.ifs for clause in getattr(origin.node, "generators", ()))


def is_empty(value: Value) -> bool:
    """Whether a container held nothing; of some types only the text tells."""
    return value.length == 0 or (value.length is None and value.text.endswith(("([])", "({})")))


def reason(facts: Facts, origin: Origin, text: str) -> Reason:
    """Word the end of the walk: the clause, the place, the advice, and whether it was to be expected."""
    line = origin.line
    if made_with_items(origin.node):
        because = f"{text} was made with items in line {line}, and all of them were taken out since"
        return because, facts.program.span(origin.node), f"Test that {text} has items before taking one", True
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
                return filtered(facts, origin, clauses, quoted(" and ".join(tests), 50))
        case ast.Call(func=ast.Name(id="list" | "dict" | "set" | "tuple" | "defaultdict"), args=[]):
            return never_filled(facts, origin, text)
        case _:
            pass
    made = quoted(facts.program.text(origin.node), 50)
    if origin.kind in ("expression", "default") and made != text:
        because = f"{text} is empty: {made} in line {line} gives no items"
        return because, origin.span, f"Check {made} in line {line}", origin.call is not None
    return f"{text} is empty", facts.program.span(origin.node), f"Make sure that {text} has items", True


def filtered(facts: Facts, origin: Origin, clauses: list[ast.comprehension], test: str) -> Reason:
    """A test let nothing through; a text that it compares with may be written otherwise in the data."""
    because = f"no item passes the test {test} in line {origin.line}"
    for comparison in (test for clause in clauses for test in clause.ifs):
        found = near_text(facts, comparison, origin.depth)
        if found is not None:
            written, near = found
            span = facts.program.span(written)
            wrong = facts.program.text(written)
            advice = f"Change `{wrong}` to `{near!r}` in line {span.line}, or compare without regard to case"
            because += f": it compares with `{wrong}`, and the data has `{near!r}`"
            return because, span, advice, False
    return because, origin.span, f"Check the test {test}", True


def near_text(facts: Facts, test: ast.expr, depth: int | None) -> tuple[ast.Constant, str] | None:
    """The text that a test compares with, and a text of the program that is nearly the same."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            sides = (left, right)
        case _:
            return None
    texts = {
        node.value
        for node in facts.program.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for side in (side for side in sides if not is_of_item(facts, side)):
        made = origin_of(facts, side, depth).node
        if isinstance(made, ast.Constant) and isinstance(made.value, str):
            near = nearest(made.value, texts - {made.value})
            return (made, near) if near else None
    return None


def is_of_item(facts: Facts, side: ast.expr) -> bool:
    """Whether one side of a test speaks of the item that is tested."""
    names = (part for part in ast.walk(side) if isinstance(part, ast.Name))
    return any(one.kind == "comprehension" for name in names for one in facts.program.bindings(name))


def made_with_items(node: ast.AST) -> bool:
    """Whether a container was written down with something in it."""
    match node:
        case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
            return bool(elts)
        case ast.Dict(keys=keys):
            return bool(keys)
        case ast.Call(func=ast.Name(), args=[ast.List() | ast.Tuple() as inner]):
            return made_with_items(inner)
        case _:
            return False


def never_filled(facts: Facts, origin: Origin, text: str) -> Reason:
    """It was made empty; say what would have put something into it."""
    fillers = fillers_of(facts, origin)
    missed = [one for one in fillers if not facts.reached(first_line(one))]
    made = quoted(facts.program.text(origin.node), 20)
    start = f"{text} is {made} from line {origin.line}"
    if isinstance(facts.program.parent(origin.node), ast.Call | ast.keyword):
        start = f"the call in line {origin.line} passes {made}"
        return start, origin.span, f"Pass a container with items in line {origin.line}", False
    target = target_of(facts, origin)
    local = namesake(facts, target) if target is not None else None
    if local is not None:
        return f"{start}: {local.told}", facts.program.span(local.binding.node), local.advice, False
    if missed and len(missed) == len(fillers):
        lines = listed(sorted({first_line(one) for one in missed})[:3])
        return (
            f"{start}, and line {lines}, which fills it, was never reached",
            origin.span,
            f"Find out why line {lines} is not reached",
            True,
        )
    if fillers:
        advice = f"Test that {text} has items before this line"
        return f"{start}, and it was emptied again", origin.span, advice, True
    other = next((one for one in facts.program.statements if fills_another(facts, one, target)), None)
    if other is not None:
        because = f"{start}, and line {first_line(other)}, which fills it, put nothing into this one"
        return because, origin.span, f"Test that {text} has items before this line", True
    return f"{start}, and nothing fills it", origin.span, f"Fill {text} before it is used", False


def fills_another(facts: Facts, statement: ast.stmt, target: ast.expr | None) -> bool:
    """Whether a statement that ran fills an attribute of this name, of whatever object."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Attribute(attr=name) as owner))):
            pass
        case ast.Assign(targets=[ast.Subscript(value=ast.Attribute(attr=name) as owner)]):
            pass
        case _:
            return False
    same = isinstance(target, ast.Attribute) and name == target.attr
    return same and fills(statement, ast.unparse(owner)) and facts.reached(first_line(statement))


def fillers_of(facts: Facts, origin: Origin) -> list[ast.stmt]:
    """The statements that put something into the variable to which the container was assigned."""
    statement, target = facts.program.statement(origin.node), target_of(facts, origin)
    if target is None:
        return []
    name = ast.unparse(target)
    return [other for other in facts.program.statements if other is not statement and fills(other, name)]


def target_of(facts: Facts, origin: Origin) -> ast.expr | None:
    """The variable to which the container was assigned."""
    match facts.program.statement(origin.node):
        case ast.Assign(targets=[target, *_]) | ast.AnnAssign(target=target):
            return target
        case _:
            return None


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
