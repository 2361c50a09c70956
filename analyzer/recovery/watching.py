"""Which expressions to look at just before a failure, and how to print them."""

import ast
from collections.abc import Iterator

from knowledge.facts import Facts
from knowledge.value import Value

MOST_WATCHED = 4
WIDEST = 80
MASKED = "<masked>"
SIMPLE = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.expr_context, ast.UnaryOp, ast.USub)
SPEAKING = frozenset({"function", "builtin_function_or_method", "type", "module", "method", "method-wrapper"})
"""Types whose values say nothing: the name alone tells what they are."""


def watched(facts: Facts) -> dict[str, Value]:
    """The expressions whose values decide, with those values, most telling first.

    The operands of the failing expression; where it has none, those of its statement and the variables
    that this reads. Only what was evaluated without running the program's code counts, so that printing
    it cannot change the run.
    """
    found: dict[str, Value] = {}
    for text, value in tuple(operands(facts, facts.node)) or (*operands(facts, None), *variables(facts)):
        if text not in found and is_telling(value):
            found[text] = value
    parts = [text for text in found if any(other.startswith((f"{text}.", f"{text}[")) for other in found)]
    return {text: found[text] for text in [text for text in found if text not in parts][:MOST_WATCHED]}


def operands(facts: Facts, within: ast.AST | None) -> Iterator[tuple[str, Value]]:
    """Yield the recorded operands that are names, attributes and items of the statement's own scope."""
    statement = facts.statement
    span = facts.program.span(within) if within is not None else None
    for operand in facts.crash.operands if facts.crash else ():
        node = facts.program.node_at(operand.span)
        if span and not span.covers(operand.span):
            continue
        if node is None or statement is None or not all(isinstance(part, SIMPLE) for part in ast.walk(node)):
            continue
        if not isinstance(node, ast.Constant) and is_bound_before(facts, node, statement):
            yield operand.text, operand.value


def is_bound_before(facts: Facts, node: ast.AST, statement: ast.stmt) -> bool:
    """Whether the names in an expression have their values before its statement begins."""
    if facts.program.scope(node) is not facts.program.scope(statement):
        return False
    if isinstance(getattr(node, "ctx", None), ast.Store):
        return False
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    made = {part.target.id for part in ast.walk(statement) if isinstance(part, ast.NamedExpr)}
    return not names & made


def variables(facts: Facts) -> Iterator[tuple[str, Value]]:
    """Yield the variables that the failing statement reads, and those of the loop around it."""
    if facts.statement is None or facts.crash is None:
        return
    for name in names_read(facts, facts.statement):
        value = facts.crash.variables.get(name)
        if value is not None:
            yield name, value


def names_read(facts: Facts, statement: ast.stmt) -> Iterator[str]:
    """Yield the names in the head of a statement, and the targets of the loop that it is in."""
    for part in heads(statement):
        for node in ast.walk(part):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                yield node.id
    for ancestor in facts.program.ancestors(statement):
        match ancestor:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return
            case ast.For(target=target) | ast.AsyncFor(target=target):
                yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name))
                return


def heads(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield the expressions of a statement, without the statements inside it."""
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield child


def is_telling(value: Value) -> bool:
    """Whether a value may be shown and says something."""
    return value.text != MASKED and value.type not in SPEAKING


def probe(label: str, expressions: dict[str, Value]) -> str | None:
    """Write the call that prints expressions, bounded; None where none of them can be written."""
    shown = [form for text, value in expressions.items() if (form := printed(text, value))]
    return f'print("{label}:", {", ".join(shown)})' if shown else None


def printed(text: str, value: Value) -> str | None:
    """Write one expression for `print`: how many it holds where the value is too long to be shown."""
    if not text.isprintable() or set(text) & set("\\{}!"):
        return None
    quote = next((mark for mark in "\"'" if mark not in text), None)
    if quote is None:
        return None
    if value.cut and value.length is not None:
        return f"f{quote}{{len({text})={quote}"[:-1] + f"}}{quote}"
    return f"f{quote}{{{text}=!r:.{WIDEST}}}{quote}"
