"""Keys whose value is changed before it has a first one: counts, sums and groups."""

import ast
from collections.abc import Iterator

from knowledge.absence.neutral import empty_like
from knowledge.cause import Cause, Fix
from knowledge.containers.asked_key import Asked, as_argument
from knowledge.facts import Facts
from knowledge.telling.edits import is_alone, replaced
from knowledge.telling.wording import quoted


def not_started(facts: Facts, asked: Asked) -> Cause | None:
    """`counts[key] += 1` and `groups[key].append(x)` need a first value for each key."""
    fixes = tuple(starting(facts, asked))
    if not fixes:
        return None
    text, line = quoted(facts.program.text(asked.mapping), 30), facts.program.span(asked.node).line
    return Cause(
        "key-never-started",
        f"line {line} changes the value of a key that {text} does not have yet; each key needs a first value",
        facts.program.span(asked.node),
        suggestions=("Or make it a `collections.defaultdict`",),
        fixes=fixes,
    )


def starting(facts: Facts, asked: Asked) -> Iterator[Fix]:
    """Read the old value with a default, or set an empty one first."""
    program = facts.program
    mapping, key = program.text(asked.mapping), as_argument(facts, asked.key_node)
    statement = program.statement(asked.node)
    match statement:
        case ast.AugAssign(target=ast.Subscript(value=owner), op=op, value=value) if owner is asked.mapping:
            start = "1" if isinstance(op, ast.Mult) else empty_like(value, facts.value(value)) or "0"
            sign = program.text(statement)[len(program.text(statement.target)) :].split("=")[0].strip()
            new = f"{mapping}[{key}] = {mapping}.get({key}, {start}) {sign} {program.text(value)}"
            if not isinstance(op, ast.Add | ast.Sub | ast.Mult):
                return
            yield Fix(f"Write {quoted(new, 60)}", (replaced(program, statement, new),))
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=attr))) if owner is asked.node:
            start = {"append": "[]", "extend": "[]", "add": "set()", "insert": "[]"}.get(attr, "")
            new = f"{mapping}.setdefault({key}, {start})"
            if start:
                yield Fix(f"Write {quoted(f'{new}.{attr}(…)', 60)}", (replaced(program, asked.node, new),))
        case ast.Assign(targets=[ast.Subscript(value=owner, slice=index)]) if is_alone(program, statement):
            same = ast.unparse(owner) == ast.unparse(asked.mapping) and ast.unparse(index) == ast.unparse(
                asked.key_node
            )
            default = neutral_of_parent(facts, asked)
            if same and default:
                new = f"{mapping}.get({key}, {default})"
                yield Fix(f"Read it with {quoted(new, 50)}", (replaced(program, asked.node, new),))


def same_text(one: ast.expr, other: ast.expr) -> bool:
    """Whether two expressions say the same."""
    return ast.unparse(one) == ast.unparse(other)


def neutral_of_parent(facts: Facts, asked: Asked) -> str | None:
    """The empty value that would fit into the sum around the failing node."""
    parent = facts.program.parent(asked.node)
    if not isinstance(parent, ast.BinOp):
        return None
    other = parent.right if parent.left is asked.node else parent.left
    return "1" if isinstance(parent.op, ast.Mult) else empty_like(other, facts.value(other)) or "0"


def sum_start(facts: Facts, statement: ast.AugAssign) -> str | None:
    """The neutral value for `total += record[key]`."""
    return empty_like(statement.target, facts.value(statement.target))
