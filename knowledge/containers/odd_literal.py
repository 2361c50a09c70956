"""A value written into a table in another way than the values beside it."""

import ast
from collections import Counter

from knowledge.cause import Cause, Fix
from knowledge.facts import Facts
from knowledge.operating.numerals import numeral
from knowledge.program import Program
from knowledge.telling.edits import replaced
from knowledge.telling.wording import a, quoted


def odd_literal(facts: Facts, cause: Cause) -> tuple[Fix, ...]:
    """Write the literal at the end of a value's way as those beside it are written, where all agree."""
    program = facts.program
    born = program.node_at(cause.provenance[-1].span) if cause.provenance else None
    if not isinstance(born, ast.Constant) or born.value is None:
        return ()
    forms = Counter(form_of(one) for one in beside(program, born))
    usual, count = forms.most_common(1)[0] if forms else ("", 0)
    written = as_usual(program, born, usual)
    if len(forms) != 1 or count < 2 or usual == form_of(born) or written is None:
        return ()
    return (
        Fix(
            f"Write {quoted(written)} in line {born.lineno}, like the values beside it",
            (replaced(program, born, written),),
            birth=program.span(born),
            because=f"{quoted(program.text(born))} in line {born.lineno} is {a(type(born.value).__name__)}, "
            f"and the values beside it are written as `{usual}`",
        ),
    )


def beside(program: Program, node: ast.expr) -> list[ast.expr]:
    """The other values of the table that a literal stands in: of its column, where the table has rows."""
    match program.parent(node):
        case ast.Dict(keys=keys, values=values) as table if node in values:
            key = keys[[*values].index(node)]
            dicts = [row for row in siblings(program, table) if isinstance(row, ast.Dict)]
            pairs = [pair for row in dicts for pair in zip(row.keys, row.values, strict=True)]
            column = [value for at, value in pairs if same(at, key)]
            return column or [one for one in values if one is not node]
        case (ast.Tuple(elts=elts) | ast.List(elts=elts)) as table:
            at = [*elts].index(node)
            rows = [row for row in siblings(program, table) if isinstance(row, ast.Tuple | ast.List)]
            column = [row.elts[at] for row in rows if len(row.elts) == len(elts)]
            return column or [one for one in elts if one is not node]
        case ast.Call(func=func, args=args) as call if node in args:
            at = [*args].index(node)
            calls = [one for one in siblings(program, call) if isinstance(one, ast.Call)]
            alike = [one for one in calls if ast.dump(one.func) == ast.dump(func)]
            return [one.args[at] for one in alike if len(one.args) > at]
        case _:
            return []


def siblings(program: Program, node: ast.AST) -> list[ast.expr]:
    """What stands beside a node in the same list, tuple, set or dict."""
    match program.parent(node):
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items) | ast.Dict(values=items):
            return [one for one in items if one is not node]
        case _:
            return []


def same(one: ast.expr | None, other: ast.expr | None) -> bool:
    """Whether two keys are written alike."""
    return one is not None and other is not None and ast.dump(one) == ast.dump(other)


def form_of(node: ast.expr) -> str:
    """How a value is written: `int`, `str`, or the call that makes it."""
    match node:
        case ast.Constant(value=value):
            return type(value).__name__
        case ast.UnaryOp(operand=ast.Constant(value=value)):
            return type(value).__name__
        case ast.Call(func=ast.Name(id=name)):
            return f"{name}(…)"
        case _:
            return type(node).__name__


def as_usual(program: Program, node: ast.Constant, usual: str) -> str | None:
    """Write a literal in another way; None where that has no one meaning."""
    value, text = node.value, program.text(node)
    number = numeral(value) if isinstance(value, str) else None
    if usual in ("int", "float"):
        return str(value).strip() if number == usual or (number and usual == "float") else None
    if usual == "str":
        return repr(text) if isinstance(value, int | float) and not isinstance(value, bool) else None
    if usual.endswith("(…)") and isinstance(value, int | float):
        calls = [one for one in beside(program, node) if isinstance(one, ast.Call)]
        texts = all(one.args and isinstance(getattr(one.args[0], "value", None), str) for one in calls)
        return f"{usual[:-3]}({text!r})" if texts else f"{usual[:-3]}({text})"
    return None
