"""How the way of a value is told, and where along it a change belongs."""

import ast
from collections.abc import Iterable

from knowledge.backward.origin import Origin
from knowledge.backward.origins import origin_of
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.operating.kinds import builtin_called, value_of
from knowledge.operating.touching import Touched
from knowledge.provenance import Evidence
from knowledge.telling.wording import a, quoted, shown

READS = frozenset({"input"})


def seen(facts: Facts, sides: Iterable[Touched]) -> tuple[Evidence, ...]:
    """The values of expressions at the crash, as evidence; what stands in the text proves nothing."""
    line = facts.crash.line if facts.crash else 1
    return tuple(
        Evidence(line, facts.program.text(side.node)[:80], side.value.text[:80])
        for side in sides
        if side.value is not None and not isinstance(side.node, ast.Constant)
    )


def holds(facts: Facts, side: Touched, kind: str) -> str:
    """Say what an expression was: "`age` is the str `'12'`", "`1` is an int"."""
    text = quoted(facts.program.text(side.node), 40)
    value = side.value
    if value is None or isinstance(side.node, ast.Constant) or len(value.text) > 40 or value.text == text:
        return f"{text} is {a(kind)}"
    return f"{text} is the {kind} {shown(value, 40)}"


def birth(facts: Facts, node: ast.AST) -> Origin | None:
    """Where the value of an expression was made, where that is another place than the expression itself."""
    origin = origin_of(facts, node)
    return origin if origin.node is not node and origin.kind != "unknown" else None


def birth_said(facts: Facts, node: ast.AST, origin: Origin | None) -> str:
    """Say where the value of an expression was made, as a clause; empty where that is not known."""
    if origin is None or origin.kind not in ("expression", "element", "default"):
        return ""
    subject = quoted(facts.program.text(node), 40)
    made, line = quoted(facts.program.text(origin.node), 50), origin.line
    if is_read(facts, origin):
        return f"{subject} is what `input` read in line {line}, which is always text"
    if origin.kind == "element" and not isinstance(origin.node, ast.Subscript):
        return f"{subject} is an item of {made} in line {line}"
    if origin.kind == "default":
        return f"{subject} has its default {made} from line {line}"
    if isinstance(origin.node, ast.Constant):
        return said_of_constant(facts, subject, made, origin)
    return f"{subject} comes from {made} in line {line}"


def said_of_constant(facts: Facts, subject: str, made: str, origin: Origin) -> str:
    """A value that stands in the text: set, passed, or one of several."""
    match facts.program.parent(origin.node):
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
            return f"line {origin.line} sets {subject} to {made}"
        case ast.Call() | ast.keyword():
            return f"the call in line {origin.line} passes {made}"
        case ast.Return():
            return f"line {origin.line} returns {made}"
        case _:
            return f"{subject} is the {made} of line {origin.line}"


def with_names(facts: Facts, node: ast.AST) -> str:
    """Say the numbers in an expression that make its value; empty for a name alone."""
    names = {part.id: value_of(facts, part) for part in ast.walk(node) if isinstance(part, ast.Name)}
    told = [
        f"`{name}` {value.text}" for name, value in names.items() if value is not None and value.is_number
    ]
    return f", with {', '.join(told[:4])}" if told and not isinstance(node, ast.Name) else ""


def is_read(facts: Facts, origin: Origin | None) -> bool:
    """Whether a value was read in by `input`, which makes text of everything."""
    return origin is not None and origin.kind == "expression" and builtin_called(facts, origin.node) in READS


def can_wrap(node: ast.AST) -> bool:
    """Whether a call may be written in the place of this node: not where it is assigned to."""
    return not isinstance(getattr(node, "ctx", None), ast.Store)


def free_name(facts: Facts) -> str:
    """A name for one item that the program does not use."""
    taken = {use.name for use in facts.program.scopes.uses}
    return next((name for name in ("item", "entry", "element", "one") if name not in taken), "each_item")


def handed(facts: Facts, node: ast.expr, written: str) -> Edit:
    """Write something in the place of an argument; a generator may share its brackets with the call."""
    parent = facts.program.parent(node)
    span = facts.program.span(node)
    if isinstance(node, ast.GeneratorExp) and isinstance(parent, ast.Call):
        around = facts.program.span(parent)
        if (around.end_line, around.end_column) == (span.end_line, span.end_column):
            return Edit(span, f"({written})")
    return Edit(span, written)


def is_literal(facts: Facts, origin: Origin | None) -> bool:
    """Whether a value was written into the text as the whole value of a variable."""
    if origin is None or origin.kind != "expression" or not isinstance(origin.node, ast.Constant):
        return False
    return isinstance(facts.program.parent(origin.node), ast.Assign | ast.AnnAssign)


def text_of(facts: Facts, node: ast.AST) -> str | None:
    """The str that an expression was, if it was a short one."""
    value = value_of(facts, node)
    return value.scalar if value is not None and isinstance(value.scalar, str) else None
