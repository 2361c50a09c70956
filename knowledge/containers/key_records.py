"""Records that should be alike: one of them lacks a key that the others have."""

import ast

from knowledge.absence.neutral import empty_like
from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import counted, quoted
from knowledge.value import Value


def lone_record(facts: Facts, node: ast.AST, mapping: ast.expr, key: Value) -> Cause | None:
    """Find the record in the text that lacks the key, beside records that have it."""
    origin = origin_of(facts, mapping)
    made = origin.node
    siblings = records_beside(facts, made)
    name = key.scalar
    having = [one for one in siblings if has_key(one, name)]
    if not isinstance(made, ast.Dict) or not having or has_key(made, name):
        return None
    text = quoted(facts.program.text(mapping), 30)
    row = siblings.index(made)
    fixes = default_fix(facts, node, mapping)
    return Cause(
        "record-without-key",
        f"{text} is the record in line {origin.line} (item {row}), and it has no {quoted(key.text, 30)}, "
        f"while {counted(len(having), 'other record')} {'has' if len(having) == 1 else 'have'} it",
        origin.span,
        certainty=Certainty.PROVEN if origin.sure else Certainty.LIKELY,
        provenance=origin.links,
        suggestions=(f"Add {quoted(key.text, 30)} to the record in line {origin.line}",),
        fixes=fixes,
    )


def records_beside(facts: Facts, made: ast.AST) -> list[ast.Dict]:
    """The dict displays in the same list, the given one included."""
    parent = facts.program.parent(made)
    items = parent.elts if isinstance(parent, ast.List | ast.Tuple) else []
    if isinstance(parent, ast.Dict):
        items = parent.values
    return [item for item in items if isinstance(item, ast.Dict)]


def has_key(record: ast.AST, name: object) -> bool:
    """Whether a dict display writes out this key, or takes over keys that are not seen."""
    keys = record.keys if isinstance(record, ast.Dict) else []
    return any(key is None or (isinstance(key, ast.Constant) and key.value == name) for key in keys)


def default_fix(facts: Facts, node: ast.AST, mapping: ast.expr) -> tuple[Fix, ...]:
    """Read the key with a default that fits the sum around it."""
    program, parent = facts.program, facts.program.parent(node)
    if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load):
        return ()
    match parent:
        case ast.AugAssign(target=target):
            default = empty_like(target, facts.value(target))
        case ast.BinOp(left=left, right=right):
            other = right if left is node else left
            default = empty_like(other, facts.value(other))
        case _:
            default = None
    if default is None:
        return ()
    new = f"{program.text(mapping)}.get({program.text(node.slice)}, {default})"
    return (Fix(f"Read it with a default: {quoted(new, 60)}", (replaced(program, node, new),), masks=True),)
